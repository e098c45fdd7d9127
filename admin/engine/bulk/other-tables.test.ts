import { sql } from 'drizzle-orm'
import { type AnyPgColumn, bigint, bigserial, boolean, numeric, pgTable, timestamp, varchar } from 'drizzle-orm/pg-core'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { type TestDatabase, testDatabase } from '@/db/testing'
import { inline, model } from '../define'
import { loadRows } from '../load-inline'
import { addUsers, superuser } from '../save/fixtures'
import { replayFrom } from '../save/testing-replay'
import { site as siteOf } from '../site'
import { type Asker, runBulk, takeBack } from './testing-run'

const id = () => bigserial('id', { mode: 'number' }).primaryKey()
const reference = (name: string) => bigint(name, { mode: 'number' })

const boxes = pgTable('boxes', { id: id(), name: varchar('name', { length: 20 }).notNull() })
/** Rows with a column that is written anew with every change, and that others hang on in every way. */
const things = pgTable('things', {
  id: id(),
  boxId: reference('box_id')
    .notNull()
    .references(() => boxes.id, { onDelete: 'cascade' }),
  name: varchar('name', { length: 20 }),
  price: numeric('price', { precision: 8, scale: 2 }),
  open: boolean('open').notNull(),
  level: varchar('level', { length: 10, enum: ['low', 'middle', 'high'] }),
  nextId: reference('next_id').references((): AnyPgColumn => things.id, { onDelete: 'set null' }),
  touched: timestamp('touched', { withTimezone: true, mode: 'string' }).$onUpdate(() => new Date().toISOString()),
})
const labels = pgTable('labels', {
  id: id(),
  thingId: reference('thing_id')
    .notNull()
    .references(() => things.id, { onDelete: 'cascade' }),
})
const notes = pgTable('notes', {
  id: id(),
  thingId: reference('thing_id').references(() => things.id, { onDelete: 'set null' }),
})
const locks = pgTable('locks', {
  id: id(),
  thingId: reference('thing_id')
    .notNull()
    .references(() => things.id, { onDelete: 'restrict' }),
})

const site = siteOf({
  boxes: model(boxes, {
    title: 'name',
    list: { columns: ['name'] },
    fields: ['name'],
    inlines: [inline(things, { parent: 'boxId', fields: ['name', 'price', 'open', 'nextId', 'level'] })],
  }),
  things: model(things, {
    title: '{name}',
    list: { columns: ['name'] },
    fields: ['boxId', 'name', 'price', 'open', 'nextId'],
  }),
  labels: model(labels, { title: '{thingId}', list: { columns: ['thingId'] }, fields: ['thingId'] }),
  notes: model(notes, { title: '{thingId}', list: { columns: ['thingId'] }, fields: ['thingId'] }),
  locks: model(locks, { title: '{thingId}', list: { columns: ['thingId'] }, fields: ['thingId'] }),
})
const tables = ['things', 'labels', 'notes', 'locks']

let database: TestDatabase
let asker: Asker
let box: number
let ids: number[]

beforeAll(async () => {
  database = await testDatabase()
  await addUsers(database.db)
  await database.db.execute(sql`
    create table boxes (id bigserial primary key, name varchar(20) not null);
    create table things (id bigserial primary key, box_id bigint not null references boxes on delete cascade, name varchar(20),
      price numeric(8, 2), open boolean not null, level varchar(10), next_id bigint references things on delete set null, touched timestamptz);
    create table labels (id bigserial primary key, thing_id bigint not null references things on delete cascade);
    create table notes (id bigserial primary key, thing_id bigint references things on delete set null);
    create table locks (id bigserial primary key, thing_id bigint not null references things on delete restrict)`)
  asker = { db: database.db, site, slug: 'boxes', actor: superuser, inline: 'things', most: 4 }
})
afterAll(() => database?.drop())
beforeEach(async () => {
  const [made] = await database.db.execute<{ box: string; ids: number[] }>(sql`
    with b as (insert into boxes (name) values ('Box') returning id),
    t as (insert into things (box_id, name, price, open) select b.id, 'n' || n, 1.50, n % 2 = 0 from b, generate_series(1, 10) n returning id)
    select (select id from b) as box, (select json_agg(id order by id) from t) as ids`)
  box = Number(made?.box)
  ids = made?.ids ?? []
  await database.db.execute(sql`update things set next_id = id + 1 where box_id = ${box} and id < ${ids[9]}`)
  await database.db.execute(sql`insert into labels (thing_id) select id from things where box_id = ${box}`)
  await database.db.execute(sql`insert into notes (thing_id) select id from things where box_id = ${box}`)
})

