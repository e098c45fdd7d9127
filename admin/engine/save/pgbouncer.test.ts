import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import site from '@/admin/site'
import { connect, type Database } from '@/db/client'
import { type TestDatabase, testDatabase } from '@/db/testing'
import { hasPgBouncer, type PgBouncer, startPgBouncer } from '@/db/testing-pgbouncer'
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
import { replayFrom } from './testing-replay'

const installed = hasPgBouncer()
if (!installed) console.warn('Saves through PgBouncer are not tested: pgbouncer is not installed.')

describe.skipIf(!installed)('through PgBouncer in transaction mode', () => {
  let home: TestDatabase
  let bouncer: PgBouncer
  let one: Database
  let two: Database

  beforeAll(async () => {
    home = await testDatabase()
    await addUsers(home.db)
    bouncer = await startPgBouncer(home.url, 3)
    one = connect(bouncer.urlOf(home.url), { max: 8 })
    two = connect(bouncer.urlOf(home.url), { max: 8 })
  })
  afterAll(async () => {
    await one?.$client.end({ timeout: 0 })
    await two?.$client.end({ timeout: 0 })
    await bouncer?.stop()
    await home?.drop()
  })

  test('everything at once, with an exchange of unique values', async () => {
    const course = await addCourse(home.db, 'Pooled')
    const students = await addStudents(home.db, 300)
    const ids = await enroll(home.db, course, students.slice(0, 200))
    const history = await replayFrom(home.db, ['courses', 'enrollments'])
    const batch = batchOf({
      record: { title: ['Pooled', 'Saved'] },
      inlines: {
        enrollments: {
          update: ids
            .slice(0, 100)
            .map((id, at) => change(id, { studentId: [students[at] ?? 0, students[(at + 1) % 100] ?? 0] })),
          delete: ids.slice(100).map((id) => deletion(id, { status: 'active' })),
          create: students.slice(200).map((studentId) => newRow({ studentId })),
        },
      },
    })
    const result = await save(one, site, 'courses', superuser, course, batch)
    expect(result).toMatchObject({ ok: true, saved: { counts: { changed: 100, created: 100, deleted: 100 } } })
    expect(await save(two, site, 'courses', superuser, course, batch)).toEqual(result)
    await history.expectTables()
  })

  test('one save id sent to two instances at once, 30 rounds', async () => {
    for (let round = 0; round < 30; round++) {
      const batch = batchOf({ record: { title: [null, `Round ${round}`] } })
      const answers = await Promise.all([one, two, one].map((db) => save(db, site, 'courses', superuser, null, batch)))
      expect(answers[0]).toMatchObject({ ok: true })
      for (const answer of answers) expect(answer).toEqual(answers[0])
    }
  })

  test('more savers than connections: each student is added once, the others are told at the cell', async () => {
    const course = await addCourse(home.db, 'Crowded')
    const students = await addStudents(home.db, 20)
    const history = await replayFrom(home.db, ['enrollments'])
    for (const student of students) {
      const sent = [one, two, one, two, one].map((db) => ({ db, row: newRow({ studentId: student }) }))
      const answers = await Promise.all(
        sent.map(({ db, row }) =>
          save(db, site, 'courses', superuser, course, batchOf({ inlines: { enrollments: { create: [row] } } })),
        ),
      )
      const lost = answers.filter((answer) => !answer.ok)
      expect(lost).toHaveLength(4)
      for (const answer of lost) expect(answer).toMatchObject({ problems: [{ field: 'studentId' }] })
    }
    expect(await enrollmentsOf(home.db, course)).toHaveLength(20)
    await history.expectTables()
  })
})
