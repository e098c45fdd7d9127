import { randomUUID } from 'node:crypto'
import { sql } from 'drizzle-orm'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import courses from '@/admin/courses'
import site from '@/admin/site'
import { enrollments } from '@/db/schema/courses'
import { type TestDatabase, testDatabase } from '@/db/testing'
import type { BulkChange } from '../bulk-change'
import { inline, type Model } from '../define'
import { historyOf, latestChanges } from '../history-read'
import { forgetOutcomes } from '../save/claim'
import {
  actorWith,
  addCourse,
  addStudents,
  addUsers,
  batchOf,
  change,
  countRows,
  enroll,
  enrollmentsOf,
  superuser,
} from '../save/fixtures'
import { save } from '../save/save'
import { replayFrom } from '../save/testing-replay'
import { site as siteOf } from '../site'
import { bulk } from './bulk'
import { type Asker, type Ran, runBulk, type TakenBack, takeBack } from './testing-run'

let database: TestDatabase
let asker: Asker
const statements: string[] = []

beforeAll(async () => {
  database = await testDatabase({ onStatement: (text) => statements.push(text) })
  await addUsers(database.db)
  asker = { db: database.db, site, slug: 'courses', actor: superuser, inline: 'enrollments' }
})
afterAll(() => database?.drop())
beforeEach(() => {
  statements.length = 0
})

const set = (status: string): BulkChange => ({ kind: 'set', field: 'status', to: status })

async function courseOf(rows: number) {
  const course = await addCourse(database.db, 'Rows')
  const students = await addStudents(database.db, rows)
  return { course, students, ids: await enroll(database.db, course, students) }
}

async function statusesOf(course: number): Promise<Record<string, number>> {
  const rows = await database.db.execute<{ status: string; count: string }>(
    sql`select status, count(*) from enrollments where course_id = ${course} group by status`,
  )
  return Object.fromEntries(rows.map(({ status, count }) => [status, Number(count)]))
}

const ran = (answer: Awaited<ReturnType<typeof runBulk>>): Ran => {
  if ('ok' in answer) throw new Error(answer.message)
  return answer
}

const back = (answer: Awaited<ReturnType<typeof takeBack>>): TakenBack => {
  if ('ok' in answer) throw new Error(answer.message)
  return answer
}

describe('a change of 12,000 rows', () => {
  test('is counted first, then set in portions with one history entry per row, and taken back', async () => {
    const { course, students } = await courseOf(12_000)
    const other = await addCourse(database.db, 'Other')
    await enroll(database.db, other, students.slice(0, 10))
    await database.db.execute(
      sql`update enrollments set status = 'dropped' where course_id = ${course} and student_id % 3 = 0`,
    )
    const before = await enrollmentsOf(database.db, course)
    const history = await replayFrom(database.db, ['courses', 'enrollments', 'students'])
    const written = await countRows(database.db, 'history')

    const done = ran(await runBulk(asker, course, { change: set('dropped') }))
    expect(done.preview).toMatchObject({ matching: 12_000, same: 4_000 })
    expect(done).toMatchObject({ changed: 8_000, portions: 2 })
    expect(await statusesOf(course)).toEqual({ dropped: 12_000 })
    expect(await statusesOf(other)).toEqual({ active: 10 })
    expect((await countRows(database.db, 'history')) - written).toBe(8_000)
    await history.expectTables()

    expect(await takeBack(asker, course, done)).toMatchObject({ changed: 8_000, skipped: 0 })
    expect(await enrollmentsOf(database.db, course)).toEqual(before)
    await history.expectTables()
    expect(await takeBack(asker, course, done)).toMatchObject({ changed: 0, skipped: 8_000 })
  })

  test('deletes what a search and a filter match, and brings it back under its old ids', async () => {
    const { course } = await courseOf(12_000)
    await database.db.execute(
      sql`update enrollments set status = 'completed' where course_id = ${course} and id % 2 = 0`,
    )
    const before = await enrollmentsOf(database.db, course)
    const history = await replayFrom(database.db, ['courses', 'enrollments', 'students'])
    const wish = { change: { kind: 'delete' }, q: 's10', values: { status: ['completed'] } } as const
    const done = ran(await runBulk(asker, course, wish))
    expect(done.changed).toBe(done.preview.matching)
    expect(done.changed).toBeGreaterThan(400)
    expect(await statusesOf(course)).toEqual({ active: 6_000, completed: 6_000 - done.changed })
    await history.expectTables()
    expect(await takeBack(asker, course, done)).toMatchObject({ changed: done.changed, skipped: 0 })
    expect(await enrollmentsOf(database.db, course)).toEqual(before)
    await history.expectTables()
  })
})