/** What the tables hold, but for the column that every change writes anew. */
async function stored(): Promise<unknown[]> {
  return Promise.all(
    tables.map((table) =>
      database.db
        .execute(sql`select to_jsonb(t) - 'touched' as row from ${sql.identifier(table)} t order by id`)
        .then((rows) => [...rows]),
    ),
  )
}

test('rows that others hang on go with them and come back with them', async () => {
  const before = await stored()
  const history = await replayFrom(database.db, tables)
  const gone = await runBulk(asker, box, { change: { kind: 'delete' }, values: { open: [true] } })
  expect(gone).toMatchObject({ changed: 5 })
  await history.expectTables()
  if ('ok' in gone) throw new Error(gone.message)
  // Five rows, five labels that went, five notes and five rows before them that lost what they point at.
  expect(await takeBack(asker, box, gone)).toMatchObject({ changed: 20, skipped: 0 })
  expect(await stored()).toEqual(before)
  await history.expectTables()
})

test('rows that others hold are refused with the whole portion', async () => {
  await database.db.execute(sql`insert into locks (thing_id) values (${ids[5]})`)
  expect(await runBulk(asker, box, { change: { kind: 'delete' } })).toEqual({
    ok: false,
    kind: 'refused',
    message: 'Cannot be deleted, because locks refer to it.',
  })
  const [row] = await database.db.execute<{ count: string }>(sql`select count(*) from things where box_id = ${box}`)
  expect(row?.count).toBe('6')
  await database.db.execute(sql`delete from locks`)
})

test('a number, a yes or no, a relation and nothing at all are set and set back', async () => {
  const changes = [
    ['price', '7.125'],
    ['price', '07.50'],
    ['price', null],
    ['open', true],
    ['open', null],
    ['name', ' x '],
    ['name', null],
    ['nextId', ids[0] ?? 0],
    ['nextId', null],
  ] as const
  for (const [field, to] of changes) {
    const before = await stored()
    const history = await replayFrom(database.db, tables)
    const done = await runBulk(asker, box, { change: { kind: 'set', field, to } })
    if (field === 'price' && to === '7.125') {
      expect(done).toMatchObject({ kind: 'refused', message: 'Price: At most 2 digits after the point.' })
      continue
    }
    if ('ok' in done) throw new Error(`${field}: ${done.message}`)
    expect(await runBulk(asker, box, { change: { kind: 'set', field, to } })).toMatchObject({
      preview: { matching: 10, same: 10 },
      changed: 0,
    })
    await history.expectTables()
    expect(await takeBack(asker, box, done)).toMatchObject({ changed: done.changed, skipped: 0 })
    expect(await stored()).toEqual(before)
    await history.expectTables()
  }
})

test('a window goes by the order of the choices, and empty cells come last whichever way, from either end', async () => {
  const levels = ['high', null, 'low', 'middle', null, 'low', 'high', 'middle', null, 'low']
  for (const [at, level] of levels.entries())
    await database.db.execute(
      sql`update things set level = ${level}, price = ${at % 3 === 0 ? null : at} where id = ${ids[at]}`,
    )
  const cells = async (sort: string, place: number, offset: number, limit: number) => {
    const window = { offset, limit, sort: [sort] }
    const found = await loadRows(database.db, site, 'boxes', superuser, box, 'things', window)
    return (JSON.parse(found?.rows ?? '[]') as unknown[][]).map((row) => row[place])
  }
  const upwards = ['low', 'low', 'low', 'middle', 'middle', 'high', 'high', null, null, null]
  const downwards = ['high', 'high', 'middle', 'middle', 'low', 'low', 'low', null, null, null]
  const prices = ['1.00', '2.00', '4.00', '5.00', '7.00', '8.00', null, null, null, null]
  for (let offset = 0; offset < 10; offset += 1) {
    const part = <Value>(values: readonly Value[]) => values.slice(offset, offset + 3)
    expect(await cells('level', 5, offset, 3)).toEqual(part(upwards))
    expect(await cells('-level', 5, offset, 3)).toEqual(part(downwards))
    expect(await cells('price', 2, offset, 3)).toEqual(part(prices))
    expect(await cells('-price', 2, offset, 3)).toEqual(part([...prices.slice(0, 6).reverse(), ...prices.slice(6)]))
  }
})
