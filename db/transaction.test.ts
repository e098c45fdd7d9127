import { setTimeout as pause } from 'node:timers/promises'
import { sql } from 'drizzle-orm'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { BusyError, connect, type Database, type Transaction, transaction } from './client'
import { codeOf, isBusy, isLost } from './faults'
import { type TestDatabase, testDatabase } from './testing'

let home: TestDatabase
let one: Database

beforeEach(async () => {
  home = await testDatabase()
  one = connect(home.url, { max: 1, waitMs: 400 })
  await home.db.execute(sql`create table probe (id int primary key, who text)`)
})

afterEach(async () => {
  await one.$client.end({ timeout: 1 })
  await home.drop()
})

const insert = (tx: Transaction | Database, id: number, who = 'test') =>
  tx.execute(sql`insert into probe values (${id}, ${who})`)

const stored = async () => {
  const rows = await home.db.execute<{ id: number }>(sql`select id from probe order by id`)
  return rows.map((row) => row.id)
}

async function endBackendOf(tx: Transaction) {
  const [row] = await tx.execute<{ pid: number }>(sql`select pg_backend_pid() as pid`)
  await home.db.execute(sql`select pg_terminate_backend(${row?.pid}, 5000)`)
}

describe('a transaction whose connection the server ended', () => {
  test('stores nothing of what its work does afterwards', async () => {
    let after: unknown
    const work = transaction(one, async (tx) => {
      await insert(tx, 1)
      await endBackendOf(tx)
      await pause(100)
      await one.execute(sql`select 1`)
      after = await insert(tx, 2).catch((error) => error)
    })
    await expect(work).rejects.toSatisfy(isLost)
    await expect.poll(() => after).toMatchObject({ cause: { name: 'TransactionEndedError' } })
    expect(await stored()).toEqual([])
    await transaction(one, (tx) => insert(tx, 3))
    expect(await stored()).toEqual([3])
  })

  test('stores nothing when it was idle for too long', async () => {
    let after: unknown
    const work = transaction(
      one,
      async (tx) => {
        await insert(tx, 1)
        await pause(400)
        await one.execute(sql`select 1`)
        after = await insert(tx, 2).catch((error) => error)
      },
      { idleMs: 100 },
    )
    await expect(work).rejects.toSatisfy(isLost)
    await expect.poll(() => after).toMatchObject({ cause: { name: 'TransactionEndedError' } })
    expect(await stored()).toEqual([])
  })

  test.each(['resolves', 'throws'])(
    'leaves the next transaction on its connection alone when its work %s',
    async (how) => {
      let finish = () => {}
      const finished = new Promise<void>((done) => {
        finish = done
      })
      const first = transaction(one, async (tx) => {
        await insert(tx, 1)
        await endBackendOf(tx)
        await finished
        if (how === 'throws') throw new Error('too late')
      })
      await expect(first).rejects.toSatisfy(isLost)

      const second = transaction(one, async (tx) => {
        await insert(tx, 2)
        finish()
        await pause(100)
        await insert(tx, 3)
        throw new Error('second thoughts')
      })
      await expect(second).rejects.toThrow('second thoughts')
      expect(await stored()).toEqual([])
    },
  )

  test('leaves the next transaction alone when it ends inside a savepoint', async () => {
    let finish = () => {}
    const finished = new Promise<void>((done) => {
      finish = done
    })
    const first = transaction(one, (tx) =>
      tx.transaction(async (inner) => {
        await insert(inner, 1)
        await endBackendOf(inner)
        await finished
        throw new Error('too late')
      }),
    )
    await expect(first).rejects.toSatisfy(isLost)
    await transaction(one, async (tx) => {
      await insert(tx, 2)
      finish()
      await pause(100)
      await insert(tx, 3)
    })
    expect(await stored()).toEqual([2, 3])
  })

  test('stores nothing when its work goes on after the failed query', async () => {
    let tries = 0
    const work = transaction(one, async (tx) => {
      await insert(tx, 1)
      const cut = tx.execute(sql`select pg_terminate_backend(pg_backend_pid())`)
      await cut.catch(() => {})
      for (; tries < 20; tries++) {
        await insert(tx, 10 + tries).catch(() => {})
        await pause(10)
      }
    })
    await expect(work).rejects.toSatisfy(isLost)
    await one.execute(sql`select 1`)
    await expect.poll(() => tries).toBe(20)
    expect(await stored()).toEqual([])
  })

  test('runs again from its first statement when the caller allows it', async () => {
    let runs = 0
    await transaction(
      one,
      async (tx) => {
        runs += 1
        await insert(tx, runs)
        if (runs < 3) await endBackendOf(tx)
        await insert(tx, 10 + runs)
      },
      { retries: 3 },
    )
    expect(runs).toBe(3)
    expect(await stored()).toEqual([3, 13])
  })
})

