import { randomUUID } from 'node:crypto'
import { sql } from 'drizzle-orm'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import site from '@/admin/site'
import { connect, type Database, transaction } from '@/db/client'
import { type TestDatabase, testDatabase } from '@/db/testing'
import { forgetOutcomes } from './claim'
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
  newRow,
  superuser,
} from './fixtures'
import { save } from './save'
import { replayFrom } from './testing-replay'

let database: TestDatabase
/** Another instance of the application. */
let second: Database

beforeAll(async () => {
  database = await testDatabase()
  second = connect(database.url, { max: 3, name: 'second' })
  await addUsers(database.db)
})
afterAll(async () => {
  await second?.$client.end()
  await database?.drop()
})

const historyOf = async (saveId: string) =>
  (await database.db.execute(sql`select id from history where save_id = ${saveId}::uuid`)).length

describe('a save id is used once', () => {
  test('two clicks on Save of a new course make one, with one history and the same answer', async () => {
    const { db } = database
    const [student = 0] = await addStudents(db, 1)
    const courses = await countRows(db, 'courses')
    const batch = batchOf({
      record: { title: [null, 'Clicked'] },
      inlines: { enrollments: { create: [newRow({ studentId: student })] } },
    })
    const answers = await Promise.all(
      [db, second, db, second].map((each) => save(each, site, 'courses', superuser, null, batch)),
    )
    expect(answers[0]).toMatchObject({ ok: true })
    for (const answer of answers) expect(answer).toEqual(answers[0])
    expect(await countRows(db, 'courses')).toBe(courses + 1)
    expect(await historyOf(batch.saveId)).toBe(2)
  })

  test('the second waits for the first, also on another instance, and is answered with its outcome', async () => {
    const { db } = database
    const course = await addCourse(db, 'Waited')
    const batch = batchOf({ record: { title: ['Waited', 'Done'] } })
    let result: Awaited<ReturnType<typeof save>> | undefined
    const waiting = transaction(db, async (tx) => {
      // The course is held, so that the first save stops after it has taken the save id.
      await tx.execute(sql`select 1 from courses where id = ${course}::bigint for update`)
      const first = save(db, site, 'courses', superuser, course, batch)
      const late = save(second, site, 'courses', superuser, course, batch)
      late.then((answer) => {
        result = answer
      })
      await waits(2)
      expect(result).toBeUndefined()
      return { first, late }
    })
    const { first, late } = await waiting.then(async (both) => ({ first: await both.first, late: await both.late }))
    expect(late).toEqual(first)
    expect(await historyOf(batch.saveId)).toBe(1)
  })

  test('a replayed request is answered long after others changed the record', async () => {
    const { db } = database
    const course = await addCourse(db, 'One')
    const batch = batchOf({ record: { title: ['One', 'Two'] } })
    const answer = await save(db, site, 'courses', superuser, course, batch)
    await save(db, site, 'courses', superuser, course, batchOf({ record: { title: ['Two', 'Three'] } }))
    expect(await save(second, site, 'courses', superuser, course, batch)).toEqual(answer)
    const [row] = await db.execute(sql`select title from courses where id = ${course}::bigint`)
    expect(row).toEqual({ title: 'Three' })
  })

  test('for something else, or by somebody else, it is refused', async () => {
    const { db } = database
    const saveId = randomUUID()
    const [course, other] = [await addCourse(db, 'A'), await addCourse(db, 'A')]
    const batch = batchOf({ saveId, record: { title: ['A', 'B'] } })
    expect(await save(db, site, 'courses', superuser, course, batch)).toMatchObject({ ok: true })
    const clerk = actorWith('courses.change', 'courses.add')
    const refused = { ok: false, kind: 'refused', message: 'This save was already used for something else.' }
    expect(await save(db, site, 'courses', clerk, course, batch)).toEqual(refused)
    expect(await save(db, site, 'courses', superuser, other, batch)).toEqual(refused)
    expect(
      await save(db, site, 'courses', superuser, null, batchOf({ saveId, record: { title: [null, 'C'] } })),
    ).toEqual(refused)
  })

  test('a refused save leaves its id free, so that the mended one goes through', async () => {
    const { db } = database
    const saveId = randomUUID()
    const course = await addCourse(db, 'Mended')
    const students = await addStudents(db, 2)
    const [one = 0] = await enroll(db, course, students.slice(0, 1))
    const bad = batchOf({ saveId, inlines: { enrollments: { create: [newRow({ studentId: students[0] ?? 0 })] } } })
    expect(await save(db, site, 'courses', superuser, course, bad)).toMatchObject({ kind: 'problems' })
    const conflict = batchOf({
      saveId,
      inlines: { enrollments: { update: [change(one, { status: ['dropped', 'completed'] })] } },
    })
    expect(await save(db, site, 'courses', superuser, course, conflict)).toMatchObject({ kind: 'conflicts' })
    const good = batchOf({ saveId, inlines: { enrollments: { create: [newRow({ studentId: students[1] ?? 0 })] } } })
    expect(await save(db, site, 'courses', superuser, course, good)).toMatchObject({ ok: true })
    expect(await enrollmentsOf(db, course)).toHaveLength(2)
  })
})

