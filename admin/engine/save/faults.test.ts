import { sql } from 'drizzle-orm'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import site from '@/admin/site'
import { type ConnectOptions, type Database, transaction } from '@/db/client'
import { type TestDatabase, testDatabase } from '@/db/testing'
import { withPool } from '@/db/testing-pool'
import { testProxy } from '@/db/testing-proxy'
import type { Batch, SaveResult } from '../batch'
import {
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

let home: TestDatabase
beforeAll(async () => {
  home = await testDatabase()
  await addUsers(home.db)
})
afterAll(() => home?.drop())

const using = <T>(options: ConnectOptions & { url?: string }, work: (db: Database) => Promise<T>) =>
  withPool({ url: home.url, ...options }, work)

/** A course with rows, and a save that changes, exchanges, adds and deletes. */
async function situation() {
  const { db } = home
  const course = await addCourse(db, 'Before')
  const students = await addStudents(db, 6)
  const ids = await enroll(db, course, students.slice(0, 4))
  const [a = 0, b = 0, c = 0, d = 0] = ids
  const batch = batchOf({
    record: { title: ['Before', 'After'] },
    inlines: {
      enrollments: {
        update: [
          change(a, { studentId: [students[0] ?? 0, students[1] ?? 0] }),
          change(b, { studentId: [students[1] ?? 0, students[0] ?? 0] }),
          change(c, { status: ['active', 'completed'] }),
        ],
        delete: [deletion(d, { status: 'active' })],
        create: [newRow({ studentId: students[4] ?? 0 }), newRow({ studentId: students[5] ?? 0 })],
      },
    },
  })
  const untouched = await enrollmentsOf(db, course)
  const history = await replayFrom(db, ['courses', 'students', 'enrollments'])
  return {
    course,
    batch,
    /** Expects all of the save or nothing of it, and says which. */
    async isSaved(): Promise<boolean> {
      await history.expectTables()
      const entries = await db.execute(sql`select 1 from history where save_id = ${batch.saveId}::uuid`)
      const rows = await enrollmentsOf(db, course)
      if (entries.length === 0) expect(rows).toEqual(untouched)
      else {
        expect(entries).toHaveLength(7)
        expect(rows.map(({ id, status }) => [ids.includes(id), status])).toEqual([
          [true, 'active'],
          [true, 'active'],
          [true, 'completed'],
          [false, 'active'],
          [false, 'active'],
        ])
      }
      return entries.length > 0
    },
  }
}

const send = (db: Database, course: number, batch: Batch, faults?: string[]): Promise<SaveResult> =>
  save(db, site, 'courses', superuser, course, batch, { onFault: (code) => faults?.push(code) })

async function endBackends(name: string): Promise<void> {
  await home.db.execute(
    sql`select pg_terminate_backend(pid, 5000) from pg_stat_activity where application_name = ${name}`,
  )
}

describe('a connection that the server ends', () => {
  test('at any statement of a save: all of it is stored once, or nothing is', async () => {
    for (let point = 1; point <= 12; point++) {
      const { course, batch, isSaved } = await situation()
      let sent = 0
      let ended: Promise<void> | undefined
      const onStatement = () => {
        sent += 1
        if (sent === point) ended = endBackends('victim')
      }
      await using({ name: 'victim', onStatement }, async (db) => {
        const result = await send(db, course, batch)
        await ended
        expect(result).toMatchObject({ ok: true })
        expect(await isSaved()).toBe(true)
        expect(await send(db, course, batch)).toEqual(result)
        expect(await isSaved()).toBe(true)
      })
    }
  })

  test('because the transaction was idle for too long: it is tried again, and nothing is stored by halves', async () => {
    const { course, batch, isSaved } = await situation()
    let stalls = 0
    const onStatement = (text: string) => {
      // Another request keeps this process busy while the save waits for its turn.
      if (stalls < 2 && text.includes('"enrollments"')) {
        stalls += 1
        Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 400)
      }
    }
    await using({ limits: { idleMs: 100 }, onStatement }, async (db) => {
      expect(await send(db, course, batch)).toMatchObject({ ok: true })
    })
    expect(stalls).toBe(2)
    expect(await isSaved()).toBe(true)
  })

  test('every time: the save fails in words, nothing is stored, and the same save succeeds later', async () => {
    const { course, batch, isSaved } = await situation()
    const faults: string[] = []
    await using({}, async (db) => {
      await withTrigger(sql`perform pg_terminate_backend(pg_backend_pid());`, async () => {
        expect(await send(db, course, batch, faults)).toEqual({
          ok: false,
          kind: 'failed',
          message: 'The database could not be reached. Try again in a moment.',
        })
      })
      expect(faults).toHaveLength(1)
      expect(await isSaved()).toBe(false)
      expect(await send(db, course, batch)).toMatchObject({ ok: true })
      expect(await isSaved()).toBe(true)
    })
  })
})