test('an error that only looks like a lost connection rolls back and frees the connection at once', async () => {
  const raise = transaction(one, async (tx) => {
    await insert(tx, 1)
    await tx.execute(sql`do $$ begin raise exception 'gone' using errcode = '57P01'; end $$`)
  })
  await expect(raise).rejects.toSatisfy((error) => codeOf(error) === '57P01')
  await transaction(one, (tx) => insert(tx, 2), { lockMs: 100 })
  expect(await stored()).toEqual([2])
})

describe('time limits', () => {
  test('end a statement that takes too long, and the connection stays usable', async () => {
    const slow = transaction(one, (tx) => tx.execute(sql`select pg_sleep(5)`), { statementMs: 100 })
    await expect(slow).rejects.toSatisfy((error) => codeOf(error) === '57014')
    await transaction(one, (tx) => insert(tx, 1))
    expect(await stored()).toEqual([1])
  })

  test('are shorter for a statement of its own than for one of a transaction', async () => {
    const limitOf = async (db: Database | Transaction) => {
      const [row] = await db.execute<{ statement_timeout: string }>(sql`show statement_timeout`)
      return row?.statement_timeout
    }
    expect(await limitOf(one)).toBe('5s')
    expect(await transaction(one, limitOf)).toBe('30s')
    expect(await limitOf(one)).toBe('5s')
  })

  test('end the wait for a row that another transaction holds', async () => {
    await insert(home.db, 1)
    await transaction(home.db, async (holder) => {
      await holder.execute(sql`select * from probe for update`)
      const waiter = transaction(one, (tx) => tx.execute(sql`update probe set who = 'me'`), { lockMs: 100 })
      await expect(waiter).rejects.toSatisfy((error) => codeOf(error) === '55P03')
    })
  })
})

describe('a pool in use', () => {
  test.each<[string, () => PromiseLike<unknown>]>([
    ['transaction', () => transaction(one, (tx) => insert(tx, 1))],
    ['read', () => one.execute(sql`select 1`)],
  ])('answers a %s with "busy" in time, runs nothing of it later, and recovers', async (_, attempt) => {
    let release = () => {}
    const released = new Promise<void>((done) => {
      release = done
    })
    const holder = transaction(one, async (tx) => {
      await insert(tx, 100)
      await released
    })
    const attempts = await Promise.allSettled([attempt(), attempt(), attempt()])
    expect(attempts.map((it) => it.status === 'rejected' && isBusy(it.reason))).toEqual([true, true, true])
    release()
    await holder
    for (let id = 2; id < 6; id++) await transaction(one, (tx) => insert(tx, id))
    expect(await stored()).toEqual([2, 3, 4, 5, 100])
  })

  test('hands a place on in the order of asking', async () => {
    const ids = Array.from({ length: 20 }, (_, index) => index)
    const order: number[] = []
    await Promise.all(
      ids.map((id) =>
        transaction(one, async (tx) => {
          await insert(tx, id)
          order.push(id)
        }),
      ),
    )
    expect(order).toEqual(ids)
  })

  test('throws a BusyError that is no other error', async () => {
    const busy = transaction(one, () => transaction(one, async () => 1))
    await expect(busy).rejects.toBeInstanceOf(BusyError)
  })
})

describe('retries', () => {
  test('end a deadlock well for both', async () => {
    await insert(home.db, 1)
    await insert(home.db, 2)
    const both = [0, 0]
    let holding = 0
    let meet = () => {}
    const met = new Promise<void>((done) => {
      meet = done
    })
    const touch = (index: number, first: number, second: number) =>
      transaction(
        home.db,
        async (tx) => {
          both[index] = (both[index] ?? 0) + 1
          await tx.execute(sql`update probe set who = who || ${index} where id = ${first}`)
          // Each holds the one row before it wants the other's.
          holding += 1
          if (holding === 2) meet()
          await met
          await tx.execute(sql`update probe set who = who || ${index} where id = ${second}`)
        },
        { retries: 3 },
      )
    await Promise.all([touch(0, 1, 2), touch(1, 2, 1)])
    expect((both[0] ?? 0) + (both[1] ?? 0)).toBeGreaterThan(2)
    const rows = await home.db.execute<{ who: string }>(sql`select who from probe`)
    expect(rows.map((row) => row.who.length)).toEqual([6, 6])
  })

  test('are not made for work that may run only once, nor for an error that stays', async () => {
    let runs = 0
    const conflict = (retries: number) =>
      transaction(
        one,
        async (tx) => {
          runs += 1
          await tx.execute(sql`do $$ begin raise exception 'again' using errcode = ${sql.raw("'40001'")}; end $$`)
        },
        { retries },
      )
    await expect(conflict(0)).rejects.toSatisfy((error) => codeOf(error) === '40001')
    expect(runs).toBe(1)
    await expect(conflict(2)).rejects.toSatisfy((error) => codeOf(error) === '40001')
    expect(runs).toBe(4)
    const twice = transaction(one, async (tx) => {
      runs += 1
      await insert(tx, 1)
      await insert(tx, 1)
    })
    await expect(twice).rejects.toSatisfy((error) => codeOf(error) === '23505')
    expect(runs).toBe(5)
  })
})
