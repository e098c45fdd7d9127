import { sql } from 'drizzle-orm'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import site from '@/admin/site'
import { type TestDatabase, testDatabase } from '@/db/testing'
import { maxBatchRows } from '../batch'
import type { Actor } from '../permissions'
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
import { replayFrom } from './testing-replay'

let database: TestDatabase
let course: number
let other: number
let students: number[]
let ids: number[]
let foreign: number[]

beforeAll(async () => {
  database = await testDatabase()
  await addUsers(database.db)
})
afterAll(() => database?.drop())
beforeEach(async () => {
  course = await addCourse(database.db, 'Mine')
  other = await addCourse(database.db, 'Other')
  students = await addStudents(database.db, 4)
  ids = await enroll(database.db, course, students.slice(0, 2))
  foreign = await enroll(database.db, other, students.slice(0, 2), 'completed')
})

type Rows = NonNullable<Parameters<typeof batchOf>[0]['inlines']>[string]

/** Sends a save and expects that nothing whatever was written. */
async function refused(actor: Actor, batch: unknown, slug = 'courses', id: number | null = course) {
  const { db } = database
  const state = async () => ({
    mine: await enrollmentsOf(db, course),
    other: await enrollmentsOf(db, other),
    titles: [...(await db.execute(sql`select id, title from courses order by id`))],
    history: await countRows(db, 'history'),
    saves: await countRows(db, 'saves'),
  })
  const before = await state()
  const result = await save(db, site, slug, actor, id, batch)
  expect(await state()).toEqual(before)
  return result
}

const rows = (enrollments: Rows) => batchOf({ inlines: { enrollments } })
const edit = () => rows({ update: [change(ids[0] ?? 0, { status: ['active', 'dropped'] })] })
const removal = () => rows({ delete: [deletion(ids[1] ?? 0, { status: 'active' })] })
const addition = () => rows({ create: [newRow({ studentId: students[2] ?? 0 })] })
const title = () => batchOf({ record: { title: ['Mine', 'Yours'] } })

const all = ['enrollments.view', 'enrollments.add', 'enrollments.change', 'enrollments.delete', 'students.view']

describe('rights', () => {
  test.each([
    ['nothing at all', [], 'You may not change courses.'],
    [
      'a course that may only be viewed, whatever else is allowed',
      ['courses.view', ...all],
      'You may not change courses.',
    ],
  ])('%s', async (_, permissions, message) => {
    for (const batch of [edit(), removal(), addition(), title()])
      expect(await refused(actorWith(...permissions), batch)).toEqual({ ok: false, kind: 'denied', message })
  })

  test('rows of an inline that the person does not see', async () => {
    for (const batch of [edit(), removal(), addition()])
      expect(await refused(actorWith('courses.change', 'students.view'), batch)).toEqual({
        ok: false,
        kind: 'denied',
        message: 'You may not change this part of the page.',
      })
  })

  test.each([
    ['add', 'enrollments.view', 'enrollments.change', 'enrollments.delete'],
    ['change', 'enrollments.view', 'enrollments.add', 'enrollments.delete'],
    ['delete', 'enrollments.view', 'enrollments.add', 'enrollments.change'],
  ])('%s alone is missing', async (verb, ...permissions) => {
    const actor = actorWith('courses.change', 'students.view', ...permissions)
    const batches = { add: addition(), change: edit(), delete: removal() }
    for (const [name, batch] of Object.entries(batches)) {
      if (name === verb)
        expect(await refused(actor, batch)).toEqual({
          ok: false,
          kind: 'denied',
          message: `You may not ${verb} enrollments.`,
        })
      else expect(await save(database.db, site, 'courses', actor, course, batch)).toMatchObject({ ok: true })
    }
  })

  test('rows that may not be viewed are not revealed by a conflict, only by their unique value', async () => {
    const blind = actorWith('courses.change', 'students.view', 'enrollments.add', 'enrollments.delete')
    expect(await refused(blind, rows({ delete: [deletion(ids[0] ?? 0, { status: 'dropped' })] }))).toMatchObject({
      kind: 'denied',
    })
    const row = newRow({ studentId: students[0] ?? 0 })
    expect(await refused(blind, rows({ create: [row] }))).toMatchObject({
      problems: [{ row: row.key, field: 'studentId', message: 'Student 1 is already listed' }],
    })
  })

  test('a relation to records that the person may not view takes none of them', async () => {
    const clerk = actorWith('courses.change', ...all.filter((each) => each !== 'students.view'))
    expect(await refused(clerk, addition())).toMatchObject({
      problems: [{ field: 'studentId', message: 'Not one of the available choices' }],
    })
    const forged = change(ids[0] ?? 0, { studentId: [7_777_777, students[2] ?? 0] })
    const conflict = await refused(clerk, rows({ update: [forged] }))
    expect(conflict).toMatchObject({ conflicts: [{ field: 'studentId', yours: students[2] }] })
  })

  test('a column that only a superuser may change', async () => {
    const clerk = actorWith('users.change', 'users.view')
    const batch = batchOf({ record: { superuser: [false, true] } })
    expect(await refused(clerk, batch, 'users', 2)).toEqual({
      ok: false,
      kind: 'problems',
      problems: [{ field: 'superuser', message: 'Cannot be edited' }],
    })
    const groups = batchOf({ picks: { 'user-groups': { add: [1] } } })
    expect(await refused(clerk, groups, 'users', 2)).toMatchObject({ kind: 'denied' })
  })

  test('a model that nobody changes', async () => {
    const batch = batchOf({ record: { name: ['a', 'b'] } })
    expect(await refused(superuser, batch, 'permissions', 1)).toMatchObject({ kind: 'denied' })
  })

  test('adding needs the right to add, also of a new record with rows', async () => {
    const batch = batchOf({ record: { title: [null, 'New'] } })
    expect(await refused(actorWith('courses.change'), batch, 'courses', null)).toEqual({
      ok: false,
      kind: 'denied',
      message: 'You may not add courses.',
    })
  })
})