describe('an answer that is lost', () => {
  test('between commit and answer: the save id tells that it was saved', async () => {
    const proxy = await testProxy(home.url)
    try {
      const { course, batch, isSaved } = await situation()
      await using({ url: proxy.url }, async (db) => {
        proxy.cutAfterCommit(1)
        const result = await send(db, course, batch)
        expect(proxy.cuts).toBe(1)
        expect(result).toMatchObject({
          ok: true,
          saved: { counts: { changed: 3, created: 2, deleted: 1, record: true } },
        })
        expect(await isSaved()).toBe(true)
        expect(await send(home.db, course, batch)).toEqual(result)
      })
    } finally {
      await proxy.close()
    }
  })

  test('again and again: the browser is told to try again, and its second try is answered as the first', async () => {
    const proxy = await testProxy(home.url)
    try {
      const { course, batch, isSaved } = await situation()
      await using({ url: proxy.url }, async (db) => {
        proxy.cutAfterCommit(1_000)
        expect(await send(db, course, batch)).toMatchObject({ ok: false, kind: 'failed' })
        expect(await isSaved()).toBe(true)
        proxy.cutAfterCommit(0)
        expect(await send(db, course, batch)).toMatchObject({ ok: true, saved: { counts: { created: 2 } } })
        expect(await isSaved()).toBe(true)
      })
    } finally {
      await proxy.close()
    }
  })

  test('of a new record: it is made once', async () => {
    const proxy = await testProxy(home.url)
    try {
      const courses = await countRows(home.db, 'courses')
      await using({ url: proxy.url }, async (db) => {
        proxy.cutAfterCommit(1)
        const batch = batchOf({ record: { title: [null, 'New'] } })
        const result = await save(db, site, 'courses', superuser, null, batch)
        expect(result).toMatchObject({ ok: true, saved: { title: 'New' } })
      })
      expect(await countRows(home.db, 'courses')).toBe(courses + 1)
    } finally {
      await proxy.close()
    }
  })
})

describe('a database that is busy', () => {
  test('no connection is free: said at once, and gone when one is', async () => {
    const { course, batch, isSaved } = await situation()
    await using({ max: 1, waitMs: 200 }, async (db) => {
      const faults: string[] = []
      await transaction(db, async () => {
        expect(await send(db, course, batch, faults)).toEqual({
          ok: false,
          kind: 'busy',
          message: 'The database is busy. Try again in a moment.',
        })
      })
      expect(faults).toEqual(['busy'])
      expect(await isSaved()).toBe(false)
      expect(await send(db, course, batch)).toMatchObject({ ok: true })
    })
  })

  test('the record is locked for longer than a save waits', async () => {
    const { course, batch, isSaved } = await situation()
    await using({ limits: { lockMs: 100 } }, async (db) => {
      await transaction(home.db, async (tx) => {
        await tx.execute(sql`select 1 from courses where id = ${course}::bigint for update`)
        expect(await send(db, course, batch)).toMatchObject({ ok: false, kind: 'busy' })
      })
      expect(await isSaved()).toBe(false)
      expect(await send(db, course, batch)).toMatchObject({ ok: true })
    })
  })

  test('a statement is cancelled because it is slow, and the connection goes on', async () => {
    const { course, batch, isSaved } = await situation()
    await withTrigger(sql`perform pg_sleep(5);`, async () => {
      await using({ max: 1, limits: { statementMs: 100 } }, async (db) => {
        expect(await send(db, course, batch)).toMatchObject({ ok: false, kind: 'busy' })
        const [row] = await db.execute(sql`select 1 as one`)
        expect(row).toEqual({ one: 1 })
      })
    })
    expect(await isSaved()).toBe(false)
    expect(await send(home.db, course, batch)).toMatchObject({ ok: true })
  })
})

describe('transactions in each other’s way', () => {
  test.each(['40001', '40P01'])('%s is tried again, three times', async (code) => {
    const { course, batch, isSaved } = await situation()
    await home.db.execute(sql`create sequence fails`)
    const fail = sql`if nextval('fails') <= 3 then raise exception 'forced' using errcode = ${sql.raw(`'${code}'`)}; end if;`
    await withTrigger(fail, async () => {
      expect(await send(home.db, course, batch)).toMatchObject({ ok: true })
    })
    await home.db.execute(sql`drop sequence fails`)
    expect(await isSaved()).toBe(true)
  })

  test('every time: busy, and nothing is stored', async () => {
    const { course, batch, isSaved } = await situation()
    await withTrigger(sql`raise exception 'forced' using errcode = '40001';`, async () => {
      expect(await send(home.db, course, batch)).toMatchObject({ ok: false, kind: 'busy' })
    })
    expect(await isSaved()).toBe(false)
  })
})

describe('a database that cannot write', () => {
  test.each(['25006', '53100', '58030'])('%s fails in words, without the words of the database', async (code) => {
    const { course, batch, isSaved } = await situation()
    const faults: string[] = []
    await withTrigger(sql`raise exception 'secret' using errcode = ${sql.raw(`'${code}'`)};`, async () => {
      const result = await send(home.db, course, batch, faults)
      expect(result).toMatchObject({ ok: false, kind: 'failed' })
      expect(JSON.stringify(result)).not.toContain('secret')
    })
    expect(faults).toEqual([code])
    expect(await isSaved()).toBe(false)
  })

  test('a fault of the program is thrown, and nothing is stored', async () => {
    const { course, batch, isSaved } = await situation()
    await withTrigger(sql`raise exception 'wrong' using errcode = '42P01';`, async () => {
      await expect(send(home.db, course, batch)).rejects.toMatchObject({ cause: { code: '42P01' } })
    })
    expect(await isSaved()).toBe(false)
    expect(await send(home.db, course, batch)).toMatchObject({ ok: true })
  })
})

/** Runs `work` while every write of an enrollment first does `body`. */
async function withTrigger(body: ReturnType<typeof sql>, work: () => Promise<void>): Promise<void> {
  await home.db.execute(
    sql`create function fault() returns trigger language plpgsql as $$ begin ${body} return coalesce(new, old); end $$`,
  )
  await home.db.execute(
    sql`create trigger fault before insert or update or delete on enrollments for each row execute function fault()`,
  )
  try {
    await work()
  } finally {
    await home.db.execute(sql`drop trigger fault on enrollments`)
    await home.db.execute(sql`drop function fault()`)
  }
}
