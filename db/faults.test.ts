import { setTimeout as pause } from 'node:timers/promises'
import { sql } from 'drizzle-orm'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { connect, type Database, transaction } from './client'
import { isBusy, isLost } from './faults'
import { databaseAnswers } from './health'
import { migrate } from './migrate'
import { type TestServer, testServer } from './testing'
import { hasPgBouncer, startPgBouncer } from './testing-pgbouncer'
import { testProxy } from './testing-proxy'

let server: TestServer

beforeAll(async () => {
  server = await testServer()
  await server.db.execute(sql`create table probe (id int primary key, step int not null default 0)`)
})
afterAll(() => server.stop())

const count = async () => (await server.db.execute<{ n: number }>(sql`select count(*)::int as n from probe`))[0]?.n

/** Writes two rows or none, in two statements. */
const writePair = (db: Database, id: number, retries = 0) =>
  transaction(
    db,
    async (tx) => {
      await tx.execute(sql`insert into probe values (${id}, 1) on conflict (id) do nothing`)
      await pause(5)
      await tx.execute(sql`insert into probe values (${-id}, 2) on conflict (id) do nothing`)
    },
    { retries },
  )

test.each(['fast', 'immediate'] as const)(
  'nothing is written by halves while the server restarts (%s)',
  async (mode) => {
    await server.db.execute(sql`truncate probe`)
    const db = connect(server.url, { max: 4 })
    let restarting = true
    const outcomes: string[] = []
    const writers = [1, 2, 3, 4].map(async (writer) => {
      for (let round = 1; restarting || round < 5; round++) {
        const id = writer * 1_000_000 + round
        await writePair(db, id, 3).then(
          () => outcomes.push('written'),
          (error) => outcomes.push(isLost(error) || isBusy(error) ? 'lost' : String(error)),
        )
      }
    })
    for (let round = 0; round < 3; round++) {
      await pause(150 + 70 * round)
      await server.restart(mode)
    }
    restarting = false
    await Promise.all(writers)

    expect(outcomes.filter((it) => it !== 'written' && it !== 'lost')).toEqual([])
    const halves = await server.db.execute(
      sql`select id from probe one where not exists (select from probe where id = -one.id)`,
    )
    expect(halves).toEqual([])
    expect(await count()).toBeGreaterThanOrEqual(2 * outcomes.filter((it) => it === 'written').length)
    await writePair(db, 9_999_999)
    await db.$client.end()
  },
)

test('a commit whose answer was cut off is reported as lost, and runs again where the work allows it', async () => {
  await server.db.execute(sql`truncate probe`)
  const proxy = await testProxy(server.url)
  const db = connect(proxy.url, { max: 1 })
  await writePair(db, 1)
  proxy.cutAfterCommit()
  await expect(writePair(db, 2)).rejects.toSatisfy(isLost)
  expect(await count()).toBe(4)
  proxy.cutAfterCommit(2)
  await writePair(db, 3, 3)
  expect(proxy.cuts).toBe(3)
  expect(await count()).toBe(6)
  await db.$client.end()
  await proxy.close()
})

test('an application whose database was away works again without a restart', async () => {
  const proxy = await testProxy(server.url)
  const db = connect(proxy.url, { max: 2 })
  expect(await db.execute(sql`select 1 as one`)).toMatchObject([{ one: 1 }])
  proxy.refuse(true)
  proxy.cutAll()
  const away = await Promise.allSettled([db.execute(sql`select 1`), writePair(db, 50), db.execute(sql`select 2`)])
  expect(away.map((it) => it.status)).toEqual(['rejected', 'rejected', 'rejected'])
  proxy.refuse(false)
  await writePair(db, 51)
  expect(await db.execute(sql`select 1 as one`)).toMatchObject([{ one: 1 }])
  await db.$client.end()
  await proxy.close()
})

test('a server that went silent gives a clear error, and its return is noticed', async () => {
  const proxy = await testProxy(server.url)
  const db = connect(proxy.url, { max: 1, waitMs: 300 })
  await writePair(db, 60)
  proxy.hold(true)
  const stuck = writePair(db, 61).catch((error) => error)
  await expect(writePair(db, 62)).rejects.toSatisfy(isBusy)
  proxy.hold(false)
  await stuck
  await writePair(db, 63)
  await db.$client.end()
  await proxy.close()
})

test('health says whether the database answers, also beside a busy pool', async () => {
  const proxy = await testProxy(server.url)
  expect(await databaseAnswers(proxy.url)).toBe(true)
  proxy.hold(true)
  expect(await databaseAnswers(proxy.url)).toBe(false)
  proxy.hold(false)
  await expect.poll(() => databaseAnswers(proxy.url)).toBe(true)
  await proxy.close()
})

test('two instances that migrate an empty database together both find it migrated', async () => {
  await server.db.execute(sql`drop database if exists together`)
  await server.db.execute(sql`create database together`)
  const url = new URL(server.url)
  url.pathname = '/together'
  await Promise.all([migrate(url.href), migrate(url.href), migrate(url.href)])
  const db = connect(url.href, { max: 1 })
  const applied = await db.execute<{ times: number }>(
    sql`select count(*)::int as times from drizzle.__drizzle_migrations group by hash`,
  )
  expect(applied.length).toBeGreaterThan(0)
  expect(applied.every((row) => row.times === 1)).toBe(true)
  await db.$client.end()
})

test.skipIf(!hasPgBouncer())(
  'transactions, reads and migrations work through PgBouncer in transaction mode',
  async () => {
    const bouncer = await startPgBouncer(server.url, 2)
    const url = bouncer.urlOf(server.url)
    await migrate(url)
    const db = connect(url, { max: 8 })
    await server.db.execute(sql`truncate probe`)
    await Promise.all(Array.from({ length: 40 }, (_, index) => writePair(db, index + 1)))
    expect(await count()).toBe(80)
    const slow = transaction(db, (tx) => tx.execute(sql`select pg_sleep(5)`), { statementMs: 100 })
    await expect(slow).rejects.toMatchObject({ cause: { code: '57014' } })
    const [limit] = await db.execute(sql`show statement_timeout`)
    expect(limit).toEqual({ statement_timeout: '0' })
    await db.$client.end()
    await bouncer.stop()
  },
)
