import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import courses from '@/admin/courses'
import site from '@/admin/site'
import { enrollments } from '@/db/schema/courses'
import { type TestDatabase, testDatabase } from '@/db/testing'
import { inline, type Model } from '../define'
import { loadRecord } from '../load'
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

  test('what may not be added, changed or deleted here, whoever asks', async () => {
    const { db, course, students, ids } = await courseWith(2)
    const before = await enrollmentsOf(db, course)
    const forbidden: [config: object, rows: Rows, verb: string][] = [
      [{ canAdd: false }, { create: [newRow({ studentId: students[2] })] }, 'add'],
      [{ canChange: false }, { update: [change(ids[0], { status: ['active', 'dropped'] })] }, 'change'],
      [{ canDelete: false }, { delete: [deletion(ids[0])] }, 'delete'],
    ]
    for (const [config, rows, verb] of forbidden)
      expect(await saveRows(course, rows, limited(config))).toMatchObject({
        ok: false,
        kind: 'denied',
        message: `You may not ${verb} enrollments.`,
      })
    expect(await enrollmentsOf(db, course)).toEqual(before)
    // What is not forbidden still goes.
    const fixed = limited({ canAdd: false, canDelete: false })
    const rows = { update: [change(ids[0], { status: ['active', 'dropped'] })] }
    expect(await saveRows(course, rows, fixed)).toMatchObject({ ok: true })
  })

  test('a column that is only read takes no value, of a new row neither', async () => {
    const { db, course, students, ids } = await courseWith(1)
    const read = limited({ options: { status: { readOnly: true } } })
    const before = await enrollmentsOf(db, course)
    const changed = { update: [change(ids[0], { status: ['active', 'dropped'] })] }
    expect(await saveRows(course, changed, read)).toMatchObject({ ok: false })
    const created = { create: [newRow({ studentId: students[1], status: 'dropped' })] }
    expect(await saveRows(course, created, read)).toMatchObject({ ok: false })
    expect(await enrollmentsOf(db, course)).toEqual(before)
    expect(await saveRows(course, { create: [newRow({ studentId: students[1] })] }, read)).toMatchObject({ ok: true })
  })

  test('rows come in the order that is declared, the same each time', async () => {
    const { db, course, ids } = await courseWith(2)
    const idsOf = async (using: typeof site) => {
      const page = await loadRecord(db, using, 'courses', superuser, course)
      return (JSON.parse(page?.inlines.enrollments?.rows ?? '[]') as [number][]).map(([id]) => id)
    }
    expect(await idsOf(limited({ sort: '-id' }))).toEqual([...ids].reverse())
    await saveRows(course, { update: [change(ids[0], { status: ['active', 'dropped'] })] })
    // Choices are ordered as they are stored; equal ones by their ids.
    expect(await idsOf(limited({ sort: '-status' }))).toEqual(ids)
    expect(await idsOf(limited({}))).toEqual(ids)
  })
})
