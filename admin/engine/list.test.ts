import { sql } from 'drizzle-orm'
import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type TestDatabase, testDatabase } from '@/db/testing'
import site from '../site'
import type { Related } from './form'
import { type ListPage, listRecords } from './list'
import { parseListQuery } from './list-query'
import type { Actor } from './permissions'
import { actorWith, addCourse, addStudents, enroll, superuser } from './save/fixtures'

let database: TestDatabase
const statements: string[] = []

beforeAll(async () => {
  database = await testDatabase({ onStatement: (text) => statements.push(text) })
  const { db } = database
  await db.execute(sql`insert into students (name, email) values
    ('Ana Lee', 'ana@example.org'), ('Bo 100%', 'bo_1@example.org'), ('Cy_d', 'cy@example.org'),
    ('Dé \\ Back', 'de@example.org'), ('Eve', 'ana.eve@example.org')`)
  await addStudents(db, 100)
  const [algebra, biology] = [await addCourse(db, 'Algebra'), await addCourse(db, 'Biology')]
  await enroll(db, biology, [1, 3])
  await enroll(db, algebra, [2], 'dropped')
  await enroll(db, algebra, [1], 'completed')
})
afterAll(() => database.drop())

function list(slug: string, address = '', actor: Actor = superuser): Promise<ListPage> {
  return listRecords(database.db, site, slug, actor, parseListQuery(site, slug, new URLSearchParams(address)))
}
const titles = async (slug: string, address = '', actor: Actor = superuser) =>
  (await list(slug, address, actor)).rows.map(({ title }) => title)

describe('a list', () => {
  test('shows a page of records in the declared order, with labels and a count', async () => {
    const page = await list('students', 'size=20')
    expect(page.columns).toEqual([
      { name: 'name', label: 'Name', kind: 'text', sortable: true },
      { name: 'email', label: 'E-mail', kind: 'text', sortable: true },
    ])
    expect(page.rows[0]).toEqual({ id: 1, title: 'Ana Lee', cells: ['Ana Lee', 'ana@example.org'] })
    expect(page).toMatchObject({ total: 105, page: 1, pages: 6, size: 20 })
    expect(page.rows).toHaveLength(20)
  })

  test('shows relations by their titles, and moments as text in UTC', async () => {
    const page = await list('enrollments')
    expect(page.rows[0]).toEqual({
      id: 4,
      title: 'Ana Lee in Algebra',
      cells: [[1, 'Ana Lee'], [1, 'Algebra'], 'completed', '2020-01-01T10:00:00.123456+00:00'],
    })
    expect(page.columns[0]).toEqual({
      name: 'studentId',
      label: 'Student',
      kind: 'relation',
      sortable: true,
      model: 'students',
    })
    expect(page.columns[2]).toMatchObject({ kind: 'choice', choices: [{ value: 'active', label: 'Active' }, {}, {}] })
  })

  test('takes two statements, whatever is asked', async () => {
    for (const address of ['', 'page=3&size=20', 'q=ana', 'q=ana&page=2', 'sort=-studentId&status=active']) {
      statements.length = 0
      await list('enrollments', address)
      expect(statements).toHaveLength(2)
    }
  })

  test('has every record on exactly one page, in the same order from either end', async () => {
    for (const sort of ['name', '-name', 'email', '-id']) {
      const pages = await Promise.all(
        [1, 2, 3, 4, 5, 6].map((page) => list('students', `size=20&sort=${sort}&page=${page}`)),
      )
      const ids = pages.flatMap(({ rows }) => rows.map(({ id }) => id))
      const whole = (await list('students', `size=200&sort=${sort}`)).rows.map(({ id }) => id)
      expect(ids).toEqual(whole)
      expect(new Set(ids).size).toBe(105)
    }
  })

  test('shows its last page when asked for one past the end', async () => {
    const page = await list('students', 'page=1000000000&size=50')
    expect(page).toMatchObject({ page: 3, pages: 3 })
    expect(page.rows).toHaveLength(5)
    expect(await list('tags', 'page=7')).toMatchObject({ rows: [], total: 0, page: 1, pages: 1 })
  })

  test('is sorted by what a relation shows, then by the next key', async () => {
    expect(await titles('enrollments', 'sort=courseId,-studentId')).toEqual([
      'Bo 100% in Algebra',
      'Ana Lee in Algebra',
      'Cy_d in Biology',
      'Ana Lee in Biology',
    ])
  })
})

