import { sql } from 'drizzle-orm'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
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

const missing = 999_999_999

type Rows = NonNullable<Parameters<typeof batchOf>[0]['inlines']>[string]

function saveRows(course: number, rows: Rows, using = site) {
  return save(database.db, using, 'courses', superuser, course, batchOf({ inlines: { enrollments: rows } }))
}

async function courseWith(rows: number) {
  const { db } = database
  const course = await addCourse(db, 'Rows')
  const students = await addStudents(db, rows + 3)
  const ids = await enroll(db, course, students.slice(0, rows))
  return { db, course, students: students as [number, number, number, ...number[]], ids: ids as [number, number] }
}

describe('adding', () => {
  test('a new course and its rows are created in one go, and the rows point at it', async () => {
    const { db } = database
    const [one = 0, two = 0] = await addStudents(db, 2)
    const rows = [newRow({ studentId: one }), newRow({ studentId: two, status: 'completed' })]
    const batch = batchOf({ record: { title: [null, '  Chemistry  '] }, inlines: { enrollments: { create: rows } } })
    const result = await save(db, site, 'courses', superuser, null, batch)
    if (!result.ok) throw new Error(JSON.stringify(result))
    const { id, title, counts, inlines } = result.saved
    expect({ title, counts }).toEqual({
      title: 'Chemistry',
      counts: { changed: 0, created: 2, deleted: 0, record: true },
    })
    expect(Object.keys(inlines.enrollments?.created ?? {})).toEqual(rows.map(({ key }) => key))
    expect((await enrollmentsOf(db, id)).map((row) => [row.student, row.status])).toEqual([
      [one, 'active'],
      [two, 'completed'],
    ])
  })

  test('a new row without a student is told so, and nothing is saved', async () => {
    const { course } = await courseWith(1)
    const row = newRow({ status: 'dropped' })
    expect(await saveRows(course, { create: [row] })).toEqual({
      ok: false,
      kind: 'problems',
      problems: [{ inline: 'enrollments', row: row.key, field: 'studentId', message: 'Required' }],
    })
  })

  test('a blank status is left to the database', async () => {
    const { db, course, students, ids } = await courseWith(1)
    const create = [newRow({ studentId: students[1], status: null }), newRow({ studentId: students[2], status: '' })]
    const update = [change(ids[0], { status: ['active', null] })]
    expect(await saveRows(course, { create, update })).toMatchObject({ ok: true, saved: { counts: { changed: 0 } } })
    expect((await enrollmentsOf(db, course)).map((row) => row.status)).toEqual(['active', 'active', 'active'])
  })

  test('a duplicate of a stored row and a student twice in the batch are both told, before anything is written', async () => {
    const { db, course, students } = await courseWith(1)
    const history = await countRows(db, 'history')
    const [known, first, second] = [0, 1, 1].map((place) => newRow({ studentId: students[place] ?? 0 }))
    if (!known || !first || !second) throw new Error('three rows')
    const at = (row: typeof known, message: string) => ({
      inline: 'enrollments',
      row: row.key,
      field: 'studentId',
      message,
    })
    const result = await saveRows(course, { create: [known, first, second] })
    if (result.ok || result.kind !== 'problems') throw new Error(JSON.stringify(result))
    expect(new Set(result.problems)).toEqual(
      new Set([at(known, 'Student 1 is already listed'), at(second, 'Student 2 is already listed')]),
    )
    expect(await enrollmentsOf(db, course)).toHaveLength(1)
    expect(await countRows(db, 'history')).toBe(history)
  })

  test('two rows for one student of a course that has no id yet', async () => {
    const [student = 0] = await addStudents(database.db, 1)
    const rows = [newRow({ studentId: student }), newRow({ studentId: student })]
    const batch = batchOf({ record: { title: [null, 'New'] }, inlines: { enrollments: { create: rows } } })
    const courses = await countRows(database.db, 'courses')
    expect(await save(database.db, site, 'courses', superuser, null, batch)).toMatchObject({
      kind: 'problems',
      problems: [{ row: rows[1]?.key, field: 'studentId', message: 'Student 1 is already listed' }],
    })
    expect(await countRows(database.db, 'courses')).toBe(courses)
  })

  test('the same student in two courses is fine', async () => {
    const { course, students } = await courseWith(0)
    const other = await addCourse(database.db, 'Other')
    for (const each of [course, other])
      expect(await saveRows(each, { create: [newRow({ studentId: students[0] })] })).toMatchObject({ ok: true })
  })

  test('a thousand and one rows to a course of a thousand', async () => {
    const { db } = database
    const course = await addCourse(db, 'Large')
    const students = await addStudents(db, 2_001)
    await enroll(db, course, students.slice(0, 1_000))
    const create = students.slice(1_000).map((studentId) => newRow({ studentId }))
    expect(await saveRows(course, { create })).toMatchObject({ ok: true, saved: { counts: { created: 1_001 } } })
    expect(await enrollmentsOf(db, course)).toHaveLength(2_001)
  })
})

