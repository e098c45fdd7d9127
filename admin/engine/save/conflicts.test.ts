import { sql } from 'drizzle-orm'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import site from '@/admin/site'
import { type TestDatabase, testDatabase } from '@/db/testing'
import type { SaveResult } from '../batch'
import { remove } from '../remove'
import {
  actorWith,
  addCourse,
  addStudents,
  addUsers,
  batchOf,
  change,
  countRows,
  deletion,
  enroll,
  enrollmentsOf,
  newRow,
  superuser,
} from './fixtures'
import { save } from './save'

let database: TestDatabase
beforeAll(async () => {
  database = await testDatabase()
  await addUsers(database.db)
})
afterAll(() => database?.drop())

const ana = superuser
const ben = {
  ...actorWith('courses.change', 'students.view', 'enrollments.change', 'enrollments.delete', 'enrollments.add'),
}
const moment = expect.stringMatching(/^\d{4}-\d\d-\d\dT/)

async function courseWith(rows: number) {
  const { db } = database
  const course = await addCourse(db, 'Shared')
  const students = await addStudents(db, rows + 3)
  const ids = await enroll(db, course, students.slice(0, rows))
  return { db, course, students, ids: ids as [number, number, number], spare: students.slice(rows) as [number, number] }
}

type Rows = NonNullable<Parameters<typeof batchOf>[0]['inlines']>[string]

function saveRows(actor: typeof ana, course: number, enrollments: Rows): Promise<SaveResult> {
  return save(database.db, site, 'courses', actor, course, batchOf({ inlines: { enrollments } }))
}

const status = (id: number, from: string, to: string) => change(id, { status: [from, to] })
const statuses = async (course: number) => (await enrollmentsOf(database.db, course)).map((row) => row.status)

