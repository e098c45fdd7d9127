import { sql } from 'drizzle-orm'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type TestDatabase, testDatabase } from '@/db/testing'
import site from '../site'
import type { RecordPage } from './form'
import { loadRecord } from './load'
import { loadRows } from './load-inline'
import type { Actor } from './permissions'
import type { RowValues } from './row-filter'
import { actorWith, addCourse, addStudents, addUsers, enroll, superuser } from './save/fixtures'

let database: TestDatabase
let algebra = 0
let empty = 0
const statements: string[] = []

beforeAll(async () => {
  database = await testDatabase({ onStatement: (text) => statements.push(text) })
  const { db } = database
  await addUsers(db)
  await db.execute(sql`insert into students (name, email) values
    ('Zoe "Z" \\ Ok', 'zoe@example.org'), ('Ana' || chr(10) || 'Lee', 'ana@example.org'), ('🙂 <b>', 'b@example.org')`)
  algebra = await addCourse(db, 'Algebra')
  empty = await addCourse(db, 'Empty')
  await enroll(db, algebra, [2, 3, 1], 'dropped')
  await db.execute(sql`insert into contacts (user_id) select id from users`)
  await db.execute(sql`insert into categories (name) values ('Law'), ('Art')`)
  await db.execute(sql`insert into contact_departments (contact_id, category_id) values (2, 1), (1, 1), (2, 2)`)
  await db.execute(
    sql`insert into database_configs (database_name, description, contact_id) values ('alpha', 'First', 2), ('beta', '', null)`,
  )
  await db.execute(sql`insert into database_modules (code, description) values ('ABC', 'Alphabet')`)
  await db.execute(sql`insert into database_config_modules (database_config_id, module_id) values (1, 1)`)
  await db.execute(sql`insert into articles (title) values ('News')`)
  await db.execute(sql`insert into tags (name) values ('zebra'), ('ant')`)
  await db.execute(sql`insert into article_tags (article_id, tag_id) values (1, 1), (1, 2)`)
})
afterAll(() => database.drop())

const load = (slug: string, id: number | null, actor: Actor = superuser) =>
  loadRecord(database.db, site, slug, actor, id)

async function page(slug: string, id: number | null, actor: Actor = superuser): Promise<RecordPage> {
  const found = await load(slug, id, actor)
  if (!found) throw new Error('not found')
  return found
}
const rowsOf = (found: RecordPage, name: string): unknown[][] => JSON.parse(found.inlines[name]?.rows ?? 'null')