describe('a search', () => {
  test('finds records that hold every word, in any searched column, whatever the case', async () => {
    expect(await titles('students', 'q=ANA')).toEqual(['Ana Lee', 'Eve'])
    expect(await titles('students', 'q=lee ana')).toEqual(['Ana Lee'])
    expect(await titles('students', 'q=lee eve')).toEqual([])
  })

  test('looks into far records', async () => {
    expect(await titles('enrollments', 'q=ana bio')).toEqual(['Ana Lee in Biology'])
    expect(await titles('enrollments', 'q=bo_1@example')).toEqual(['Bo 100% in Algebra'])
    expect(await list('enrollments', 'q=ana')).toMatchObject({ total: 2 })
  })

  test.each([
    ['%', ['Bo 100%']],
    ['_', ['Bo 100%', 'Cy_d']],
    ['\\', ['Dé \\ Back']],
    ['100%', ['Bo 100%']],
    ['%%%%', []],
    ["' ; drop table students; --", []],
    ['1) or 1=1', []],
  ])('takes %s literally', async (q, found) => {
    expect(await titles('students', new URLSearchParams({ q }).toString())).toEqual(found)
    expect(await list('students')).toMatchObject({ total: 105 })
  })

  test('of any length and make is answered', async () => {
    for (const q of ['\u0000', 'a\u0000na', '\ud800', 'x'.repeat(10_240), 'ana '.repeat(2_560), '🙂'.repeat(5_000)])
      await expect(list('students', new URLSearchParams({ q }).toString())).resolves.toHaveProperty('total')
    expect(await titles('students', new URLSearchParams({ q: 'a\u0000na' }).toString())).toEqual(['Ana Lee', 'Eve'])
  })
})

describe('a filter', () => {
  test('keeps records with one of the chosen values', async () => {
    expect(await list('enrollments', 'status=dropped')).toMatchObject({ total: 1 })
    expect(await list('enrollments', 'status=dropped,completed')).toMatchObject({ total: 2 })
    expect(await list('enrollments', 'status=dropped&status=active')).toMatchObject({ total: 3 })
  })

  test('is described with its choices and what is chosen', async () => {
    const { filters } = await list('enrollments', 'status=dropped,nonsense')
    expect(filters[0]).toEqual({
      name: 'status',
      label: 'Status',
      kind: 'choice',
      choices: [
        { value: 'active', label: 'Active' },
        { value: 'completed', label: 'Completed' },
        { value: 'dropped', label: 'Dropped' },
      ],
      chosen: ['dropped'],
    })
  })

  test('by yes or no, and by a relation', async () => {
    await database.db.execute(
      sql`insert into users (username, email, active) values ('ann', 'ann@x.org', true), ('ben', 'ben@x.org', false)`,
    )
    expect(await titles('users', 'active=false')).toEqual(['ben'])
    await database.db.execute(sql`insert into contacts (user_id) select id from users`)
    await database.db.execute(sql`insert into categories (name) values ('Law'), ('Art')`)
    await database.db.execute(
      sql`insert into contact_departments (contact_id, category_id) values (1, 1), (1, 2), (2, 2)`,
    )
    expect(await titles('contact-departments', 'categoryId=2')).toEqual(['ann Art', 'ben Art'])
    expect(await titles('contact-departments', 'q=law')).toEqual(['ann Law'])
  })

  test('by relations names what is chosen, in one statement for each', async () => {
    const [first] = (await list('enrollments', 'q=bio')).rows
    const [course, biology] = first!.cells[1] as Related
    const ana = (await list('students', 'q=ana+lee')).rows[0]?.id
    statements.length = 0
    const page = await list('enrollments', `courseId=${course},999999&studentId=${ana}`)
    expect(statements).toHaveLength(4)
    expect(page.rows.map(({ title }) => title)).toEqual(['Ana Lee in Biology'])
    expect(page.filters).toEqual([
      expect.objectContaining({ name: 'status', chosen: [] }),
      {
        name: 'courseId',
        label: 'Course',
        kind: 'relation',
        model: 'courses',
        choices: [
          { value: String(course), label: biology },
          { value: '999999', label: '999999' },
        ],
        chosen: [String(course), '999999'],
      },
      expect.objectContaining({ name: 'studentId', choices: [{ value: String(ana), label: 'Ana Lee' }] }),
    ])
  })

  test('that a person may not use is neither offered nor carried out', async () => {
    const clerk = actorWith('enrollments.view', 'students.view')
    const page = await list('enrollments', 'courseId=999999&status=dropped', clerk)
    expect(page).toMatchObject({ total: 1, filters: [{ name: 'status' }, { name: 'studentId' }] })
  })
})