describe('a run', () => {
  test('stopped after a portion has changed that portion, and is taken back as far as it came', async () => {
    const { course } = await courseOf(30)
    const done = ran(await runBulk({ ...asker, most: 10 }, course, { change: set('dropped'), stopAfter: 2 }))
    expect(await statusesOf(course)).toEqual({ dropped: 20, active: 10 })
    expect(await takeBack({ ...asker, most: 7 }, course, done)).toMatchObject({ changed: 20, skipped: 0 })
    expect(await statusesOf(course)).toEqual({ active: 30 })
  })

  test('leaves out the rows that are named, and those that came after it was agreed to', async () => {
    const { course, ids } = await courseOf(5)
    const target = { inline: 'enrollments', q: '', values: {}, except: [ids[1] ?? 0], change: set('dropped') }
    const preview = await bulk(database.db, site, 'courses', superuser, { kind: 'preview', id: course, target })
    expect(preview).toEqual({ ok: true, matching: 4, same: 0, upTo: ids[4] })
    await enroll(database.db, course, await addStudents(database.db, 1))
    const run = { ...target, runId: randomUUID(), upTo: ids[4] }
    const portion = { kind: 'portion', id: course, run, saveId: randomUUID(), cursor: 0 }
    expect(await bulk(database.db, site, 'courses', superuser, portion)).toMatchObject({ changed: 4 })
    expect(await statusesOf(course)).toEqual({ dropped: 4, active: 2 })
  })

  test('taken back leaves what somebody changed since, and rows whose place is taken', async () => {
    const { course, ids, students } = await courseOf(6)
    const done = ran(await runBulk(asker, course, { change: set('dropped') }))
    const later = { update: [change(ids[0] ?? 0, { status: ['dropped', 'completed'] })] }
    await save(database.db, site, 'courses', superuser, course, batchOf({ inlines: { enrollments: later } }))
    expect(await takeBack(asker, course, done)).toMatchObject({ changed: 5, skipped: 1 })
    expect(await statusesOf(course)).toEqual({ completed: 1, active: 5 })

    const gone = ran(await runBulk(asker, course, { change: { kind: 'delete' } }))
    expect(await enrollmentsOf(database.db, course)).toEqual([])
    await enroll(database.db, course, students.slice(0, 1))
    await database.db.execute(sql`delete from students where id = ${students[1]}`)
    expect(await takeBack(asker, course, gone)).toMatchObject({ changed: 4, skipped: 2 })
    expect((await enrollmentsOf(database.db, course)).map(({ id }) => id)).toEqual(expect.arrayContaining(ids.slice(2)))
  })

  test('taken back and then done again changes exactly its rows, as often as one likes, and leaves what others changed', async () => {
    const { course, ids } = await courseOf(12)
    const small = { ...asker, most: 5 }
    await database.db.execute(sql`update enrollments set status = 'completed' where id in (${ids[0]}, ${ids[1]})`)
    const before = await enrollmentsOf(database.db, course)
    const history = await replayFrom(database.db, ['courses', 'enrollments', 'students'])
    const wish = { change: set('dropped'), values: { status: ['active'] } } as const
    const done = ran(await runBulk(small, course, wish))
    const after = await enrollmentsOf(database.db, course)
    const undone = back(await takeBack(small, course, done))
    expect(await enrollmentsOf(database.db, course)).toEqual(before)
    // Matches by now, but is not one of the rows that the run changed.
    const meanwhile = { update: [change(ids[0] ?? 0, { status: ['completed', 'active'] })] }
    await save(database.db, site, 'courses', superuser, course, batchOf({ inlines: { enrollments: meanwhile } }))
    const again = back(await takeBack(small, course, undone))
    expect(again).toMatchObject({ changed: 10, skipped: 0 })
    expect((await enrollmentsOf(database.db, course)).slice(1)).toEqual(after.slice(1))
    expect(await statusesOf(course)).toEqual({ completed: 1, dropped: 10, active: 1 })
    const undoneAgain = back(await takeBack(small, course, again))
    const other = { update: [change(ids[5] ?? 0, { status: ['active', 'completed'] })] }
    await save(database.db, site, 'courses', superuser, course, batchOf({ inlines: { enrollments: other } }))
    expect(await takeBack(small, course, undoneAgain)).toMatchObject({ changed: 9, skipped: 1 })
    expect(await statusesOf(course)).toEqual({ completed: 2, dropped: 9, active: 1 })
    await history.expectTables()
  })

  test('that deleted, taken back and then done again, deletes what is as it was brought back', async () => {
    const { course, ids } = await courseOf(13)
    const small = { ...asker, most: 5 }
    const except = ids.slice(12)
    const history = await replayFrom(database.db, ['courses', 'enrollments', 'students'])
    const done = ran(await runBulk(small, course, { except, change: { kind: 'delete' } }))
    const undone = back(await takeBack(small, course, done))
    const later = { update: [change(ids[3] ?? 0, { status: ['active', 'completed'] })] }
    await save(database.db, site, 'courses', superuser, course, batchOf({ inlines: { enrollments: later } }))
    const again = back(await takeBack(small, course, undone))
    expect(again).toMatchObject({ changed: 11, skipped: 1 })
    expect((await enrollmentsOf(database.db, course)).map(({ id }) => id)).toEqual([ids[3], ...except])
    expect(await takeBack(small, course, again)).toMatchObject({ changed: 11, skipped: 0 })
    expect((await enrollmentsOf(database.db, course)).map(({ id }) => id).sort((a, b) => a - b)).toEqual(ids)
    await history.expectTables()
    const adds = actorWith('courses.change', 'enrollments.view', 'enrollments.add')
    const both = actorWith('courses.change', 'enrollments.view', 'enrollments.add', 'enrollments.delete')
    const gone = ran(await runBulk({ ...asker, actor: both }, course, { change: { kind: 'delete' } }))
    const restored = back(await takeBack({ ...asker, actor: both }, course, gone))
    expect(await takeBack({ ...asker, actor: adds }, course, restored)).toMatchObject({ kind: 'denied' })
  })

  test("is one entry of its record's history, which counts what it does not list, and one row of each student's", async () => {
    const { course, students } = await courseOf(25)
    const small = { ...asker, most: 10 }
    const done = ran(await runBulk(small, course, { change: set('dropped') }))
    await takeBack(small, course, done)
    const gone = ran(await runBulk(small, course, { change: { kind: 'delete' } }))
    await database.db.execute(sql`update saves set at = now() - interval '8 days'`)
    await forgetOutcomes(database.db)
    const page = async (slug: string, id: number) => {
      const { entries } = await historyOf(database.db, site, slug, superuser, id)
      return entries.map(({ counts, rows, more }) => [counts, rows.length, more])
    }
    const all = (action: string, count: number, label = 'Enrollments') => [{ action, label, count }]
    expect(await page('courses', course)).toEqual([
      [all('delete', 25), 10, 15],
      [all('change', 25), 10, 15],
      [all('change', 25), 10, 15],
    ])
    const one = (action: string) => [all(action, 1, 'Enrollment'), 1, 0]
    expect(await page('students', students[24] ?? 0)).toEqual([one('delete'), one('change'), one('change')])
    const [latest] = await latestChanges(database.db, site, superuser, 5)
    expect(latest).toMatchObject({ saveId: gone.runId, counts: all('delete', 25), more: 22 })
  })

  test('knows a moment for the same however it is written', async () => {
    const grid = inline(enrollments, {
      parent: 'courseId',
      fields: ['studentId', 'status', 'enrolledAt'],
      options: { enrolledAt: { readOnly: false } },
    })
    const open = siteOf({ ...site.models, courses: { ...courses, inlines: [grid] } })
    const { course } = await courseOf(3)
    const moment: BulkChange = { kind: 'set', field: 'enrolledAt', to: '2026-09-03T10:00:00.000001Z' }
    expect(await runBulk({ ...asker, site: open }, course, { change: moment })).toMatchObject({ changed: 3 })
    const again = { ...moment, to: '2026-09-03T12:00:00.000001+02:00' }
    expect(await runBulk({ ...asker, site: open }, course, { change: again })).toMatchObject({
      preview: { same: 3 },
      changed: 0,
    })
    expect(new Set((await enrollmentsOf(database.db, course)).map(({ at }) => at)).size).toBe(1)
  })
})