describe('a detail page', () => {
  test('has the record and its rows, oldest first, with what they point at', async () => {
    const found = await page('courses', algebra)
    expect(found.record).toEqual({ id: algebra, title: 'Algebra', cells: { title: 'Algebra' } })
    const at = '2020-01-01T10:00:00.123456+00:00'
    expect(rowsOf(found, 'enrollments')).toEqual([
      [1, [2, 'Ana\nLee', 'ana@example.org'], 'dropped', at],
      [2, [3, '🙂 <b>', 'b@example.org'], 'dropped', at],
      [3, [1, 'Zoe "Z" \\ Ok', 'zoe@example.org'], 'dropped', at],
    ])
    expect(found.inlines.enrollments?.total).toBe(3)
  })

  test('shows the same moment whatever the time zone of the session', async () => {
    await database.db.transaction(async (tx) => {
      await tx.execute(sql`set local time zone 'Asia/Kathmandu'`)
      await tx.execute(sql`set local datestyle to 'German'`)
      const found = await loadRecord(tx, site, 'enrollments', superuser, 1)
      expect(found?.record?.cells.enrolledAt).toBe('2020-01-01T10:00:00.123456+00:00')
    })
  })

  test('without rows has an empty list of them', async () => {
    expect((await page('courses', empty)).inlines).toEqual({ enrollments: { rows: '[]', total: 0 } })
  })

  test('has the rows of its contact, and none while there is no contact', async () => {
    const alpha = await page('database-configs', 1)
    expect(alpha.record?.cells).toEqual({ databaseName: 'alpha', description: 'First', contactId: [2, 'clerk'] })
    expect(rowsOf(alpha, 'database-config-modules')).toEqual([[1, [1, 'ABC Alphabet', 'ABC']]])
    expect(rowsOf(alpha, 'contact-departments').map(([id, category]) => [id, category])).toEqual([
      [1, [1, 'Law', 'Law']],
      [3, [2, 'Art', 'Art']],
    ])
    const beta = await page('database-configs', 2)
    expect(beta.record).toMatchObject({ title: 'beta', cells: { contactId: null } })
    expect(rowsOf(beta, 'contact-departments')).toEqual([])
  })

  test('has picked records in the order of their titles', async () => {
    expect((await page('articles', 1)).picks).toEqual({
      'article-tags': [
        [2, 'ant', 'ant'],
        [1, 'zebra', 'zebra'],
      ],
    })
  })

  test('of a new record has its form, and nothing to show yet', async () => {
    const found = await page('courses', null)
    expect(found).toMatchObject({ record: null, inlines: { enrollments: { rows: '[]', total: 0 } }, picks: {} })
    expect(found.form.fields).toMatchObject([{ name: 'title', readOnly: false }])
  })

  test.each([0, -0, -1, 1.5, Number.NaN, 1e21, 2_147_483_648, Number.MAX_SAFE_INTEGER, 999])(
    'does not exist for %d',
    async (id) => {
      expect(await load('courses', id)).toBeNull()
    },
  )

  test('does not exist for an unknown model', async () => {
    expect(await load('nowhere', 1)).toBeNull()
    expect(await load('__proto__', null)).toBeNull()
  })

  test('takes one statement for the record, one per inline and one per pick', async () => {
    for (const [slug, id, count] of [
      ['courses', algebra, 2],
      ['database-configs', 1, 3],
      ['articles', 1, 2],
      ['courses', null, 0],
    ] as const) {
      statements.length = 0
      await page(slug, id)
      expect(statements).toHaveLength(count)
    }
  })
})

describe('the right to see', () => {
  test('a record', async () => {
    expect(await load('courses', algebra, actorWith('students.view'))).toBeNull()
    expect(await load('courses', algebra, actorWith('courses.add'))).toBeNull()
    expect(await load('courses', null, actorWith('courses.view'))).toBeNull()
    expect(await load('courses', null, actorWith('courses.add'))).not.toBeNull()
  })

  test('rows: without it they are not even counted, though rows may be added', async () => {
    statements.length = 0
    const found = await page('courses', algebra, actorWith('courses.change', 'enrollments.add'))
    expect(found.inlines).toEqual({ enrollments: { rows: '[]', total: 0 } })
    expect(found.form.inlines[0]?.can).toEqual({ view: false, add: true, change: false, delete: false })
    expect(statements).toHaveLength(1)
    expect((await page('courses', algebra, actorWith('courses.change'))).inlines).toEqual({})
  })

  test('far records: without it only their titles travel', async () => {
    const found = await page('courses', algebra, actorWith('courses.view', 'enrollments.view'))
    expect(rowsOf(found, 'enrollments')[2]).toEqual([
      3,
      [1, 'Zoe "Z" \\ Ok'],
      'dropped',
      '2020-01-01T10:00:00.123456+00:00',
    ])
    expect(JSON.stringify(found)).not.toContain('zoe@example.org')
  })
})