describe('identity', () => {
  test('rows of another course are not found, not touched and not told of', async () => {
    const [theirs = 0] = foreign
    for (const forged of [
      rows({ update: [change(theirs, { status: ['completed', 'dropped'] })] }),
      rows({ update: [change(theirs, { status: ['no such thing', 'dropped'] })] }),
      rows({ delete: [deletion(theirs, { status: 'active' })] }),
      rows({
        update: [change(theirs, { status: ['completed', 'dropped'] })],
        create: [newRow({ studentId: students[3] ?? 0 })],
      }),
    ])
      expect(await refused(superuser, forged)).toEqual({
        ok: false,
        kind: 'problems',
        problems: [{ inline: 'enrollments', row: String(theirs), message: 'This row was not found' }],
      })
  })

  test('naming such a row is told to the log', async () => {
    const told: [string, string][] = []
    const [theirs = 0] = foreign
    const forged = rows({ update: [change(theirs, { status: ['completed', 'dropped'] })] })
    const onForeignRow = (inline: string, row: string) => told.push([inline, row])
    await save(database.db, site, 'courses', superuser, course, forged, { onForeignRow })
    expect(told).toEqual([['enrollments', String(theirs)]])
  })

  test('a deleted row of another course is not told of either', async () => {
    const [theirs = 0] = foreign
    const away = rows({ delete: [deletion(theirs)] })
    expect(await save(database.db, site, 'courses', superuser, other, away)).toMatchObject({ ok: true })
    const forged = rows({ update: [change(theirs, { status: ['completed', 'dropped'] })] })
    expect(await refused(superuser, forged)).toMatchObject({
      kind: 'problems',
      problems: [{ row: String(theirs), message: 'This row was not found' }],
    })
  })

  test.each([
    ['the parent of a changed row', () => rows({ update: [change(ids[0] ?? 0, { courseId: [course, other] })] })],
    ['the parent of a new row', () => rows({ create: [newRow({ studentId: students[2] ?? 0, courseId: other })] })],
    ['the id of a row', () => rows({ update: [change(ids[0] ?? 0, { id: [1, 2] })] })],
    ['the id of the record', () => batchOf({ record: { id: [course, other] } })],
    [
      'a column that the page does not have',
      () => rows({ create: [newRow({ studentId: students[2] ?? 0, role: 'admin' })] }),
    ],
    [
      'a name that every object has',
      () => rows({ create: [newRow({ studentId: students[2] ?? 0, constructor: 'x' })] }),
    ],
    ['a name that every object has, deleted from', () => rows({ delete: [deletion(ids[0] ?? 0, { toString: 'x' })] })],
  ])('%s cannot be smuggled in', async (_, forge) => {
    expect(await refused(superuser, forge())).toMatchObject({ problems: [{ message: 'There is no such field' }] })
  })

  test('a time that the database keeps cannot be set', async () => {
    const row = newRow({ studentId: students[2] ?? 0, enrolledAt: '1999-01-01T00:00:00Z' })
    expect(await refused(superuser, rows({ create: [row] }))).toMatchObject({
      problems: [{ row: row.key, field: 'enrolledAt', message: 'Cannot be edited' }],
    })
  })

  test('a part of the page that does not exist', async () => {
    const forged = batchOf({ inlines: { sessions: { create: [newRow({ token: 'x' })] } } })
    expect(await refused(superuser, forged)).toMatchObject({ kind: 'refused' })
    expect(await refused(superuser, batchOf({ inlines: { constructor: { create: [newRow({})] } } }))).toMatchObject({
      kind: 'refused',
    })
    expect(await refused(superuser, batchOf({ picks: { constructor: { add: [1] } } }))).toMatchObject({
      kind: 'refused',
    })
  })

  test('stored rows of a record that does not exist yet', async () => {
    const forged = batchOf({
      record: { title: [null, 'New'] },
      inlines: { enrollments: { update: [change(ids[0] ?? 0, { status: ['active', 'dropped'] })] } },
    })
    expect(await refused(superuser, forged, 'courses', null)).toMatchObject({ kind: 'refused' })
  })

  test('an unknown model', async () => {
    for (const slug of ['nothing', 'constructor', '__proto__', 'sessions'])
      expect(await refused(superuser, title(), slug)).toMatchObject({ kind: 'gone' })
  })
})