describe('two people on one course', () => {
  test('different cells merge, even of one row', async () => {
    const { course, ids, students, spare } = await courseWith(2)
    expect(await saveRows(ben, course, { update: [status(ids[0], 'active', 'completed')] })).toMatchObject({ ok: true })
    const mine = change(ids[0], { studentId: [students[0] ?? 0, spare[0]] })
    const result = await saveRows(ana, course, { update: [mine] })
    // The answer shows both: mine, and what was merged in.
    expect(result).toMatchObject({
      ok: true,
      saved: {
        inlines: {
          enrollments: { updated: [[ids[0], [spare[0], 'Student 3', expect.anything()], 'completed', moment]] },
        },
      },
    })
    expect((await enrollmentsOf(database.db, course))[0]).toMatchObject({ student: spare[0], status: 'completed' })
  })

  test('the same cell conflicts, by name and time, and nothing else is written', async () => {
    const { course, ids, spare } = await courseWith(2)
    await saveRows(ben, course, { update: [status(ids[0], 'active', 'completed')] })
    const before = await countRows(database.db, 'history')
    const result = await saveRows(ana, course, {
      update: [status(ids[0], 'active', 'dropped'), status(ids[1], 'active', 'dropped')],
      create: [newRow({ studentId: spare[0] })],
    })
    expect(result).toEqual({
      ok: false,
      kind: 'conflicts',
      conflicts: [
        {
          kind: 'cell',
          inline: 'enrollments',
          row: String(ids[0]),
          rowTitle: 'Student 1',
          field: 'status',
          yours: 'dropped',
          theirs: 'completed',
          by: 'clerk',
          at: moment,
        },
      ],
      title: 'Shared',
    })
    expect(await statuses(course)).toEqual(['completed', 'active'])
    expect(await countRows(database.db, 'history')).toBe(before)
  })

  test('keeping mine goes through at once, and so does taking theirs', async () => {
    const { course, ids } = await courseWith(2)
    await saveRows(ben, course, { update: [status(ids[0], 'active', 'completed')] })
    expect(await saveRows(ana, course, { update: [status(ids[0], 'active', 'dropped')] })).toMatchObject({ ok: false })
    const settled = [status(ids[0], 'completed', 'dropped')]
    expect(await saveRows(ana, course, { update: settled })).toMatchObject({
      ok: true,
      saved: { counts: { changed: 1 } },
    })
    expect(await statuses(course)).toEqual(['dropped', 'active'])
    const theirs = [status(ids[0], 'dropped', 'dropped'), status(ids[1], 'active', 'completed')]
    expect(await saveRows(ana, course, { update: theirs })).toMatchObject({
      ok: true,
      saved: { counts: { changed: 1 } },
    })
  })

  test('a conflict of relations shows titles on both sides', async () => {
    const { course, ids, students, spare } = await courseWith(1)
    await saveRows(ben, course, { update: [change(ids[0], { studentId: [students[0] ?? 0, spare[0]] })] })
    const result = await saveRows(ana, course, {
      update: [change(ids[0], { studentId: [students[0] ?? 0, spare[1]] })],
    })
    expect(result).toMatchObject({
      conflicts: [
        {
          field: 'studentId',
          yours: [spare[1], 'Student 3', expect.stringContaining('@')],
          theirs: [spare[0], 'Student 2', expect.stringContaining('@')],
          by: 'clerk',
        },
      ],
    })
  })

  test('both came to the same value: done already', async () => {
    const { course, ids } = await courseWith(1)
    await saveRows(ben, course, { update: [status(ids[0], 'active', 'completed')] })
    const before = await countRows(database.db, 'history')
    const result = await saveRows(ana, course, { update: [status(ids[0], 'active', 'completed')] })
    expect(result).toMatchObject({ ok: true, saved: { counts: { changed: 0 } } })
    expect(result.ok && result.saved.inlines.enrollments?.updated[0]?.[2]).toBe('completed')
    expect(await countRows(database.db, 'history')).toBe(before)
  })

  test('a value stored past the application conflicts too, by nobody that is known', async () => {
    const { db, course, ids } = await courseWith(1)
    await saveRows(ben, course, { update: [status(ids[0], 'active', 'completed')] })
    await db.execute(sql`update enrollments set status = 'active' where id = ${ids[0]}::bigint`)
    const result = await saveRows(ana, course, { update: [status(ids[0], 'completed', 'dropped')] })
    expect(result).toMatchObject({ conflicts: [{ theirs: 'active', by: null, at: null }] })
  })

  test('rows that were added meanwhile are not touched', async () => {
    const { course, ids, spare } = await courseWith(2)
    await saveRows(ben, course, { create: [newRow({ studentId: spare[0], status: 'dropped' })] })
    const result = await saveRows(ana, course, {
      update: [status(ids[0], 'active', 'completed')],
      create: [newRow({ studentId: spare[1] })],
    })
    expect(result).toMatchObject({ ok: true })
    expect(await statuses(course)).toEqual(['completed', 'active', 'dropped', 'active'])
  })

  test("a stale row that nobody edits here keeps the colleague's value", async () => {
    const { course, ids } = await courseWith(2)
    await saveRows(ben, course, { update: [status(ids[1], 'active', 'completed')] })
    await saveRows(ana, course, { update: [status(ids[0], 'active', 'dropped')] })
    expect(await statuses(course)).toEqual(['dropped', 'completed'])
  })

  test("one's own second save is no conflict", async () => {
    const { course, ids } = await courseWith(1)
    await saveRows(ana, course, { update: [status(ids[0], 'active', 'completed')] })
    expect(await saveRows(ana, course, { update: [status(ids[0], 'completed', 'active')] })).toMatchObject({ ok: true })
  })
})