describe('a window of rows', () => {
  const window = async (change: Partial<Parameters<typeof loadRows>[6]>, actor: Actor = superuser) => {
    const found = await loadRows(database.db, site, 'courses', actor, algebra, 'enrollments', {
      offset: 0,
      limit: 10,
      ...change,
    })
    return found && { total: found.total, students: JSON.parse(found.rows).map((row: [number, [number]]) => row[1][0]) }
  }

  test('is cut out, sorted and searched by the database', async () => {
    expect(await window({})).toEqual({ total: 3, students: [2, 3, 1] })
    expect(await window({ offset: 1, limit: 1 })).toEqual({ total: 3, students: [3] })
    expect(await window({ sort: ['studentId.email'] })).toEqual({ total: 3, students: [2, 3, 1] })
    expect(await window({ sort: ['-studentId.email'] })).toEqual({ total: 3, students: [1, 3, 2] })
    expect(await window({ sort: ['-id'], limit: 2 })).toEqual({ total: 3, students: [1, 3] })
    expect(await window({ sort: ['nowhere'] })).toEqual({ total: 3, students: [2, 3, 1] })
    expect(await window({ q: 'LEE' })).toEqual({ total: 1, students: [2] })
    expect(await window({ q: 'zoe@' })).toEqual({ total: 1, students: [1] })
    expect(await window({ q: '%' })).toEqual({ total: 0, students: [] })
  })

  test('is the same whether it is counted from the beginning or, past the middle, from the end', async () => {
    const { db } = database
    const course = await addCourse(db, 'Windows')
    const ids = await enroll(db, course, await addStudents(db, 23))
    await db.execute(sql`update enrollments set status = 'completed' where course_id = ${course} and id % 3 = 0`)
    const at = async (sort: string[], offset: number, limit: number) => {
      const found = await loadRows(db, site, 'courses', superuser, course, 'enrollments', { offset, limit, sort })
      return JSON.parse(found?.rows ?? '[]').map(([id]: [number]) => id) as number[]
    }
    for (const sort of [
      ['id'],
      ['-id'],
      ['status'],
      ['-status', 'id'],
      ['studentId'],
      ['-enrolledAt'],
      ['status', '-studentId.email'],
    ]) {
      const whole = await at(sort, 0, 23)
      expect([...whole].sort((a, b) => a - b)).toEqual(ids)
      for (let offset = 0; offset < 30; offset += 1)
        expect([sort, offset, await at(sort, offset, 4)]).toEqual([sort, offset, whole.slice(offset, offset + 4)])
    }
  })

  test('holds only rows with the values asked for', async () => {
    await database.db.execute(
      sql`update enrollments set status = 'active' where course_id = ${algebra} and student_id = 3`,
    )
    expect(await window({ values: { status: ['active'] } })).toEqual({ total: 1, students: [3] })
    expect(await window({ values: { status: ['active', 'dropped'] }, sort: ['studentId.email'] })).toEqual({
      total: 3,
      students: [2, 3, 1],
    })
    expect(await window({ values: { status: ['dropped'], studentId: [1, 3] } })).toEqual({ total: 1, students: [1] })
    expect(await window({ values: { status: ['dropped'] }, q: 'lee', limit: 1 })).toEqual({ total: 1, students: [2] })
    expect(await window({ values: { status: [] } })).toEqual({ total: 0, students: [] })
    expect(await window({ values: { status: [null] } })).toEqual({ total: 0, students: [] })
    await database.db.execute(sql`update enrollments set status = 'dropped' where course_id = ${algebra}`)
  })

  test('is refused with a filter that no grid has', async () => {
    const refused: RowValues[] = [
      { status: ['nowhere'] },
      { status: [1] },
      { studentId: ['1'] },
      { studentId: [1.5] },
      { courseId: [1] },
      { 'studentId.email': ['ana@example.org'] },
      { 'studentId.email': [null] },
      { constructor: ['x'] },
    ]
    for (const values of refused) expect([values, await window({ values })]).toEqual([values, null])
  })

  test('is bounded, whatever is asked', async () => {
    expect(await window({ offset: -5, limit: 1e21 })).toEqual({ total: 3, students: [2, 3, 1] })
    expect(await window({ offset: Number.NaN, limit: Number.NaN })).toEqual({ total: 3, students: [] })
  })

  test('is only for those who may view the record and its rows', async () => {
    expect(await window({}, actorWith('courses.view'))).toBeNull()
    expect(await window({}, actorWith('enrollments.view'))).toBeNull()
    expect(await window({}, actorWith('courses.view', 'enrollments.view'))).toMatchObject({ total: 3 })
  })

  test('of nothing is nothing', async () => {
    const at = { offset: 0, limit: 10 }
    expect(await loadRows(database.db, site, 'courses', superuser, algebra, 'nowhere', at)).toBeNull()
    expect(await loadRows(database.db, site, 'nowhere', superuser, algebra, 'enrollments', at)).toBeNull()
    expect(await loadRows(database.db, site, 'courses', superuser, 999, 'enrollments', at)).toEqual({
      rows: '[]',
      total: 0,
    })
  })
})

