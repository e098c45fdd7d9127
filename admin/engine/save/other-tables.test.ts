import { sql } from 'drizzle-orm'
import {
  type AnyPgColumn,
  bigint,
  bigserial,
  boolean,
  check,
  date,
  numeric,
  pgTable,
  text,
  timestamp,
  unique,
  uniqueIndex,
  varchar,
} from 'drizzle-orm/pg-core'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { type TestDatabase, testDatabase } from '@/db/testing'
import { inline, model } from '../define'
import { remove } from '../remove'
import { site as siteOf } from '../site'
import { addUsers, batchOf, change, deletion, newRow, superuser } from './fixtures'
import { save } from './save'
import { replayFrom } from './testing-replay'

const id = () => bigserial('id', { mode: 'number' }).primaryKey()
const reference = (name: string) => bigint(name, { mode: 'number' })

const boxes = pgTable('boxes', { id: id(), name: varchar('name', { length: 20 }).notNull() })

/** Rows that others refer to, with a unique code, columns of every kind, and a default that the code makes. */
const things = pgTable(
  'things',
  {
    id: id(),
    boxId: reference('box_id')
      .notNull()
      .references(() => boxes.id, { onDelete: 'cascade' }),
    code: varchar('code', { length: 20 }),
    nextId: reference('next_id').references((): AnyPgColumn => things.id, { onDelete: 'set null' }),
    price: numeric('price', { precision: 8, scale: 2 }),
    day: date('day', { mode: 'string' }),
    moment: timestamp('moment', { withTimezone: true, mode: 'string' }),
    open: boolean('open').notNull(),
    note: text('note').notNull().default(''),
    token: text('token')
      .notNull()
      .$defaultFn(() => crypto.randomUUID()),
  },
  (table) => [
    unique('things_code_key').on(table.boxId, table.code),
    uniqueIndex('things_note_key').on(table.note).where(sql`${table.note} <> ''`),
    check('things_price_range', sql`${table.price} >= 0`),
  ],
)

const labels = pgTable('labels', {
  id: id(),
  thingId: reference('thing_id')
    .notNull()
    .references(() => things.id, { onDelete: 'cascade' }),
  text: varchar('text', { length: 20 }).notNull(),
})

const locks = pgTable('locks', {
  id: id(),
  thingId: reference('thing_id')
    .notNull()
    .references(() => things.id, { onDelete: 'restrict' }),
})

const fields = ['code', 'nextId', 'price', 'day', 'moment', 'open', 'note'] as const
const site = siteOf({
  boxes: model(boxes, {
    title: 'name',
    list: { columns: ['name'] },
    fields: ['name'],
    inlines: [inline(things, { parent: 'boxId', fields })],
  }),
  things: model(things, { title: '{code}', list: { columns: ['code'] }, fields: ['boxId', ...fields] }),
  labels: model(labels, { title: 'text', list: { columns: ['text'] }, fields: ['thingId', 'text'] }),
  locks: model(locks, { title: '{thingId}', list: { columns: ['thingId'] }, fields: ['thingId'] }),
})

let database: TestDatabase
let box: number
let ids: number[]

beforeAll(async () => {
  database = await testDatabase()
  await addUsers(database.db)
  await database.db.execute(sql`
    create table boxes (id bigserial primary key, name varchar(20) not null);
    create table things (
      id bigserial primary key, box_id bigint not null references boxes on delete cascade, code varchar(20),
      next_id bigint references things on delete set null, price numeric(8, 2) constraint things_price_range check (price >= 0),
      day date, moment timestamptz, open boolean not null, note text not null default '', token text not null,
      constraint things_code_key unique (box_id, code));
    create unique index things_note_key on things (note) where note <> '';
    create table labels (id bigserial primary key, thing_id bigint not null references things on delete cascade, text varchar(20) not null);
    create table locks (id bigserial primary key, thing_id bigint not null references things on delete restrict)`)
})
afterAll(() => database?.drop())
beforeEach(async () => {
  const [made] = await database.db.execute<{ box: string; ids: number[] }>(sql`
    with b as (insert into boxes (name) values ('Box') returning id),
    t as (insert into things (box_id, code, open, token, price, day, moment)
      select b.id, 'c' || n, true, 't', 1.50, '2026-01-02', '2026-01-02 03:04:05.678901+00' from b, generate_series(1, 4) n returning id)
    select (select id from b) as box, (select json_agg(id order by id) from t) as ids`)
  box = Number(made?.box)
  ids = made?.ids ?? []
})

