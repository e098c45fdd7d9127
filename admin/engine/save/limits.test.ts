import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import courses from '@/admin/courses'
import site from '@/admin/site'
import { enrollments } from '@/db/schema/courses'
import { type TestDatabase, testDatabase } from '@/db/testing'
import { inline, type Model } from '../define'
import { site as siteOf } from '../site'
import {
  addCourse,
  addStudents,
  addUsers,
  batchOf,
  change,
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

describe('limits that a declaration sets', () => {
  const limited = (config: object) => {
    const grid = inline(enrollments, { parent: 'courseId', fields: ['studentId', 'status'], ...config })
    const model: Model = { ...courses, inlines: [grid] }
    return siteOf({ ...site.models, courses: model })
  }

  test('at most so many rows', async () => {
    const { course, students, ids } = await courseWith(3)
    const three = limited({ maxRows: 3 })
    const [spare = 0, another = 0] = students.slice(3)
    expect(await saveRows(course, { create: [newRow({ studentId: spare })] }, three)).toEqual({
      ok: false,
      kind: 'problems',
      problems: [{ inline: 'enrollments', message: 'At most 3 enrollments' }],
    })
    const exchange = { create: [newRow({ studentId: another })], delete: [deletion(ids[0])] }
    expect(await saveRows(course, exchange, three)).toMatchObject({ ok: true })
  })

  test('at least so many rows, of a new record too', async () => {
    const { course, ids } = await courseWith(2)
    const one = limited({ minRows: 1 })
    const all = { delete: ids.map((id) => deletion(id)) }
    const message = { inline: 'enrollments', message: 'At least 1 enrollment' }
    expect(await saveRows(course, all, one)).toMatchObject({ problems: [message] })
    const empty = batchOf({ record: { title: [null, 'Empty'] } })
    expect(await save(database.db, one, 'courses', superuser, null, empty)).toMatchObject({ problems: [message] })
    expect(await saveRows(course, { delete: [deletion(ids[0])] }, one)).toMatchObject({ ok: true })
  })

  test('at most so many rows of a kind', async () => {
    const { course, ids, students } = await courseWith(2)
    const rules = [{ where: { status: 'completed' }, max: 1, message: 'Only one may have completed' }]
    const ruled = limited({ rules })
    const complete = (id: number) => change(id, { status: ['active', 'completed'] })
    const message = { inline: 'enrollments', message: 'Only one may have completed' }
    expect(await saveRows(course, { update: ids.map(complete) }, ruled)).toMatchObject({ problems: [message] })
    expect(await saveRows(course, { update: [complete(ids[0])] }, ruled)).toMatchObject({ ok: true })
    const another = { create: [newRow({ studentId: students[2], status: 'completed' })] }
    expect(await saveRows(course, another, ruled)).toMatchObject({ problems: [message] })
    const moved = { ...another, update: [change(ids[0], { status: ['completed', 'active'] })] }
    expect(await saveRows(course, moved, ruled)).toMatchObject({ ok: true })
  })

  test('a limited relation takes only what the limit allows', async () => {
    const { db, course, students } = await courseWith(0)
    const only = limited({ options: { studentId: { limit: { name: 'Student 2' } } } })
    const row = newRow({ studentId: students[0] })
    expect(await saveRows(course, { create: [row] }, only)).toMatchObject({
      problems: [{ row: row.key, field: 'studentId', message: 'Not one of the available choices' }],
    })
    expect(await saveRows(course, { create: [newRow({ studentId: students[1] })] }, only)).toMatchObject({ ok: true })
    expect(await enrollmentsOf(db, course)).toHaveLength(1)
  })
})