describe('rows that went', () => {
  test('an edit of a deleted row is reported with what the row last held, to re-create it', async () => {
    const { db, course, ids, students, spare } = await courseWith(2)
    await saveRows(ben, course, { update: [status(ids[0], 'active', 'completed')] })
    await saveRows(ben, course, { delete: [deletion(ids[0])] })
    const result = await saveRows(ana, course, {
      update: [status(ids[0], 'active', 'dropped'), status(ids[1], 'active', 'dropped')],
      create: [newRow({ studentId: spare[0] })],
    })
    expect(result).toEqual({
      ok: false,
      kind: 'conflicts',
      title: 'Shared',
      conflicts: [
        {
          kind: 'row-deleted',
          inline: 'enrollments',
          row: String(ids[0]),
          rowTitle: 'Student 1',
          by: 'clerk',
          at: moment,
          cells: {
            studentId: [students[0], 'Student 1', expect.stringContaining('@')],
            status: 'completed',
            enrolledAt: '2020-01-01T10:00:00.123456+00:00',
          },
        },
      ],
    })
    expect((await enrollmentsOf(db, course)).map(({ id }) => id)).toEqual([ids[1]])
  })

  test('a row that went past the application is reported as well', async () => {
    const { db, course, ids } = await courseWith(1)
    await db.execute(sql`delete from enrollments where id = ${ids[0]}::bigint`)
    const result = await saveRows(ana, course, { update: [status(ids[0], 'active', 'dropped')] })
    expect(result).toMatchObject({
      kind: 'conflicts',
      conflicts: [{ kind: 'row-deleted', row: String(ids[0]), cells: null, by: null }],
    })
  })

  test('deleting a row that is gone already is done', async () => {
    const { course, ids } = await courseWith(2)
    await saveRows(ben, course, { delete: [deletion(ids[0])] })
    const result = await saveRows(ana, course, { delete: [deletion(ids[0]), deletion(ids[1])] })
    expect(result).toMatchObject({
      ok: true,
      saved: { counts: { deleted: 1 }, inlines: { enrollments: { deleted: [ids[1], ids[0]] } } },
    })
  })

  test('a row that was changed meanwhile is not deleted unseen', async () => {
    const { course, ids } = await courseWith(1)
    await saveRows(ben, course, { update: [status(ids[0], 'active', 'completed')] })
    const result = await saveRows(ana, course, { delete: [deletion(ids[0], { status: 'active' })] })
    expect(result).toEqual({
      ok: false,
      kind: 'conflicts',
      title: 'Shared',
      conflicts: [
        {
          kind: 'row-changed',
          inline: 'enrollments',
          row: String(ids[0]),
          rowTitle: 'Student 1',
          theirs: { status: 'completed' },
          by: 'clerk',
          at: moment,
        },
      ],
    })
    const settled = await saveRows(ana, course, { delete: [deletion(ids[0], { status: 'completed' })] })
    expect(settled).toMatchObject({ ok: true, saved: { counts: { deleted: 1 } } })
  })

  test('a row that moved to another course is reported and not edited there', async () => {
    const { db, course, ids } = await courseWith(2)
    const other = await addCourse(db, 'Other')
    const move = batchOf({ record: { courseId: [course, other] } })
    expect(await save(db, site, 'enrollments', ana, ids[0], move)).toMatchObject({ ok: true })
    const result = await saveRows(ben, course, {
      update: [status(ids[0], 'active', 'dropped')],
      delete: [deletion(ids[1])],
    })
    const moved = { kind: 'row-moved', inline: 'enrollments', row: String(ids[0]), by: 'root', at: moment }
    expect(result).toMatchObject({ kind: 'conflicts', conflicts: [moved] })
    expect(await saveRows(ben, course, { delete: [deletion(ids[0])] })).toMatchObject({ conflicts: [moved] })
    expect(await enrollmentsOf(db, other)).toEqual([expect.objectContaining({ id: ids[0], status: 'active' })])
  })
})

describe("the record's own fields", () => {
  const saveTitle = (actor: typeof ana, course: number, from: string, to: string) =>
    save(database.db, site, 'courses', actor, course, batchOf({ record: { title: [from, to] } }))

  test('conflict like cells', async () => {
    const { course } = await courseWith(1)
    await saveTitle(ben, course, 'Shared', 'Theirs')
    expect(await saveTitle(ana, course, 'Shared', 'Mine')).toEqual({
      ok: false,
      kind: 'conflicts',
      title: 'Theirs',
      conflicts: [{ kind: 'cell', field: 'title', yours: 'Mine', theirs: 'Theirs', by: 'clerk', at: moment }],
    })
    expect(await saveTitle(ana, course, 'Theirs', 'Mine')).toMatchObject({ ok: true })
  })

  test('a record that was deleted meanwhile is gone, by whom and when', async () => {
    const { db, course, ids } = await courseWith(2)
    const removed = await remove(db, site, 'courses', ana, [course], crypto.randomUUID())
    expect(removed).toMatchObject({ ok: true })
    const history = await countRows(db, 'history')
    const result = await saveRows(ben, course, { update: [status(ids[0], 'active', 'dropped')] })
    expect(result).toEqual({
      ok: false,
      kind: 'gone',
      message: 'This course (Shared) was deleted by root.',
      by: { by: 'root', at: moment },
    })
    expect(await countRows(db, 'history')).toBe(history)
  })

  test('a record that never was', async () => {
    expect(await saveTitle(ana, 999_999_999, 'a', 'b')).toMatchObject({ kind: 'gone' })
    expect(await saveTitle(ana, Number.MAX_SAFE_INTEGER, 'a', 'b')).toMatchObject({ kind: 'gone' })
    expect(await saveTitle(ana, 2 ** 60, 'a', 'b')).toMatchObject({ kind: 'gone' })
  })
})