describe('editing', () => {
  test('one status of many changes one row', async () => {
    const { db, course, ids } = await courseWith(50)
    const before = await enrollmentsOf(db, course)
    await saveRows(course, { update: [change(ids[1], { status: ['active', 'dropped'] })] })
    expect(await enrollmentsOf(db, course)).toEqual(
      before.map((row) => (row.id === ids[1] ? { ...row, status: 'dropped' } : row)),
    )
  })

  test('a value that is stored otherwise than it was sent comes back, though nothing is written', async () => {
    const { course, ids } = await courseWith(2)
    const result = await saveRows(course, { update: [change(ids[0], { status: ['active', null] })] })
    expect(result).toMatchObject({
      ok: true,
      saved: {
        counts: { changed: 0 },
        inlines: { enrollments: { updated: [expect.arrayContaining([ids[0], 'active'])] } },
      },
    })
  })

  test('all problems are told at once, each at its cell, and the record is not saved either', async () => {
    const { db, course, students, ids } = await courseWith(3)
    const rows = await enrollmentsOf(db, course)
    const batch = batchOf({
      record: { title: ['Rows', ' '] },
      inlines: {
        enrollments: {
          update: [
            change(ids[0], { studentId: [students[0], null], status: ['active', 'asleep'] }),
            change(ids[1], { enrolledAt: ['2020-01-01T10:00:00.123456+00:00', '2021-01-01T10:00:00Z'] }),
          ],
        },
      },
    })
    expect(await save(db, site, 'courses', superuser, course, batch)).toEqual({
      ok: false,
      kind: 'problems',
      problems: [
        { field: 'title', message: 'Required' },
        { inline: 'enrollments', row: String(ids[0]), field: 'studentId', message: 'Required' },
        {
          inline: 'enrollments',
          row: String(ids[0]),
          field: 'status',
          message: '“asleep” is not one of the available choices',
        },
        { inline: 'enrollments', row: String(ids[1]), field: 'enrolledAt', message: 'Cannot be edited' },
      ],
    })
    expect(await enrollmentsOf(db, course)).toEqual(rows)
  })

  test('a student that does not exist is no choice, in a changed row, a new row and among 500 good ones', async () => {
    const { db, course, ids, students } = await courseWith(1)
    const good = await addStudents(db, 500)
    const bad = newRow({ studentId: missing })
    const result = await saveRows(course, {
      update: [change(ids[0], { studentId: [students[0], missing + 1] })],
      create: [...good.map((studentId) => newRow({ studentId })), bad],
    })
    const message = 'Not one of the available choices'
    expect(result).toEqual({
      ok: false,
      kind: 'problems',
      problems: [
        { inline: 'enrollments', row: String(ids[0]), field: 'studentId', message },
        { inline: 'enrollments', row: bad.key, field: 'studentId', message },
      ],
    })
    expect(await enrollmentsOf(db, course)).toHaveLength(1)
  })

  test('an e-mail that another student has, in any case, is told at its cell', async () => {
    const { db } = database
    const [ana = 0, ben = 0] = await addStudents(db, 2)
    const emails = await db.execute<{ email: string }>(
      sql`select email from students where id in (${ana}, ${ben}) order by id`,
    )
    const [first, second] = emails.map(({ email }) => email)
    const batch = batchOf({ record: { email: [second ?? '', (first ?? '').toUpperCase()] } })
    expect(await save(db, site, 'students', superuser, ben, batch)).toEqual({
      ok: false,
      kind: 'problems',
      problems: [{ field: 'email', message: 'There is already a student with this e-mail' }],
    })
    const own = batchOf({ record: { email: [first ?? '', (first ?? '').toUpperCase()] } })
    expect(await save(db, site, 'students', superuser, ana, own)).toMatchObject({ ok: true })
  })

  test('a pair that exists is told on the page of the row itself', async () => {
    const { db, course, students } = await courseWith(1)
    const batch = batchOf({ record: { studentId: [null, students[0]], courseId: [null, course] } })
    expect(await save(db, site, 'enrollments', superuser, null, batch)).toMatchObject({
      kind: 'problems',
      problems: [{ field: 'studentId', message: 'There is already an enrollment with this student and course' }],
    })
  })

  test('a check of the database finds its cell, though no rule of the form foresaw it', async () => {
    const { db } = database
    const user = batchOf({
      record: { username: [null, 'ana lee'], name: [null, 'Ana'], email: [null, 'ana@example.org'] },
    })
    expect(await save(db, site, 'users', superuser, null, user)).toEqual({
      ok: false,
      kind: 'problems',
      problems: [{ field: 'username', message: 'Not valid' }],
    })
    // White space to the database, but not to JavaScript.
    const tag = batchOf({ record: { name: [null, '\u0085'] } })
    expect(await save(db, site, 'tags', superuser, null, tag)).toEqual({
      ok: false,
      kind: 'problems',
      problems: [{ field: 'name', message: 'Required' }],
    })
  })
})

describe('deleting', () => {
  test('the row goes, student and course stay', async () => {
    const { db, course, ids, students } = await courseWith(2)
    expect(await saveRows(course, { delete: [deletion(ids[0], { studentId: students[0] })] })).toMatchObject({
      ok: true,
    })
    expect((await enrollmentsOf(db, course)).map(({ id }) => id)).toEqual([ids[1]])
    const [student] = await db.execute(sql`select 1 from students where id = ${students[0]}::bigint`)
    expect(student).toBeDefined()
  })

  test('two rows under one id are refused', async () => {
    const { course, ids } = await courseWith(1)
    const twice = { update: [change(ids[0], { status: ['active', 'dropped'] })], delete: [deletion(ids[0])] }
    expect(await saveRows(course, twice)).toMatchObject({
      problems: [{ row: String(ids[0]), message: 'This row was sent twice' }],
    })
  })
})