describe('one save id', () => {
  const requestFor = (course: number, upTo: number) => ({
    kind: 'portion',
    id: course,
    run: { inline: 'enrollments', q: '', values: {}, except: [], change: set('dropped'), runId: randomUUID(), upTo },
    saveId: randomUUID(),
    cursor: 0,
  })

  test('is one portion, however often and at once it is sent', async () => {
    const { course, ids } = await courseOf(20)
    const request = requestFor(course, ids[19] ?? 0)
    const answers = await Promise.all(
      [1, 2, 3].map(() => bulk(database.db, site, 'courses', superuser, request, { most: 10 })),
    )
    expect(answers).toEqual(Array(3).fill({ ok: true, changed: 10, skipped: 0, cursor: ids[9] }))
    expect(await statusesOf(course)).toEqual({ dropped: 10, active: 10 })
  })

  test('and one run id are refused for anything else and anybody else', async () => {
    const { course, ids } = await courseOf(4)
    const request = requestFor(course, ids[3] ?? 0)
    const ask = (body: unknown, actor = superuser) => bulk(database.db, site, 'courses', actor, body)
    expect(await ask(request)).toMatchObject({ ok: true })
    const refused = { ok: false, kind: 'refused', message: 'This change was already used for something else.' }
    expect(await ask({ ...request, cursor: 1 })).toEqual(refused)
    expect(await ask({ ...request, saveId: randomUUID(), run: { ...request.run, q: 'x' } })).toEqual(refused)
    const clerk = actorWith('courses.change', 'enrollments.change')
    expect(await ask({ ...request, saveId: randomUUID() }, clerk)).toEqual(refused)
    const back = { kind: 'revert', id: course, inline: 'enrollments', runId: request.run.runId, cursor: 0 }
    const gone = { ok: false, kind: 'gone', message: 'This change cannot be taken back any more.' }
    expect(await ask({ ...back, revertId: randomUUID(), saveId: randomUUID() }, clerk)).toEqual(gone)
    const { course: other } = await courseOf(1)
    expect(await ask({ ...back, id: other, revertId: randomUUID(), saveId: randomUUID() })).toEqual(gone)
    expect(await statusesOf(course)).toEqual({ dropped: 4 })
  })
})

