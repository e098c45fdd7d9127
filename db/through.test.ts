import { eq, sql } from 'drizzle-orm'
import { pgTable, unique, varchar } from 'drizzle-orm/pg-core'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { transaction } from './client'
import { enrollments } from './enrollments'
import { MissingError, PairExistsError, RequiredError } from './relation-errors'
import { id, reference } from './schema/columns'
import { courses, students, enrollments as table } from './schema/courses'
import { history } from './schema/history'
import { type TestDatabase, testDatabase } from './testing'
import { through } from './through'

const registrar = { id: null, username: 'registrar' }
const statements: string[] = []
let own: TestDatabase

beforeAll(async () => {
  own = await testDatabase({ max: 8, onStatement: (text) => statements.push(text) })
  await own.db.execute(sql`
    insert into students (name, email) select 'Student ' || n, 's' || n || '@example.org' from generate_series(1, 5000) as n`)
  await own.db.execute(sql`insert into courses (title) select 'Course ' || n from generate_series(1, 5) as n`)
})

beforeEach(async () => {
  await own.db.delete(table)
  await own.db.delete(history)
  statements.length = 0
})

afterAll(() => own.drop())

async function stored() {
  return own.db.select().from(table).orderBy(table.id)
}

async function told() {
  return own.db
    .select({ action: history.action, title: history.title, row: history.rowId, subjects: history.subjects })
    .from(history)
    .orderBy(history.id)
}

describe('create', () => {
  test('returns the rows in the given order, with what the database filled in, and tells the history', async () => {
    const created = await enrollments.create(
      own.db,
      [
        { studentId: 2, courseId: 1, status: 'dropped' },
        { studentId: 1, courseId: 1 },
      ],
      registrar,
    )
    expect(created.map(({ studentId, status }) => [studentId, status])).toEqual([
      [2, 'dropped'],
      [1, 'active'],
    ])
    expect(created[0]!.enrolledAt).toMatch(/^\d{4}-\d\d-\d\d \d\d:/)
    expect(await stored()).toEqual(expect.arrayContaining(created))
    const entries = await own.db.select().from(history).orderBy(history.id)
    expect(new Set(entries.map(({ saveId }) => saveId)).size).toBe(1)
    const entry = entries.find(({ rowId }) => rowId === created[0]!.id)
    expect(entry).toMatchObject({
      action: 'create',
      table: 'enrollments',
      title: 'Student 2 in Course 1',
      actorId: null,
      actorName: 'registrar',
      subjects: [`enrollments:${created[0]!.id}`, 'students:2', 'courses:1'],
      before: null,
      after: { id: created[0]!.id, student_id: 2, course_id: 1, status: 'dropped' },
    })
  })

  test.each([
    [
      'a pair that is there',
      [
        { studentId: 3, courseId: 1 },
        { studentId: 1, courseId: 1 },
      ],
      PairExistsError,
    ],
    [
      'a pair given twice',
      [
        { studentId: 3, courseId: 1 },
        { studentId: 3, courseId: 1 },
      ],
      PairExistsError,
    ],
    [
      'missing records',
      [
        { studentId: 3, courseId: 1 },
        { studentId: 9_001, courseId: 77 },
      ],
      MissingError,
    ],
    ['an impossible id', [{ studentId: 3, courseId: Number.NaN }], MissingError],
  ])('fails as a whole for %s, within the transaction of a caller who goes on too', async (_, rows, error) => {
    await enrollments.create(own.db, [{ studentId: 1, courseId: 1, status: 'completed' }], registrar)
    const before = await stored()
    await expect(enrollments.create(own.db, rows, registrar)).rejects.toThrow(error)
    await transaction(own.db, async (tx) => {
      await expect(enrollments.create(tx, rows, registrar)).rejects.toThrow(error)
    })
    expect(await stored()).toEqual(before)
    expect(await told()).toHaveLength(1)
  })

  test('names everything that is wrong', async () => {
    await enrollments.create(
      own.db,
      [
        { studentId: 1, courseId: 1 },
        { studentId: 2, courseId: 1 },
      ],
      registrar,
    )
    const rows = [1, 2, 3].map((studentId) => ({ studentId, courseId: 1 }))
    await expect(enrollments.create(own.db, rows, registrar)).rejects.toMatchObject({
      pairs: [
        [1, 1],
        [2, 1],
      ],
    })
    const unknown = [9_001, 9_002].map((studentId) => ({ studentId, courseId: 77 }))
    await expect(enrollments.create(own.db, unknown, registrar)).rejects.toThrow(
      'students has no ids 9001, 9002; courses has no id 77',
    )
  })

  test('5,000 rows cost as many statements as one', async () => {
    await enrollments.create(own.db, [{ studentId: 1, courseId: 2 }], registrar)
    const one = statements.length
    statements.length = 0
    const rows = Array.from({ length: 5_000 }, (_, n) => ({ studentId: 5_000 - n, courseId: 1 }))
    const created = await enrollments.create(own.db, rows, registrar)
    expect(statements).toHaveLength(one)
    expect(created.map(({ studentId }) => studentId)).toEqual(rows.map(({ studentId }) => studentId))
    expect(await told()).toHaveLength(5_001)
  })
})

