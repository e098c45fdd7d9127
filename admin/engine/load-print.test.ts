import { sql } from 'drizzle-orm'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type TestDatabase, testDatabase } from '@/db/testing'
import site from '../site'
import type { RowsAsked } from './form'
import { loadPrint } from './load-print'
import type { Actor } from './permissions'
import { actorWith, addCourse, addStudents, enroll, superuser } from './save/fixtures'

let database: TestDatabase
let small = 0
let large = 0

beforeAll(async () => {
  database = await testDatabase()
  const { db } = database
  await addStudents(db, 3)
  small = await addCourse(db, 'Small')
  await enroll(db, small, [3, 1, 2])
  large = await addCourse(db, 'Large')
  await db.execute(sql`with many as (
    insert into students (name, email) select 'Many ' || n, 'many' || n || '@example.org'
    from generate_series(1, 10002) as n returning id)
    insert into enrollments (course_id, student_id) select ${large}, id from many order by id`)
})
afterAll(() => database.drop())

const print = (id: number, part: number, actor: Actor = superuser, asked?: RowsAsked) =>
  loadPrint(database.db, site, 'courses', actor, id, part, () => asked)

async function titles(id: number, part: number, actor: Actor = superuser, asked?: RowsAsked): Promise<string[]> {
  const rows = (await print(id, part, actor, asked))?.page.inlines.enrollments?.rows ?? '[]'
  return (JSON.parse(rows) as [number, [number, string]][]).map(([, [, title]]) => title)
}

describe('a record to be printed', () => {
  test('is one part with all its rows', async () => {
    expect(await print(small, 1)).toMatchObject({ part: 1, parts: 1, page: { record: { title: 'Small' } } })
    expect(await titles(small, 1)).toHaveLength(3)
    expect(await print(small, 2)).toBeNull()
  })

  test('has very many rows in parts, each row in one of them, in the order of the grid', async () => {
    expect(await print(large, 1)).toMatchObject({ part: 1, parts: 2, perPart: 10_000 })
    const first = await titles(large, 1)
    expect(first).toHaveLength(10_000)
    expect(first[9_999]).toBe('Many 10000')
    expect(await titles(large, 2)).toEqual(['Many 10001', 'Many 10002'])
    for (const part of [0, 3]) expect(await print(large, part)).toBeNull()
  })

  test('has the rows that were asked for, in the order asked for, as many parts as they fill', async () => {
    const asked: RowsAsked = { sort: '-studentId', q: 'Many', values: { status: ['active'] } }
    // Of few rows all are here to be put in order.
    expect(await titles(small, 1, superuser, asked)).toEqual(await titles(small, 1))
    const first = await print(large, 1, superuser, asked)
    expect(first).toMatchObject({
      parts: 2,
      page: { inlines: { enrollments: { total: 10_002, asked: { found: 10_002 } } } },
    })
    expect((await titles(large, 1, superuser, asked)).slice(0, 3)).toEqual(['Many 9999', 'Many 9998', 'Many 9997'])
    expect(await titles(large, 2, superuser, asked)).toEqual(['Many 10', 'Many 1'])
    const few = await print(large, 1, superuser, { ...asked, q: 'Many 777' })
    expect(few).toMatchObject({ parts: 1, page: { inlines: { enrollments: { total: 10_002, asked: { found: 19 } } } } })
    expect((await titles(large, 1, superuser, { ...asked, q: 'Many 777' })).slice(0, 2)).toEqual([
      'Many 9777',
      'Many 8777',
    ])
    expect(await print(large, 2, superuser, { ...asked, q: 'Many 777' })).toBeNull()
    expect(await titles(large, 1, superuser, { ...asked, values: { status: ['dropped'] } })).toEqual([])
  })

  test('shows nobody what its page would not', async () => {
    expect(await print(small, 1, actorWith('students.view', 'enrollments.view'))).toBeNull()
    const withoutRows = await print(small, 1, actorWith('courses.view', 'students.view'))
    expect(withoutRows?.page.form.inlines).toEqual([])
    expect(withoutRows?.page.inlines).toEqual({})
    expect(await titles(large, 2, actorWith('courses.view', 'courses.change', 'enrollments.add'))).toEqual([])
    expect(await print(0, 1)).toBeNull()
  })
})