test('a portion takes as many statements for few rows as for many', async () => {
  const counted = async (rows: number, wish: BulkChange) => {
    const { course } = await courseOf(rows)
    statements.length = 0
    const done = ran(await runBulk(asker, course, { change: wish }))
    const forward = statements.length
    await takeBack(asker, course, done)
    return [forward, statements.length - forward]
  }
  expect(await counted(3, set('dropped'))).toEqual(await counted(3_000, set('dropped')))
  expect(await counted(3, { kind: 'delete' })).toEqual(await counted(3_000, { kind: 'delete' }))
})

describe('is refused', () => {
  const target = { inline: 'enrollments', q: '', values: {}, except: [], change: set('dropped') }
  const asked = (id: number, body: object, using = site, actor = superuser) =>
    bulk(database.db, using, 'courses', actor, { kind: 'preview', id, target: { ...target, ...body } })

  test('to those without the right, whatever they send', async () => {
    const { course } = await courseOf(2)
    const views = actorWith('courses.view', 'enrollments.change', 'enrollments.delete')
    expect(await asked(course, {}, site, views)).toMatchObject({ kind: 'denied' })
    const changes = actorWith('courses.change', 'enrollments.change')
    expect(await asked(course, {}, site, changes)).toMatchObject({ ok: true, matching: 2 })
    expect(await asked(course, { change: { kind: 'delete' } }, site, changes)).toMatchObject({ kind: 'denied' })
    const deletes = actorWith('courses.change', 'enrollments.delete')
    expect(await asked(course, {}, site, deletes)).toMatchObject({ kind: 'denied' })
    // Rows that may be deleted, not viewed.
    expect(await asked(course, { change: { kind: 'delete' } }, site, deletes)).toMatchObject({ kind: 'denied' })
    // What was deleted comes back only to those who may add.
    const both = actorWith('courses.change', 'enrollments.view', 'enrollments.delete')
    const gone = ran(await runBulk({ ...asker, actor: both }, course, { change: { kind: 'delete' } }))
    expect(await takeBack({ ...asker, actor: both }, course, gone)).toMatchObject({ kind: 'denied' })
    const frozen = siteOf({ ...site.models, courses: withInline({ canDelete: false }) })
    expect(await asked(course, { change: { kind: 'delete' } }, frozen)).toMatchObject({ kind: 'denied' })
  })

  const withInline = (config: object): Model => ({
    ...courses,
    inlines: [inline(enrollments, { parent: 'courseId', fields: ['studentId', 'status', 'enrolledAt'], ...config })],
  })

  test('for a value that the column does not take', async () => {
    const { course, students } = await courseOf(1)
    const value = (field: string, to: unknown) => asked(course, { change: { kind: 'set', field, to } })
    const message = async (field: string, to: unknown) => {
      const answer = await value(field, to)
      return answer.ok ? 'ok' : answer.message
    }
    expect(await message('status', 'gone')).toBe('Status: “gone” is not one of the available choices.')
    expect(await message('status', 'a\u0000b')).toMatch(/^Status: /)
    expect(await message('enrolledAt', '2026-01-01T00:00:00Z')).toBe('Enrolled at: Cannot be edited.')
    expect(await message('studentId', students[0])).toBe(
      'Student differs from row to row, so it cannot be set in many rows at once.',
    )
    expect(await message('studentId', null)).toBe('Student: Required.')
    expect(await message('courseId', 1)).toBe('There is no such field.')
    expect(await message('constructor', 1)).toBe('There is no such field.')
  })

  test('where a rule or a least number of rows would be broken, before and while it runs', async () => {
    const { course, ids } = await courseOf(5)
    const rules = [{ where: { status: 'completed' }, max: 2, message: 'At most two have completed' }]
    const limited = siteOf({ ...site.models, courses: withInline({ minRows: 3, rules }) })
    expect(await asked(course, { change: set('completed') }, limited)).toEqual({
      ok: false,
      kind: 'refused',
      message: 'At most two have completed.',
    })
    expect(await asked(course, { change: { kind: 'delete' } }, limited)).toMatchObject({
      message: 'At least 3 enrollments.',
    })
    const some = { except: ids.slice(2), change: set('completed') }
    expect(await runBulk({ ...asker, site: limited }, course, some)).toMatchObject({ changed: 2 })
    const run = { ...target, change: set('completed'), runId: randomUUID(), upTo: ids[4] }
    const unseen = { kind: 'portion', id: course, run, saveId: randomUUID(), cursor: 0 }
    expect(await bulk(database.db, limited, 'courses', superuser, unseen)).toMatchObject({ kind: 'refused' })
    expect(await statusesOf(course)).toEqual({ completed: 2, active: 3 })
  })

  test('where doing it again would break a limit by now', async () => {
    const { course, ids } = await courseOf(6)
    const limited = { ...asker, site: siteOf({ ...site.models, courses: withInline({ minRows: 2 }) }) }
    const gone = ran(await runBulk(limited, course, { except: ids.slice(3), change: { kind: 'delete' } }))
    const restored = back(await takeBack(limited, course, gone))
    await database.db.execute(sql`delete from enrollments where id in (${ids[4]}, ${ids[5]})`)
    expect(await takeBack(limited, course, restored)).toMatchObject({ message: 'At least 2 enrollments.' })
    expect(await statusesOf(course)).toEqual({ active: 4 })
  })

  test('for what is not there, and for what no page sends', async () => {
    const { course } = await courseOf(1)
    expect(await asked(999_999, {})).toMatchObject({ kind: 'gone' })
    expect(await asked(course, { inline: 'nowhere' })).toMatchObject({ kind: 'refused' })
    expect(await asked(course, { values: { status: ['nowhere'] } })).toMatchObject({ kind: 'refused' })
    expect(await asked(course, { values: { courseId: [1] } })).toMatchObject({ kind: 'refused' })
    const body = { kind: 'preview', id: course, target }
    const forged: unknown[] = [
      null,
      'x',
      [],
      {},
      { ...body, extra: 1 },
      { ...body, id: -1 },
      { ...body, id: 1.5 },
      { ...body, id: String(course) },
      { ...body, kind: 'delete' },
      { ...body, target: { ...target, parent: 2 } },
      { ...body, target: { ...target, q: 7 } },
      { ...body, target: { ...target, except: [0] } },
      { ...body, target: { ...target, except: Array(20_001).fill(1) } },
      { ...body, target: { ...target, change: { kind: 'set', field: 'status' } } },
      { ...body, target: { ...target, change: { kind: 'delete', field: 'status' } } },
      { ...body, target: { ...target, values: JSON.parse('{"__proto__":["active"]}') } },
      { ...body, target: { ...target, values: { status: 'active' } } },
      { ...body, target: { ...target, values: JSON.parse(`${'['.repeat(100_000)}${']'.repeat(100_000)}`) } },
      { kind: 'portion', id: course, run: { ...target, runId: 'x', upTo: 1 }, saveId: randomUUID(), cursor: 0 },
      {
        kind: 'portion',
        id: course,
        run: { ...target, runId: randomUUID(), upTo: 1 },
        saveId: randomUUID(),
        cursor: -1,
      },
    ]
    for (const each of forged)
      expect(await bulk(database.db, site, 'courses', superuser, each)).toEqual({
        ok: false,
        kind: 'refused',
        message: 'The request is not a valid bulk change.',
      })
    expect(await statusesOf(course)).toEqual({ active: 1 })
  })
})
