import { sql } from 'drizzle-orm'
import {
  bigserial,
  boolean,
  char,
  date,
  doublePrecision,
  integer,
  numeric,
  pgTable,
  timestamp,
  uuid,
} from 'drizzle-orm/pg-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type TestDatabase, testDatabase } from '@/db/testing'
import { cellSql } from './cell-sql'
import { columnsOf } from './columns'
import { checkValue, type Field, type FieldKind } from './form'
import { kindOf, rangeOf } from './kinds'

const samples = pgTable('samples', {
  id: bigserial('id', { mode: 'number' }).primaryKey(),
  price: numeric('price', { precision: 8, scale: 2 }),
  ratio: doublePrecision('ratio'),
  day: date('day'),
  at: timestamp('at', { withTimezone: true, mode: 'string' }),
  local: timestamp('local', { mode: 'string' }),
  seats: integer('seats'),
  open: boolean('open'),
  code: char('code', { length: 3 }),
  key: uuid('key'),
})

let database: TestDatabase

beforeAll(async () => {
  database = await testDatabase()
  await database.db.execute(sql`create table samples (id bigserial primary key, price numeric(8,2), ratio float8, day date,
    at timestamptz, local timestamp, seats integer, open boolean, code char(3), key uuid)`)
  await database.db.execute(sql`insert into samples (price, ratio, day, at, local, seats, open, code, key) values
    (12.50, 0.1, '2026-02-03', '2026-02-03 04:05:06.7+02', '2026-02-03 04:05:06', 7, false, 'abc', '3f1b6e0a-9d2c-4c57-8a51-0a4f1c2d3e4f'),
    (null, null, null, null, null, null, null, null, null)`)
})
afterAll(() => database.drop())

async function cells(id: number): Promise<unknown> {
  const values = Object.values(columnsOf(samples)).map((column) => cellSql(column))
  const [row] = await database.db.execute(
    sql`select json_build_array(${sql.join(values, sql`, `)}) as cells from ${samples} where ${samples.id} = ${id}`,
  )
  return row?.cells
}

test('every kind of column crosses in one form, exactly', async () => {
  const key = '3f1b6e0a-9d2c-4c57-8a51-0a4f1c2d3e4f'
  const [at, local] = ['2026-02-03T02:05:06.7+00:00', '2026-02-03T04:05:06+00:00']
  expect(await cells(1)).toEqual([1, '12.50', '0.1', '2026-02-03', at, local, 7, false, 'abc', key])
  expect(await cells(2)).toEqual([2, null, null, null, null, null, null, null, null, null])
})

test('what crosses is a value that the form accepts', async () => {
  const stored = await cells(1)
  const values: unknown[] = Array.isArray(stored) ? stored : []
  for (const [at, [name, column]] of Object.entries(columnsOf(samples)).entries()) {
    const kind = kindOf(column)
    if (!kind || kind === 'choice') throw new Error(`${name} has no kind`)
    const asked: FieldKind = kind === 'integer' ? { kind, ...rangeOf(column) } : { kind }
    const field: Field = { name, label: name, required: true, readOnly: false, ...asked }
    expect(checkValue(field, values[at])).toEqual({ ok: true, value: values[at] })
  }
})