type Rows = NonNullable<Parameters<typeof batchOf>[0]['inlines']>[string]
const saveThings = (rows: Rows) =>
  save(database.db, site, 'boxes', superuser, box, batchOf({ inlines: { things: rows } }))
const thing = (place: number) => ids[place] ?? 0
const recode = (place: number, from: string, to: string | null) => change(thing(place), { code: [from, to] })
const codes = async () =>
  (
    await database.db.execute<{ code: string }>(sql`select code from things where box_id = ${box}::bigint order by id`)
  ).map(({ code }) => code)

describe('rows that others refer to', () => {
  test('a chain of unique values is written in order, and what refers to them stays', async () => {
    const { db } = database
    await db.execute(sql`insert into labels (thing_id, text) select id, 'x' from things where box_id = ${box}::bigint`)
    const history = await replayFrom(db, ['things', 'labels'])
    const update = [recode(0, 'c1', 'c2'), recode(1, 'c2', 'c3'), recode(2, 'c3', 'c4'), recode(3, 'c4', 'c5')]
    expect(await saveThings({ update })).toMatchObject({ ok: true, saved: { counts: { changed: 4 } } })
    expect(await codes()).toEqual(['c2', 'c3', 'c4', 'c5'])
    const [labelled] = await db.execute(
      sql`select count(*)::int as count from labels where thing_id = any(array(select id from things where box_id = ${box}::bigint))`,
    )
    expect(labelled).toEqual({ count: 4 })
    await history.expectTables()
  })

  test('an exchange is refused in words, at its rows', async () => {
    const update = [recode(0, 'c1', 'c2'), recode(1, 'c2', 'c1'), recode(2, 'c3', 'c9')]
    const message = 'Things that others refer to cannot exchange values in one save; change them one after another'
    expect(await saveThings({ update })).toEqual({
      ok: false,
      kind: 'problems',
      problems: [
        { inline: 'things', row: String(thing(0)), message },
        { inline: 'things', row: String(thing(1)), message },
      ],
    })
    expect(await codes()).toEqual(['c1', 'c2', 'c3', 'c4'])
  })

  test('a value that is left blank by one row is free for another', async () => {
    expect(await saveThings({ update: [recode(0, 'c1', 'c2'), recode(1, 'c2', null)] })).toMatchObject({ ok: true })
    expect(await codes()).toEqual(['c2', null, 'c3', 'c4'])
  })

  test('what goes with a deleted row, and what it is taken from, is in the history', async () => {
    const { db } = database
    await db.execute(sql`insert into labels (thing_id, text) values (${thing(0)}::bigint, 'gone')`)
    await db.execute(sql`update things set next_id = ${thing(0)}::bigint where id = ${thing(1)}::bigint`)
    const history = await replayFrom(db, ['things', 'labels'])
    expect(await saveThings({ delete: [deletion(thing(0))] })).toMatchObject({ ok: true })
    await history.expectTables()
  })

  test('a row that another record protects is not deleted, and is told', async () => {
    const { db } = database
    await db.execute(sql`insert into locks (thing_id) values (${thing(1)}::bigint)`)
    expect(await saveThings({ delete: ids.map((each) => deletion(each)) })).toEqual({
      ok: false,
      kind: 'problems',
      problems: [{ inline: 'things', row: String(thing(1)), message: 'Cannot be deleted, because locks refer to it' }],
    })
    expect(await remove(db, site, 'boxes', superuser, [box], crypto.randomUUID())).toMatchObject({ kind: 'blocked' })
    expect(await codes()).toHaveLength(4)
  })

  test('records that refer to each other go together', async () => {
    const { db } = database
    await db.execute(sql`update things set next_id = ${thing(0)}::bigint where box_id = ${box}::bigint`)
    const history = await replayFrom(db, ['boxes', 'things', 'labels'])
    expect(await remove(db, site, 'boxes', superuser, [box], crypto.randomUUID())).toMatchObject({
      counts: [{ model: 'things', count: 4 }],
    })
    await history.expectTables()
  })
})