describe('what a list tells', () => {
  test('nothing to a person without the right to view it', async () => {
    await expect(list('students', '', actorWith('courses.view'))).rejects.toThrow('May not view students')
    await expect(list('nowhere')).rejects.toThrow('May not view nowhere')
  })

  test('no more of far records than their titles to those who may not view them', async () => {
    const clerk = actorWith('contacts.view')
    const page = await list('contacts', 'sort=userId.name', clerk)
    expect(page.columns).toEqual([{ name: 'userId', label: 'User', kind: 'relation', sortable: true }])
    expect(page.rows.map(({ cells }) => cells)).toEqual([[[1, 'ann']], [[2, 'ben']]])
    expect(await list('enrollments', 'q=ana', actorWith('enrollments.view'))).toMatchObject({ total: 0 })
  })
})

describe('a list’s address', () => {
  const parse = (address: string) => parseListQuery(site, 'enrollments', new URLSearchParams(address))
  const standard = { q: '', sort: ['-id'], page: 1, size: 50, filters: {} }

  test.each([
    ['', {}],
    ['q=+ana++lee+', { q: 'ana lee' }],
    ['sort=-studentId,id', { sort: ['-studentId', 'id'] }],
    ['sort=studentId,-studentId,nowhere,__proto__', { sort: ['studentId'] }],
    ['sort=id;drop table', {}],
    ['sort=--id', {}],
    ['page=2&size=100', { page: 2, size: 100 }],
    ['page=-1&size=51', {}],
    ['page=2147483648', { page: 1_000_000_000 }],
    ['page=1e3&size=NaN', {}],
    ['page=٣', {}],
    ['status=active,%00,dropped', { filters: { status: ['active', 'dropped'] } }],
    ['status=gone&enrolledAt=1&constructor=1', {}],
    ['courseId=1,x,-2,1&studentId=0', { filters: { courseId: ['1'] } }],
  ])('%s is read', (address, expected) => expect(parse(address)).toEqual({ ...standard, ...expected }))

  test('is never too much: a thousand filters, ten kilobytes, anything', () => {
    const many = Array.from({ length: 1_000 }, (_, at) => `status=active,x${at}&f${at}=1`).join('&')
    expect(parse(many).filters).toEqual({ status: ['active'] })
    fc.assert(
      fc.property(fc.array(fc.tuple(fc.constantFrom('q', 'sort', 'page', 'size', 'status'), fc.string())), (pairs) => {
        const query = parseListQuery(site, 'enrollments', new URLSearchParams(pairs))
        expect(query.sort.length).toBeGreaterThan(0)
        expect(query.q.length).toBeLessThanOrEqual(400)
        expect([20, 50, 100, 200]).toContain(query.size)
        expect(Number.isSafeInteger(query.page) && query.page > 0).toBe(true)
      }),
      { seed: 31 },
    )
  })
})