describe('races', () => {
  test('two people add one student from both sides, 100 rounds: one row, and the other is told at the cell', async () => {
    const { db } = database
    const course = await addCourse(db, 'Race')
    const students = await addStudents(db, 100)
    const history = await replayFrom(db, ['enrollments'])
    for (const student of students) {
      const fromCourse = newRow({ studentId: student })
      const fromStudent = newRow({ courseId: course })
      const answers = await Promise.all([
        save(db, site, 'courses', superuser, course, batchOf({ inlines: { enrollments: { create: [fromCourse] } } })),
        save(
          second,
          site,
          'students',
          superuser,
          student,
          batchOf({ inlines: { enrollments: { create: [fromStudent] } } }),
        ),
      ])
      const lost = answers.flatMap((answer) => (answer.ok ? [] : [answer]))
      expect(lost).toHaveLength(1)
      expect(
        [
          {
            row: fromCourse.key,
            field: 'studentId',
            message: expect.stringMatching(/^Student \d+ is already listed$/),
          },
          { row: fromStudent.key, field: 'courseId', message: 'Race is already listed' },
        ].map((problem) => ({ ok: false, kind: 'problems', problems: [{ inline: 'enrollments', ...problem }] })),
      ).toContainEqual(lost[0])
    }
    expect(await enrollmentsOf(db, course)).toHaveLength(100)
    await history.expectTables()
  })

  test('twenty people save disjoint rows of one course at once: none fails and nothing is lost', async () => {
    const { db } = database
    const course = await addCourse(db, 'Twenty')
    const ids = await enroll(db, course, await addStudents(db, 200))
    const history = await replayFrom(db, ['enrollments'])
    const answers = await Promise.all(
      Array.from({ length: 20 }, (_, person) =>
        save(
          person % 2 === 0 ? db : second,
          site,
          'courses',
          superuser,
          course,
          batchOf({
            inlines: {
              enrollments: {
                update: ids
                  .slice(person * 10, person * 10 + 10)
                  .map((id) => change(id, { status: ['active', 'dropped'] })),
              },
            },
          }),
        ),
      ),
    )
    expect(answers.filter((answer) => !answer.ok)).toEqual([])
    expect((await enrollmentsOf(db, course)).every(({ status }) => status === 'dropped')).toBe(true)
    await history.expectTables()
  })

  test('saves in opposite order from both sides of a relation, 40 rounds, end without a fault', async () => {
    const { db } = database
    const [one, two] = [await addCourse(db, 'First'), await addCourse(db, 'Second')]
    const [student = 0] = await addStudents(db, 1)
    const [a = 0] = await enroll(db, one, [student])
    const [b = 0] = await enroll(db, two, [student])
    const history = await replayFrom(db, ['enrollments'])
    let status = 'active'
    for (let round = 0; round < 40; round++) {
      const next = status === 'active' ? 'dropped' : 'active'
      const answers = await Promise.all([
        save(
          db,
          site,
          'courses',
          superuser,
          one,
          batchOf({ inlines: { enrollments: { update: [change(a, { status: [status, next] })] } } }),
        ),
        save(
          second,
          site,
          'courses',
          superuser,
          two,
          batchOf({ inlines: { enrollments: { update: [change(b, { status: [status, next] })] } } }),
        ),
        // Exchanged: deleted and inserted anew, while the others wait for the very same rows.
        save(
          second,
          site,
          'students',
          superuser,
          student,
          batchOf({
            inlines: {
              enrollments: { update: [change(a, { status: [status, next] }), change(b, { status: [status, next] })] },
            },
          }),
        ),
      ])
      expect(answers.map((answer) => answer.ok)).toEqual([true, true, true])
      status = next
    }
    await history.expectTables()
  })

  test('a row that is exchanged while another save waits for it is not taken for deleted', async () => {
    const { db } = database
    const [one, two] = [await addCourse(db, 'X'), await addCourse(db, 'Y')]
    const [student = 0, mate = 0] = await addStudents(db, 2)
    const [a = 0, b = 0] = await enroll(db, one, [student, mate])
    await enroll(db, two, [student])
    for (let round = 0; round < 20; round++) {
      const rows = await enrollmentsOf(db, one)
      const [first, other] = [rows.find(({ id }) => id === a), rows.find(({ id }) => id === b)]
      if (!first || !other) throw new Error('two rows')
      const next = first.status === 'active' ? 'dropped' : 'active'
      const [swapped, edited] = await Promise.all([
        save(
          db,
          site,
          'courses',
          superuser,
          one,
          batchOf({
            inlines: {
              enrollments: {
                update: [
                  change(a, { studentId: [first.student, other.student] }),
                  change(b, { studentId: [other.student, first.student] }),
                ],
              },
            },
          }),
        ),
        save(second, site, 'enrollments', superuser, a, batchOf({ record: { status: [first.status, next] } })),
      ])
      expect([swapped.ok, edited.ok]).toEqual([true, true])
      expect((await enrollmentsOf(db, one)).find(({ id }) => id === a)).toMatchObject({
        student: other.student,
        status: next,
      })
    }
  })
})