test('get-or-create leaves what is there as it is', async () => {
  const first = await enrollments.getOrCreate(own.db, { studentId: 1, courseId: 1, status: 'completed' }, registrar)
  const second = await enrollments.getOrCreate(own.db, { studentId: 1, courseId: 1, status: 'dropped' }, registrar)
  expect([first.created, second.created]).toEqual([true, false])
  expect(second.row).toEqual(first.row)
  expect(await stored()).toEqual([first.row])
  expect(await told()).toHaveLength(1)
  await expect(enrollments.getOrCreate(own.db, { studentId: 1, courseId: 77 }, registrar)).rejects.toThrow(MissingError)
})

describe('update to exactly this set', () => {
  test('keeps what stays with its data, creates the missing, deletes the rest, and tells the history', async () => {
    const day = '2014-09-01 08:00:00+00'
    const [gone, kept] = await enrollments.create(
      own.db,
      [
        { studentId: 1, courseId: 1, status: 'dropped' },
        { studentId: 2, courseId: 1, status: 'completed', enrolledAt: day },
      ],
      registrar,
    )
    await enrollments.create(own.db, [{ studentId: 1, courseId: 2 }], registrar)
    await own.db.delete(history)
    const student = (await own.db.select().from(students).where(eq(students.id, 3)))[0]!
    const result = await enrollments.updateStudents(own.db, 1, [2, student, 2], registrar, { status: 'dropped' })
    expect(result.kept).toEqual([kept])
    expect(result.deleted).toEqual([gone])
    expect(result.created).toMatchObject([{ studentId: 3, courseId: 1, status: 'dropped' }])
    expect((await stored()).map(({ studentId, courseId }) => [studentId, courseId])).toEqual([
      [2, 1],
      [1, 2],
      [3, 1],
    ])
    expect(await told()).toMatchObject([
      { action: 'delete', title: 'Student 1 in Course 1', row: gone!.id },
      {
        action: 'create',
        title: 'Student 3 in Course 1',
        subjects: expect.arrayContaining(['students:3', 'courses:1']),
      },
    ])
    const [deleted] = await own.db.select().from(history).where(eq(history.action, 'delete'))
    expect(deleted!.before).toMatchObject({ id: gone!.id, student_id: 1, course_id: 1, status: 'dropped' })
  })

  test('the same set again writes nothing', async () => {
    await enrollments.updateStudents(own.db, 1, [1, 2], registrar)
    const before = await stored()
    await enrollments.updateStudents(own.db, 1, [2, 1], registrar, { status: 'completed' })
    expect(await stored()).toEqual(before)
    expect(await told()).toHaveLength(2)
  })

  test('a missing id names all of them and writes nothing', async () => {
    await enrollments.updateStudents(own.db, 1, [1], registrar)
    await expect(enrollments.updateStudents(own.db, 1, [2, 9_001, -5], registrar)).rejects.toThrow(
      'students has no ids -5, 9001',
    )
    await expect(enrollments.updateStudents(own.db, 77, [9_001], registrar)).rejects.toThrow(
      'courses has no id 77; students has no id 9001',
    )
    expect((await stored()).map(({ studentId }) => studentId)).toEqual([1])
  })

  test('thousands cost as many statements as one', async () => {
    await enrollments.updateStudents(own.db, 1, [1], registrar)
    statements.length = 0
    await enrollments.updateStudents(own.db, 1, [2], registrar)
    const few = statements.length
    statements.length = 0
    await enrollments.updateStudents(
      own.db,
      1,
      Array.from({ length: 4_000 }, (_, n) => n + 3),
      registrar,
    )
    expect(statements).toHaveLength(few)
    expect(await stored()).toHaveLength(4_000)
  })
})

test('deleting a pair returns what it held and leaves both records', async () => {
  const [row] = await enrollments.create(own.db, [{ studentId: 1, courseId: 1, status: 'dropped' }], registrar)
  await enrollments.create(own.db, [{ studentId: 1, courseId: 2 }], registrar)
  expect(await enrollments.deletePair(own.db, 1, 1, registrar)).toEqual(row)
  expect(await enrollments.deletePair(own.db, 1, 1, registrar)).toBeNull()
  expect(await enrollments.deletePair(own.db, Number.NaN, 1, registrar)).toBeNull()
  expect((await stored()).map(({ courseId }) => courseId)).toEqual([2])
  expect((await told()).map(({ action }) => action)).toEqual(['create', 'create', 'delete'])
  expect(await own.db.$count(students)).toBe(5_000)
  expect(await own.db.$count(courses)).toBe(5)
})

