import { randomUUID } from 'node:crypto'
import { sql } from 'drizzle-orm'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import site from '@/admin/site'
import type { ConnectOptions, Database } from '@/db/client'
import { type TestDatabase, testDatabase } from '@/db/testing'
import { withPool } from '@/db/testing-pool'
import { testProxy } from '@/db/testing-proxy'
import type { BulkChange } from '../bulk-change'
import { addCourse, addStudents, addUsers, batchOf, change, enroll, enrollmentsOf, superuser } from '../save/fixtures'
import { save } from '../save/save'
import { replayFrom } from '../save/testing-replay'
import { bulk } from './bulk'
import { runBulk, takeBack } from './testing-run'

let home: TestDatabase
beforeAll(async () => {
  home = await testDatabase()
  await addUsers(home.db)
})
afterAll(() => home?.drop())

const [rows, most] = [7, 4]
const drop: BulkChange = { kind: 'set', field: 'status', to: 'dropped' }
const remove: BulkChange = { kind: 'delete' }

const using = <T>(options: ConnectOptions & { url?: string }, work: (db: Database) => Promise<T>) =>
  withPool({ url: home.url, ...options }, work)

const askerOn = (db: Database) => ({ db, site, slug: 'courses', actor: superuser, inline: 'enrollments', most })
const ask = (db: Database, request: unknown) => bulk(db, site, 'courses', superuser, request, { most })

/** A course, and the first portion of a change of all its rows, or of taking such a change back. */
async function situation(deed: BulkChange, taken: boolean) {
  const { db } = home
  const course = await addCourse(db, 'Rows')
  await enroll(db, course, await addStudents(db, rows))
  const saveId = randomUUID()
  const history = await replayFrom(db, ['courses', 'students', 'enrollments'])
  if (taken) {
    const ran = await runBulk(askerOn(db), course, { change: deed })
    if ('ok' in ran) throw new Error(ran.message)
    const [runId, revertId] = [ran.runId, randomUUID()]
    const request = { kind: 'revert', id: course, inline: 'enrollments', runId, revertId, saveId, cursor: 0 }
    return { course, request, history, runId: revertId }
  }
  const run = { inline: 'enrollments', q: '', values: {}, except: [], change: deed, runId: randomUUID(), upTo: 2 ** 40 }
  return { course, request: { kind: 'portion', id: course, run, saveId, cursor: 0 }, history, runId: run.runId }
}

const written = async (runId: string) =>
  (await home.db.execute(sql`select 1 from history where save_id = ${runId}::uuid`)).length

describe.each([
  ['setting a column', drop, false],
  ['deleting', remove, false],
  ['taking back what was set', drop, true],
  ['bringing back what was deleted', remove, true],
] as const)('%s', (_, deed, taken) => {
  test('is done once, at whichever statement the server ends the connection', async () => {
    for (let point = 1; ; point++) {
      const { course, request, history, runId } = await situation(deed, taken)
      let sent = 0
      let ended: Promise<unknown> | undefined
      const onStatement = () => {
        sent += 1
        if (sent !== point) return
        ended = home.db.execute(
          sql`select pg_terminate_backend(pid, 5000) from pg_stat_activity where application_name = 'victim'`,
        )
      }
      const done = await using({ name: 'victim', onStatement }, async (db) => {
        const answer = await ask(db, request)
        await ended
        expect([point, answer]).toMatchObject([point, { ok: true, changed: most, skipped: 0 }])
        expect(await ask(db, request)).toEqual(answer)
        return sent
      })
      expect(await written(runId)).toBe(most)
      await history.expectTables()
      expect(await enrollmentsOf(home.db, course)).toHaveLength(deed === remove ? (taken ? most : rows - most) : rows)
      if (done < point) break
    }
  })

  test('is answered as it was done, when the answer to its commit is lost', async () => {
    const proxy = await testProxy(home.url)
    try {
      const { request, history, runId } = await situation(deed, taken)
      await using({ url: proxy.url }, async (db) => {
        proxy.cutAfterCommit(1)
        expect(await ask(db, request)).toMatchObject({ ok: true, changed: most })
        expect(proxy.cuts).toBe(1)
      })
      expect(await written(runId)).toBe(most)
      await history.expectTables()
    } finally {
      await proxy.close()
    }
  })
})

describe('a change of all rows beside saves of some of them', () => {
  test.each([
    ['setting', drop],
    ['deleting', remove],
  ] as const)('%s, 20 rounds: nobody fails, and the history tells exactly what is stored', async (_, deed) => {
    const { db } = home
    for (let round = 0; round < 20; round++) {
      const course = await addCourse(db, 'Both')
      const ids = await enroll(db, course, await addStudents(db, 12))
      const history = await replayFrom(db, ['courses', 'students', 'enrollments'])
      const edits = (start: number) =>
        batchOf({
          inlines: {
            enrollments: {
              update: ids
                .filter((_, at) => at % 3 === start)
                .map((id) => change(id, { status: ['active', 'completed'] })),
            },
          },
        })
      const [ran, other, ...saves] = await Promise.all([
        runBulk(askerOn(db), course, { change: deed }),
        runBulk(askerOn(db), course, { change: { ...drop, to: 'completed' } }),
        ...[0, 1].map((start) => save(db, site, 'courses', superuser, course, edits(start))),
      ])
      for (const each of [ran, other]) expect(each).toMatchObject({ portions: expect.any(Number) })
      for (const each of saves) if (!each.ok) expect(each.kind).toBe('conflicts')
      await history.expectTables()
      if (deed === remove) expect(await enrollmentsOf(db, course)).toEqual([])
      if ('ok' in ran || 'ok' in other) continue
      for (const each of [other, ran])
        expect(await takeBack(askerOn(db), course, each)).toMatchObject({ changed: expect.any(Number) })
      await history.expectTables()
    }
  })
})
