import { sql } from 'drizzle-orm'
import { afterAll, beforeAll, expect, test } from 'vitest'
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
const statements: string[] = []

beforeAll(async () => {
  database = await testDatabase({ onStatement: (text) => statements.push(text) })
  await addUsers(database.db)
})
afterAll(() => database?.drop())

test('a full mix of changes is written with its history and answered with what is stored', async () => {
  const { db } = database
  const course = await addCourse(db, 'Biology 101')
  const students = await addStudents(db, 5)
  const [one = 0, two = 0, three = 0] = await enroll(db, course, students.slice(0, 3))
  const added = newRow({ studentId: students[3] ?? 0 })
  const batch = batchOf({
    record: { title: ['Biology 101', 'Biology 102'] },
    inlines: {
      enrollments: {
        create: [added, newRow({ studentId: students[4] ?? 0, status: 'dropped' })],
        update: [change(one, { status: ['active', 'completed'] })],
        delete: [deletion(two, { status: 'active' })],
      },
    },
  })
  statements.length = 0
  const result = await save(db, site, 'courses', superuser, course, batch)
  expect(statements.map((s) => s.trim().slice(0, 60))).toHaveLength(12)
  if (!result.ok) throw new Error(JSON.stringify(result))
  expect(result.saved).toMatchObject({
    id: course,
    title: 'Biology 102',
    counts: { changed: 1, created: 2, deleted: 1, record: true },
    cells: { title: 'Biology 102' },
  })
  const inline = result.saved.inlines.enrollments
  expect(inline?.deleted).toEqual([two])
  expect(inline?.updated).toEqual([
    [one, [students[0], 'Student 1', expect.stringContaining('@')], 'completed', '2020-01-01T10:00:00.123456+00:00'],
  ])
  expect(inline?.created[added.key]?.slice(1, 3)).toEqual([
    [students[3], 'Student 4', expect.stringContaining('@')],
    'active',
  ])
  const rows = await enrollmentsOf(db, course)
  expect(rows.map((row) => [row.student, row.status])).toEqual([
    [students[0], 'completed'],
    [students[2], 'active'],
    [students[3], 'active'],
    [students[4], 'dropped'],
  ])
  expect(rows[1]?.id).toBe(three)
  const entries = await db.execute(
    sql`select action || ' ' || title as entry, before, after, to_json(subjects) as subjects from history order by id`,
  )
  expect(entries.map(({ entry }) => entry)).toEqual([
    'change Biology 102',
    'delete Student 2 in Biology 102',
    'change Student 1 in Biology 102',
    'create Student 4 in Biology 102',
    'create Student 5 in Biology 102',
  ])
  expect(entries[0]).toMatchObject({ before: { title: 'Biology 101' }, after: { title: 'Biology 102' } })
  expect(entries[1]).toMatchObject({
    before: { id: two, student_id: students[1], status: 'active', enrolled_at: '2020-01-01T10:00:00.123456+00:00' },
    after: null,
    subjects: [`enrollments:${two}`, `students:${students[1]}`, `courses:${course}`],
  })
  expect(entries[2]).toMatchObject({ before: { status: 'active' }, after: { status: 'completed' } })
  expect(await countRows(db, 'saves')).toBe(1)
})

test('a change is in the history of every record that it leaves or comes to', async () => {
  const { db } = database
  const [from, to] = [await addCourse(db, 'From'), await addCourse(db, 'To')]
  const students = await addStudents(db, 2)
  const [row = 0] = await enroll(db, from, students.slice(0, 1))
  const record = { courseId: [from, to], studentId: [students[0] ?? 0, students[1] ?? 0] } as const
  const batch = batchOf({ record })
  expect(await save(db, site, 'enrollments', superuser, row, batch)).toMatchObject({ ok: true })
  const [entry] = await db.execute<{ subjects: string[]; title: string }>(
    sql`select to_json(subjects) as subjects, title from history where save_id = ${batch.saveId}::uuid`,
  )
  expect(entry?.title).toBe('Student 2 in To')
  expect(entry?.subjects.sort()).toEqual(
    [
      `courses:${from}`,
      `courses:${to}`,
      `enrollments:${row}`,
      `students:${students[0]}`,
      `students:${students[1]}`,
    ].sort(),
  )
})