describe('values that cannot be stored are told at their cell', () => {
  const cases: [string, string | number | boolean, string][] = [
    ['a NUL', 'a\u0000b', 'NUL'],
    ['half a character', 'a\ud800b', 'lone surrogate'],
    ['a text that is too long', 'x'.repeat(201), 'At most 200 characters (this has 201)'],
    ['ten megabytes', 'x'.repeat(10_000_000), 'At most 200 characters'],
    ['a number', 7, 'Must be text'],
    ['yes', true, 'Must be text'],
    ['two lines', 'a\nb', 'one line'],
  ]
  test.each(cases)('%s in a text', async (_, value, message) => {
    expect(await refused(superuser, batchOf({ record: { title: ['Mine', value] } }))).toEqual({
      ok: false,
      kind: 'problems',
      problems: [{ field: 'title', message: expect.stringContaining(message) }],
    })
  })

  test.each([2_147_483_648.5, 1e21, -0, -1, '1e3', ' 7 ', '٣', '1; drop table students', true])(
    '%j as a student',
    async (value) => {
      const row = newRow({ studentId: value })
      expect(await refused(superuser, rows({ create: [row] }))).toMatchObject({
        kind: 'problems',
        problems: [
          { inline: 'enrollments', row: row.key, field: 'studentId', message: 'Not one of the available choices' },
        ],
      })
    },
  )

  test('the largest id there can be', async () => {
    const row = newRow({ studentId: Number.MAX_SAFE_INTEGER })
    expect(await refused(superuser, rows({ create: [row] }))).toMatchObject({
      problems: [{ row: row.key, field: 'studentId' }],
    })
    const update = rows({ update: [change(Number.MAX_SAFE_INTEGER, { status: ['active', 'dropped'] })] })
    expect(await refused(superuser, update)).toMatchObject({ ok: false, kind: 'conflicts' })
  })

  test('one bad row among 500', async () => {
    const many = await addStudents(database.db, 500)
    const create = many.map((studentId) => newRow({ studentId }))
    const bad = { ...newRow({ studentId: many[0] ?? 0, status: 'asleep' }) }
    expect(await refused(superuser, rows({ create: [...create.slice(1), bad] }))).toMatchObject({
      problems: [{ row: bad.key, field: 'status' }],
    })
  })

  test('a hundred thousand rows are refused before any work', async () => {
    const row = newRow({ studentId: 1 })
    const batch = {
      ...rows({}),
      inlines: { enrollments: { create: Array(100_000).fill(row), update: [], delete: [] } },
    }
    expect(await refused(superuser, batch)).toEqual({
      ok: false,
      kind: 'refused',
      message: `One save holds at most ${maxBatchRows.toLocaleString('en')} rows; this one has 100,000.`,
    })
  })

  test('text that only looks like SQL, markup or a pattern is stored as it is', async () => {
    const { db } = database
    const history = await replayFrom(db, ['courses'])
    const texts = [
      "'; drop table students; --",
      '<img src=x onerror=alert(1)>',
      '{{7*7}} $1 %s \\',
      '\u202Egnp.exe',
      '🙂',
    ]
    let from = 'Mine'
    for (const text of texts) {
      const result = await save(db, site, 'courses', superuser, course, batchOf({ record: { title: [from, text] } }))
      expect(result).toMatchObject({ ok: true, saved: { title: text, cells: { title: text } } })
      from = text
    }
    await history.expectTables()
  })
})
