import { sql } from 'drizzle-orm'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { connect, transaction } from './client'
import { tags } from './schema/articles'
import { type TestDatabase, testDatabase } from './testing'

let home: TestDatabase

beforeAll(async () => {
  home = await testDatabase()
})
afterAll(() => home.drop())

test('a read survives the end of every connection, idle or at work', async () => {
  const db = connect(home.url, { max: 3, name: 'reader' })
  const endAll = () =>
    home.db.execute(sql`select pg_terminate_backend(pid) from pg_stat_activity where application_name = 'reader'`)
  await Promise.all([1, 2, 3].map(() => db.execute(sql`select 1`)))
  const slow = [1, 2, 3].map((id) => db.execute(sql`select ${id}::int as id, pg_sleep(0.4)`))
  await new Promise((done) => setTimeout(done, 150))
  await endAll()
  expect((await Promise.all(slow)).map((rows) => rows[0]?.id)).toEqual([1, 2, 3])
  await endAll()
  for (let id = 0; id < 6; id++) expect(await db.select().from(tags)).toEqual([])
  await db.$client.end()
})

test('a write outside a transaction is never sent twice', async () => {
  const db = connect(home.url, { max: 1 })
  const write = db.execute(
    sql`with note as (insert into tags (name) values ('once')) select pg_terminate_backend(pg_backend_pid())`,
  )
  await expect(write).rejects.toThrow()
  expect(await db.select().from(tags)).toEqual([])
  await db.$client.end()
})

test('an error carries no value of its query, in its message or beside it', async () => {
  const db = connect(home.url, { max: 1 })
  const secret = 'what the user typed'
  const print = async (work: PromiseLike<unknown>) => {
    const { inspect } = await import('node:util')
    return Promise.resolve(work).then(
      () => 'no error',
      (error) => inspect(error, { depth: 5 }),
    )
  }
  const alone = await print(db.execute(sql`select ${secret}::text, 1 / 0`))
  const inside = await print(transaction(db, (tx) => tx.execute(sql`select ${secret}::text, 1 / 0`)))
  for (const text of [alone, inside]) {
    expect(text).toContain('22012')
    expect(text).not.toContain(secret)
  }
  await db.$client.end()
})

test('every statement is counted, those of a transaction with its begin, limits and end', async () => {
  const sent: string[] = []
  const db = connect(home.url, { max: 1, onStatement: (text) => sent.push(text) })
  await db.select().from(tags)
  expect(sent).toHaveLength(1)
  sent.length = 0
  await transaction(db, async (tx) => {
    await tx.execute(sql`select 1`)
    await tx.execute(sql`select 2`)
  })
  expect(sent.map((text) => text.split(' ')[0])).toEqual(['begin', 'set', 'select', 'select', 'commit'])
  await db.$client.end()
})

test.each([true, false])('values come back the same with prepared statements %s', async (prepare) => {
  const db = connect(home.url, { max: 1, prepare })
  const values = { yes: true, no: false, text: "it's", big: '9007199254740993', nothing: null }
  for (let round = 0; round < 3; round++) {
    const [row] = await db.execute(
      sql`select ${values.yes}::bool as yes, ${values.no}::bool as no, ${values.text}::text as text, ${values.big}::int8 as big, ${values.nothing}::text as nothing`,
    )
    expect(row).toEqual(values)
  }
  const [plans] =
    await db.$client`select count(*)::int as n from pg_prepared_statements where statement like '%::int8 as big%' and statement not like '%pg_prepared%'`
  expect(plans?.n).toBe(prepare ? 1 : 0)
  await db.$client.end()
})

test('arrays come and go as arrays', async () => {
  const db = connect(home.url, { max: 1 })
  const [row] = await db.$client`
    select ${['a, b', '"c"', '']}::text[] as texts, ${[1, -2]}::int[] as numbers, '{9007199254740993}'::bigint[] as big,
      '{t,f}'::boolean[] as booleans, '{}'::text[] as nothing, array['x'::name] as names`
  expect(row).toEqual({
    texts: ['a, b', '"c"', ''],
    numbers: [1, -2],
    big: ['9007199254740993'],
    booleans: [true, false],
    nothing: [],
    names: ['x'],
  })
  await db.$client.end()
})
