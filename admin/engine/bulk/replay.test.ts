import { sql } from 'drizzle-orm'
import * as fc from 'fast-check'
import { afterAll, beforeAll, expect, test } from 'vitest'
import site from '@/admin/site'
import { type TestDatabase, testDatabase } from '@/db/testing'
import type { BulkChange } from '../bulk-change'
import { addCourse, addStudents, addUsers, batchOf, change, enroll, enrollmentsOf, superuser } from '../save/fixtures'
import { save } from '../save/save'
import { replayFrom } from '../save/testing-replay'
import { type Asker, type Ran, runBulk, type TakenBack, takeBack } from './testing-run'

const statuses = ['active', 'completed', 'dropped'] as const
const people = 12

let database: TestDatabase
beforeAll(async () => {
  database = await testDatabase()
  await addUsers(database.db)
})
afterAll(() => database?.drop())

const status = fc.constantFrom(...statuses)
const wish = fc.record({
  change: fc.oneof(
    { weight: 3, arbitrary: status.map((to): BulkChange => ({ kind: 'set', field: 'status', to })) },
    { weight: 1, arbitrary: fc.constant<BulkChange>({ kind: 'delete' }) },
  ),
  values: fc.option(
    fc.uniqueArray(status, { minLength: 1, maxLength: 2 }).map((some) => ({ status: some })),
    { nil: {} },
  ),
  q: fc.constantFrom('', 'student 1', 's2'),
  except: fc.uniqueArray(fc.nat(people - 1), { maxLength: 3 }),
  stopAfter: fc.integer({ min: 1, max: 4 }),
  most: fc.integer({ min: 1, max: 5 }),
})

test('any run of bulk changes, taken back from the last to the first, leaves what there was, and done again what there came', async () => {
  const { db } = database
  await fc.assert(
    fc.asyncProperty(
      fc.array(wish, { minLength: 1, maxLength: 4 }),
      fc.array(status, { minLength: people, maxLength: people }),
      async (wishes, start) => {
        const course = await addCourse(db, 'Any')
        const students = await addStudents(db, people)
        const ids = await enroll(db, course, students)
        for (const [index, each] of start.entries())
          await db.execute(sql`update enrollments set status = ${each} where id = ${ids[index]}`)
        const before = await enrollmentsOf(db, course)
        const history = await replayFrom(db, ['courses', 'students', 'enrollments'])
        const runs: [Asker, Ran][] = []
        for (const { most, except, ...rest } of wishes) {
          const asker: Asker = { db, site, slug: 'courses', actor: superuser, inline: 'enrollments', most }
          const ran = await runBulk(asker, course, { ...rest, except: except.map((index) => ids[index] ?? 0) })
          if ('ok' in ran) throw new Error(ran.message)
          expect(ran.changed).toBe(Math.min(ran.preview.matching - ran.preview.same, rest.stopAfter * most))
          await history.expectTables()
          runs.push([asker, ran])
        }
        const after = await enrollmentsOf(db, course)
        const undone: [Asker, TakenBack][] = []
        for (const [asker, ran] of runs.reverse()) {
          const back = await takeBack(asker, course, ran)
          if ('ok' in back) throw new Error(back.message)
          expect(back).toMatchObject({ changed: ran.changed, skipped: 0 })
          undone.push([asker, back])
        }
        expect(await enrollmentsOf(db, course)).toEqual(before)
        for (const [asker, back] of undone.reverse())
          expect(await takeBack(asker, course, back)).toMatchObject({ changed: back.changed, skipped: 0 })
        expect(await enrollmentsOf(db, course)).toEqual(after)
        await history.expectTables()
      },
    ),
    { seed: 20_260_905, numRuns: 40 },
  )
})

test('what somebody saves between a run and its taking back is never overwritten', async () => {
  const { db } = database
  const edits = fc.uniqueArray(fc.record({ row: fc.nat(people - 1), to: status }), { selector: ({ row }) => row })
  await fc.assert(
    fc.asyncProperty(status, edits, async (to, later) => {
      const course = await addCourse(db, 'Meanwhile')
      const ids = await enroll(db, course, await addStudents(db, people))
      const asker: Asker = { db, site, slug: 'courses', actor: superuser, inline: 'enrollments', most: 5 }
      const ran = await runBulk(asker, course, { change: { kind: 'set', field: 'status', to } })
      if ('ok' in ran) throw new Error(ran.message)
      const update = later.map((edit) => change(ids[edit.row] ?? 0, { status: [to, edit.to] }))
      const saved = await save(
        db,
        site,
        'courses',
        superuser,
        course,
        batchOf({ inlines: { enrollments: { update } } }),
      )
      expect(saved.ok).toBe(true)
      const changed = new Map(later.filter((edit) => edit.to !== to).map((edit) => [ids[edit.row], edit.to]))
      const skipped = to === 'active' ? 0 : changed.size
      expect(await takeBack(asker, course, ran)).toMatchObject({ changed: ran.changed - skipped, skipped })
      const stored = await enrollmentsOf(db, course)
      for (const row of stored) expect([row.id, row.status]).toEqual([row.id, changed.get(row.id) ?? 'active'])
    }),
    { seed: 20_260_905, numRuns: 25 },
  )
})