/** Resolves once so many statements wait for a lock. */
async function waits(count: number): Promise<void> {
  for (;;) {
    const [row] = await database.db.execute<{ count: string }>(
      sql`select count(*) from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'`,
    )
    if (Number(row?.count) >= count) return
    await new Promise((resolve) => setTimeout(resolve, 10))
  }
}

test('the outcome of a save is forgotten after a week, its history never', async () => {
  const course = await addCourse(database.db, 'Algebra')
  const old = batchOf({ record: { title: ['Algebra', 'Older'] } })
  const recent = batchOf({ record: { title: ['Older', 'Recent'] } })
  expect(await save(database.db, site, 'courses', superuser, course, old)).toMatchObject({ ok: true })
  expect(await save(database.db, site, 'courses', superuser, course, recent)).toMatchObject({ ok: true })
  await database.db.execute(sql`update saves set at = now() - interval '8 days' where id = ${old.saveId}::uuid`)
  await forgetOutcomes(database.db)
  const kept = await database.db.execute<{ id: string }>(
    sql`select id from saves where id in (${old.saveId}::uuid, ${recent.saveId}::uuid)`,
  )
  expect(kept.map(({ id }) => id)).toEqual([recent.saveId])
  expect(await historyOf(old.saveId)).toBe(1)
})
