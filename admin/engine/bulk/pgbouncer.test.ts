import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import site from '@/admin/site'
import { connect, type Database } from '@/db/client'
import { type TestDatabase, testDatabase } from '@/db/testing'
import { hasPgBouncer, type PgBouncer, startPgBouncer } from '@/db/testing-pgbouncer'
import type { BulkRequest } from '../bulk-change'
import { addCourse, addStudents, addUsers, enroll, enrollmentsOf, superuser } from '../save/fixtures'
import { replayFrom } from '../save/testing-replay'
import { bulk } from './bulk'

const installed = hasPgBouncer()
if (!installed) console.warn('Bulk changes through PgBouncer are not tested: pgbouncer is not installed.')

describe.skipIf(!installed)('through PgBouncer in transaction mode, on two instances', () => {
  let home: TestDatabase
  let bouncer: PgBouncer
  let instances: Database[]

  beforeAll(async () => {
    home = await testDatabase()
    await addUsers(home.db)
    bouncer = await startPgBouncer(home.url, 3)
    instances = [1, 2].map(() => connect(bouncer.urlOf(home.url), { max: 8 }))
  })
  afterAll(async () => {
    for (const each of instances ?? []) await each.$client.end({ timeout: 0 })
    await bouncer?.stop()
    await home?.drop()
  })

  test('each portion is done once, whichever is asked, and however many at a time', async () => {
    const course = await addCourse(home.db, 'Pooled')
    const ids = await enroll(home.db, course, await addStudents(home.db, 50))
    const before = await enrollmentsOf(home.db, course)
    const history = await replayFrom(home.db, ['enrollments'])
    const runId = randomUUID()
    const change = { kind: 'set', field: 'status', to: 'dropped' } as const
    const run = { inline: 'enrollments', q: '', values: {}, except: [], change, runId, upTo: ids[49] ?? 0 }
    const back = { kind: 'revert', id: course, inline: 'enrollments', runId, revertId: randomUUID() } as const
    for (const part of [{ kind: 'portion', id: course, run } as const, back]) {
      let changed = 0
      for (let cursor: number | null = 0; cursor !== null; ) {
        const request: BulkRequest = { ...part, saveId: randomUUID(), cursor }
        const asked = [...instances, ...instances]
        const answers: Awaited<ReturnType<typeof bulk>>[] = await Promise.all(
          asked.map((db) => bulk(db, site, 'courses', superuser, request, { most: 20 })),
        )
        const [answer] = answers
        expect(answers).toEqual(asked.map(() => answer))
        if (!answer?.ok || !('changed' in answer)) throw new Error(JSON.stringify(answer))
        changed += answer.changed
        cursor = answer.cursor
      }
      expect(changed).toBe(50)
      await history.expectTables()
    }
    expect(await enrollmentsOf(home.db, course)).toEqual(before)
  })
})