describe('reading', () => {
  beforeEach(async () => {
    await enrollments.create(own.db, [{ studentId: 3, courseId: 1, status: 'active' }], registrar)
    await enrollments.create(own.db, [{ studentId: 1, courseId: 1, status: 'dropped' }], registrar)
    await enrollments.create(own.db, [{ studentId: 1, courseId: 2, status: 'completed' }], registrar)
    statements.length = 0
  })

  test('lists the far side from either side', async () => {
    expect((await enrollments.studentsOf(own.db, 1)).map(({ name }) => name)).toEqual(['Student 3', 'Student 1'])
    expect((await enrollments.coursesOf(own.db, 1)).map(({ title }) => title)).toEqual(['Course 1', 'Course 2'])
    expect(await enrollments.studentsOf(own.db, 5)).toEqual([])
    expect(await enrollments.studentsOf(own.db, Number.NaN)).toEqual([])
  })

  test('rows by their own data come with the far record, in one query', async () => {
    const active = await enrollments.ofCourse(own.db, 1, { status: 'active' })
    expect(statements).toHaveLength(1)
    expect(active).toMatchObject([{ courseId: 1, status: 'active', student: { id: 3, email: 's3@example.org' } }])
    const either = await enrollments.ofCourse(own.db, 1, { status: ['active', 'dropped'] })
    expect(either.map(({ student }) => student.id)).toEqual([3, 1])
    expect(await enrollments.ofCourse(own.db, 1, { status: [] })).toEqual([])
    const done = await enrollments.ofStudent(own.db, 1, { status: 'completed' })
    expect(done.map(({ course }) => course.title)).toEqual(['Course 2'])
  })

  test('what the tables do not hold does not compile', () => {
    // @ts-expect-error: no such status
    const noStatus = () => enrollments.ofCourse(own.db, 1, { status: 'expelled' })
    // @ts-expect-error: no such column
    const noColumn = () => enrollments.ofCourse(own.db, 1, { grade: 'A' })
    // @ts-expect-error: a row needs its pair
    const noCourse = () => enrollments.create(own.db, [{ studentId: 1 }], registrar)
    const set = (course: typeof courses.$inferSelect) =>
      // @ts-expect-error: a course is no student
      enrollments.updateStudents(own.db, 1, [course], registrar)
    expect([noStatus, noColumn, noCourse, set]).toHaveLength(4)
  })
})

describe('data that a row cannot do without', () => {
  const tutors = pgTable(
    'tutors',
    {
      id: id(),
      studentId: reference('student_id')
        .notNull()
        .references(() => students.id),
      courseId: reference('course_id')
        .notNull()
        .references(() => courses.id),
      role: varchar('role', { length: 20 }).notNull(),
      note: varchar('note', { length: 20 }),
    },
    (columns) => [unique('tutors_pair_key').on(columns.studentId, columns.courseId)],
  )

  const tutoring = through(tutors, {
    left: { key: 'studentId', table: students, title: students.name },
    right: { key: 'courseId', table: courses, title: courses.title },
    between: ' tutors ',
  })

  beforeAll(async () => {
    await own.db.execute(sql`create table tutors (id bigserial primary key, student_id bigint not null references students,
      course_id bigint not null references courses, role varchar(20) not null, note varchar(20), unique (student_id, course_id))`)
  })

  test('one row without it fails the whole', async () => {
    const rows = [
      { studentId: 1, courseId: 1, role: 'lead' },
      { studentId: 2, courseId: 1 },
    ]
    // @ts-expect-error: the second row has no role
    const created = tutoring.create(own.db, rows, registrar)
    await expect(created).rejects.toThrow(new RequiredError(tutors, ['role']).message)
    // @ts-expect-error: new rows need a role
    await expect(tutoring.right.set(own.db, 1, [1, 2], registrar)).rejects.toThrow(RequiredError)
    expect(await own.db.$count(tutors)).toBe(0)
  })

  test('a set makes it for each new row and never touches what is there', async () => {
    await tutoring.create(own.db, [{ studentId: 1, courseId: 1, role: 'lead', note: 'first' }], registrar)
    await tutoring.right.set(own.db, 1, [1, 2, 3], registrar, (student) =>
      student === 3 ? { role: 'third', note: 'noted' } : { role: `number ${student}` },
    )
    const held = await own.db.select().from(tutors).orderBy(tutors.studentId)
    expect(held.map(({ role, note }) => [role, note])).toEqual([
      ['lead', 'first'],
      ['number 2', null],
      ['third', 'noted'],
    ])
  })
})