describe('columns of every kind', () => {
  test('are written, compared and answered as they were sent', async () => {
    const { db } = database
    const history = await replayFrom(db, ['things'])
    const moment = '2026-03-04T05:06:07.123456+02:00'
    const row = newRow({ code: 'new', price: '12.30', day: '2026-12-31', moment, open: true, nextId: thing(0) })
    const changes = {
      price: ['1.5', '2.75'],
      day: ['2026-01-02', '2027-01-01'],
      moment: ['2026-01-02T04:04:05.678901+01:00', null],
      open: [true, false],
      note: [null, 'noted'],
    } as const
    const result = await saveThings({ create: [row], update: [change(thing(0), changes), recode(1, 'c2', 'c20')] })
    if (!result.ok) throw new Error(JSON.stringify(result))
    const answer = result.saved.inlines.things
    expect(answer?.created[row.key]?.slice(1)).toEqual([
      'new',
      [thing(0), 'c1'],
      '12.30',
      '2026-12-31',
      '2026-03-04T03:06:07.123456+00:00',
      true,
      '',
    ])
    expect(answer?.updated).toEqual([
      [thing(0), 'c1', null, '2.75', '2027-01-01', null, false, 'noted'],
      [thing(1), 'c20', null, '1.50', '2026-01-02', '2026-01-02T03:04:05.678901+00:00', true, ''],
    ])
    await history.expectTables()
  })

  test('a blank yes/no is no, and what the code fills in differs from row to row', async () => {
    const { db } = database
    expect(await saveThings({ create: [newRow({ code: 'x' }), newRow({ code: 'y', open: null })] })).toMatchObject({
      ok: true,
    })
    const rows = await db.execute<{ open: boolean; token: string }>(
      sql`select open, token from things where box_id = ${box}::bigint and code in ('x', 'y')`,
    )
    expect(rows.map(({ open }) => open)).toEqual([false, false])
    expect(new Set(rows.map(({ token }) => token)).size).toBe(2)
  })

  test.each([
    ['price', '1234567.00', 'At most 6 digits before the point'],
    ['price', '0.123', 'At most 2 digits after the point'],
    ['price', '-1', 'Out of range'],
    ['price', 'NaN', 'Must be a number'],
    ['day', '2026-02-30', 'Not a date'],
    ['day', '0000-01-01', 'There is no year 0'],
    ['moment', '0000-01-01T00:00:00Z', 'There is no year 0'],
    ['moment', '9999-12-31T23:59:59.9999999Z', 'After the year 9999'],
    ['moment', '2026-01-01T00:00:00+23:00', 'There is no such time zone'],
    ['moment', 'yesterday', 'Not a moment'],
    ['open', 'yes', 'Must be yes or no'],
    ['nextId', 5.5, 'Not one of the available choices'],
  ])('%s %s is told at its cell', async (field, value, message) => {
    const row = newRow({ code: 'x', open: true, [field]: value })
    expect(await saveThings({ create: [newRow({ code: 'good', open: true }), row] })).toEqual({
      ok: false,
      kind: 'problems',
      problems: [{ inline: 'things', row: row.key, field, message: expect.stringContaining(message) }],
    })
  })

  test('a unique index over some rows, which only the database can judge, still ends at its column', async () => {
    const taken = [change(thing(0), { note: ['', 'same'] })]
    expect(await saveThings({ update: taken })).toMatchObject({ ok: true })
    expect(await saveThings({ update: [change(thing(1), { note: ['', 'same'] })] })).toEqual({
      ok: false,
      kind: 'problems',
      problems: [{ inline: 'things', row: String(thing(1)), field: 'note', message: 'Already taken' }],
    })
  })
})