test('of more than ten thousand rows the page has the first ones and the total', async () => {
  const { db } = database
  const course = await addCourse(db, 'Large')
  const many = await addStudents(db, 10_001)
  await enroll(db, course, many.slice(0, 10_000))
  const whole = await page('courses', course)
  expect(whole.inlines.enrollments?.total).toBe(10_000)
  expect(rowsOf(whole, 'enrollments')).toHaveLength(10_000)
  await enroll(db, course, many.slice(10_000))
  const large = await page('courses', course)
  expect(large.inlines.enrollments?.total).toBe(10_001)
  expect(rowsOf(large, 'enrollments')).toEqual(rowsOf(whole, 'enrollments').slice(0, 200))

  const at = async (sort: string[], offset: number, limit: number) => {
    const found = await loadRows(db, site, 'courses', superuser, course, 'enrollments', { offset, limit, sort })
    expect(found?.total).toBe(10_001)
    return JSON.parse(found?.rows ?? '[]').map(([id]: [number]) => id) as number[]
  }
  for (const sort of [['id'], ['studentId'], ['-status', 'studentId.email']]) {
    const all: number[] = []
    for (let offset = 0; offset < 10_001; offset += 2_000) all.push(...(await at(sort, offset, 2_000)))
    expect(new Set(all).size).toBe(10_001)
    for (const offset of [3_999, 4_001, 5_002, 9_999, 10_001])
      expect([sort, offset, await at(sort, offset, 4)]).toEqual([sort, offset, all.slice(offset, offset + 4)])
  }
})

test('of more than ten thousand rows the page has the first of those that its address asks for', async () => {
  const { db } = database
  const course = await addCourse(db, 'Asked')
  await enroll(db, course, await addStudents(db, 10_001))
  await db.execute(sql`update enrollments set status = 'dropped' where course_id = ${course} and id % 2 = 0`)
  const asked = (sort: string, q = '', values: RowValues = {}, id = course) =>
    loadRecord(db, site, 'courses', superuser, id, () => ({ sort, q, values }))
  const ids = (found: RecordPage | null) => rowsOf(found!, 'enrollments').map(([id]) => id)

  const questions: [sort: string, q: string, values: RowValues][] = [
    ['-studentId', '', {}],
    ['status', '', {}],
    ['-id', 'Student 77', { status: ['dropped'] }],
    ['enrolledAt,nowhere', '', { status: ['completed'] }],
  ]
  for (const [sort, q, values] of questions) {
    const window = { offset: 0, limit: 200, sort: [sort], q, values }
    const first = await loadRows(db, site, 'courses', superuser, course, 'enrollments', window)
    const found = await asked(sort, q, values)
    expect(found?.inlines.enrollments).toEqual({
      rows: first?.rows,
      total: 10_001,
      asked: { sort, q, values, found: first?.total },
    })
  }
  statements.length = 0
  await asked('-studentId', 'Student 7')
  expect(statements).toHaveLength(2)

  // Of fewer rows all travel, as they are stored; nor is anything asked with a filter that no grid has.
  expect((await asked('-id', '', {}, algebra))?.inlines.enrollments).not.toHaveProperty('asked')
  expect(ids(await asked('-id', 'Zoe', {}, algebra))).toEqual([1, 2, 3])
  expect((await asked('-id', '', { nowhere: [1] }))?.inlines.enrollments).not.toHaveProperty('asked')
})
