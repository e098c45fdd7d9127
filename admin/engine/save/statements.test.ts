import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import site from '@/admin/site'
import { type TestDatabase, testDatabase } from '@/db/testing'
import {
  addCourse,
  addStudents,
  addUsers,
  batchOf,
  change,
  countRows,
  deletion,
  enroll,
  newRow,
  superuser,
} from './fixtures'
import { save } from './save'

let database: TestDatabase
const statements: string[] = []

beforeAll(async () => {
  database = await testDatabase({ onStatement: (text) => statements.push(text) })
  await addUsers(database.db)
})
afterAll(() => database?.drop())
beforeEach(() => {
  statements.length = 0
})

/** A save of `rows` rows of each kind, with the record's own title. */
async function saveOf(rows: number, { record = true, update = true, create = true, remove = true, swap = false } = {}) {
  const { db } = database
  const course = await addCourse(db, 'Before')
  const students = await addStudents(db, rows * 3)
  const ids = await enroll(db, course, students.slice(0, rows * 2))
  const changed = ids.slice(0, rows).map((id, index) => {
    const other = students[(index + 1) % rows] ?? 0
    return change(id, swap ? { studentId: [students[index] ?? 0, other] } : { status: ['active', 'completed'] })
  })
  const batch = batchOf({
    ...(record && { record: { title: ['Before', 'After'] } }),
    inlines: {
      enrollments: {
        ...(update && { update: changed }),
        ...(remove && { delete: ids.slice(rows).map((id) => deletion(id, { status: 'active' })) }),
        ...(create && { create: students.slice(rows * 2).map((studentId) => newRow({ studentId })) }),
      },
    },
  })
  statements.length = 0
  const result = await save(db, site, 'courses', superuser, course, batch)
  if (!result.ok) throw new Error(JSON.stringify(result).slice(0, 500))
  return { sent: statements.length, counts: result.saved.counts }
}

describe('the number of statements does not grow with the rows', () => {
  test.each([1, 5_000])(
    'twelve, begin and commit included, for everything at once with %i rows of each kind',
    async (rows) => {
      const { sent, counts } = await saveOf(rows)
      expect(counts).toEqual({ changed: rows, created: rows, deleted: rows, record: true })
      expect(sent).toBe(12)
    },
  )

  test('and no more when all rows exchange a unique value', async () => {
    expect(await saveOf(500, { swap: true })).toEqual({
      sent: 12,
      counts: { changed: 500, created: 500, deleted: 500, record: true },
    })
  })

  test.each([1, 5_000])('seven to change %i rows', async (rows) => {
    expect((await saveOf(rows, { record: false, create: false, remove: false })).sent).toBe(7)
  })

  test('seven to delete rows and eight to add them', async () => {
    expect((await saveOf(100, { record: false, update: false, remove: false })).sent).toBe(8)
    expect((await saveOf(100, { record: false, update: false, create: false })).sent).toBe(7)
  })

  test.each([
    ['four to find that there is nothing to do', 'Same', 4],
    ['six to answer that a text is stored already, without the spaces that were sent with it', ' Same ', 6],
  ])('%s, and nothing is kept of it', async (_what, title, count) => {
    const { db } = database
    const course = await addCourse(db, `Same ${count}`)
    const [id = 0] = await enroll(db, course, await addStudents(db, 1))
    const before = { history: await countRows(db, 'history'), saves: await countRows(db, 'saves') }
    statements.length = 0
    const result = await save(
      db,
      site,
      'courses',
      superuser,
      course,
      batchOf({
        record: { title: [`Same ${count}`, title.replace('Same', `Same ${count}`)] },
        inlines: { enrollments: { update: [change(id, { status: ['active', 'active'] })] } },
      }),
    )
    expect(result).toMatchObject({
      ok: true,
      saved: { id: course, title: `Same ${count}`, counts: { changed: 0, created: 0, deleted: 0, record: false } },
    })
    expect(statements).toHaveLength(count)
    expect({ history: await countRows(db, 'history'), saves: await countRows(db, 'saves') }).toEqual(before)
  })

  test('six to answer a save that was saved before', async () => {
    const { db } = database
    const course = await addCourse(db, 'Once')
    const batch = batchOf({ record: { title: ['Once', 'Twice'] } })
    const first = await save(db, site, 'courses', superuser, course, batch)
    statements.length = 0
    expect(await save(db, site, 'courses', superuser, course, batch)).toEqual(first)
    expect(statements).toHaveLength(6)
  })
})
