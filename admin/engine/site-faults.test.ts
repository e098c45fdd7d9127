import {
  type AnyPgColumn,
  bigint,
  bigserial,
  boolean,
  integer,
  json,
  pgTable,
  unique,
  varchar,
} from 'drizzle-orm/pg-core'
import { describe, expect, test } from 'vitest'
import realSite from '../site'
import type { Inline, Model, Pick } from './define'
import { type Site, site } from './site'
import { faultsOf } from './site-faults'

const id = () => bigserial('id', { mode: 'number' }).primaryKey()
const key = (name: string) => bigint(name, { mode: 'number' })

const rooms = pgTable('rooms', {
  id: id(),
  name: varchar('name', { length: 100 }).notNull(),
  kind: varchar('kind', { length: 10, enum: ['lab', 'hall'] })
    .notNull()
    .default('lab'),
  open: boolean('open').notNull().default(true),
  plan: json('plan'),
  twinId: key('twin_id').references((): AnyPgColumn => rooms.id),
  ownerId: key('owner_id').references(() => owners.id),
})
const owners = pgTable('owners', { id: id(), name: varchar('name', { length: 100 }).notNull() })
const bookings = pgTable('bookings', {
  id: id(),
  roomId: key('room_id')
    .notNull()
    .references(() => rooms.id),
  hostId: key('host_id').references(() => owners.id),
  purpose: varchar('purpose', { length: 100 }).notNull(),
  seats: integer('seats').notNull(),
})
const guests = pgTable(
  'guests',
  { id: id(), roomId: key('room_id').references(() => rooms.id), ownerId: key('owner_id').references(() => owners.id) },
  (table) => [unique('guests_pair').on(table.roomId, table.ownerId)],
)
const strays = pgTable('strays', {
  code: varchar('code', { length: 10 }).primaryKey(),
  name: varchar('name', { length: 10 }),
})

const room: Model = { table: rooms, title: 'name', list: { columns: ['name'] }, fields: ['name', 'kind', 'ownerId'] }
const owner: Model = { table: owners, title: 'name', list: { columns: ['name'] }, fields: ['name'] }
const booked: Inline = { table: bookings, parent: 'roomId', fields: ['hostId', 'purpose', 'seats'] }
const invited: Pick = { table: guests, parent: 'roomId', far: 'ownerId' }

/** The faults of a site of rooms and owners, with a change to the declaration of rooms. */
function faults(change: Partial<Model>, others: Record<string, Model> = { owners: owner }): string[] {
  const models: Record<string, Model> = { rooms: { ...room, ...change }, ...others }
  const unchecked: Site = {
    models,
    modelAt: (slug) => models[slug],
    slugOf: (table) => Object.keys(models).find((slug) => models[slug]?.table === table),
  }
  return faultsOf(unchecked)
}

describe('site()', () => {
  test('accepts what this application declares', () => {
    expect(faultsOf(realSite)).toEqual([])
    expect(realSite.modelAt('courses')?.title).toBe('title')
    expect(realSite.modelAt('toString')).toBeUndefined()
  })

  test('accepts a sound declaration', () => {
    expect(faults({ inlines: [booked], picks: [invited] })).toEqual([])
  })

  test('names every fault of every model in one error', () => {
    const make = () => site({ rooms: { ...room, title: 'nane', fields: ['name', 'size'] }, 'Own ers': owner })
    expect(make).toThrow(
      [
        'The admin is misdeclared:',
        '- rooms: the title names nane, which is not a column of rooms',
        '- rooms: field rooms.size is not a column of rooms',
        '- Own ers: a slug is written in small letters, digits and hyphens',
      ].join('\n'),
    )
  })
})

test.each<[string, Partial<Model>, string[]]>([
  ['an unclosed brace', { title: '{name} {kind' }, ['the title {name} {kind has a brace without its partner']],
  ['a title without a column', { title: '{}' }, ['the title names , which is not a column of rooms']],
  [
    'a title that needs itself',
    { title: '{name} {twinId}' },
    ['the title leads back to itself through relations; name a column in it'],
  ],
  [
    'a natural key that is not unique',
    { naturalKey: 'name' },
    ['the natural key name is not unique; give the column a unique index, or leave naturalKey out'],
  ],
  [
    'a natural key that is no text',
    { naturalKey: 'open' },
    ['the natural key open is not a text column; name one, or leave naturalKey out'],
  ],
  [
    'a list column that is not there',
    { list: { columns: ['name', 'size'] } },
    ['list column size is not a column of rooms'],
  ],
  [
    'a list column that cannot be shown',
    { list: { columns: ['plan'] } },
    ['list column plan is of type json, which the admin cannot show'],
  ],
  [
    'a list without columns',
    { list: { columns: [] } },
    ['list.columns is empty; the first column leads to the record'],
  ],
  [
    'a far column that is not there',
    { list: { columns: ['ownerId.phone'] } },
    ['list column ownerId.phone looks for phone, which is not a column of owners'],
  ],
  [
    'a look through a plain column',
    { list: { columns: ['name.length'] } },
    ['list column name.length looks through name, which does not refer to another table'],
  ],
  [
    'a search in a yes/no',
    { list: { columns: ['name'], search: ['open'] } },
    ['list search open is not a text column'],
  ],
  [
    'a search in a far key',
    { list: { columns: ['name'], search: ['ownerId.id'] } },
    ['list search ownerId.id is not a text column'],
  ],
  ['a sort by nothing', { list: { columns: ['name'], sort: '-size' } }, ['list sort size is not a column of rooms']],
  [
    'a filter by a text',
    { list: { columns: ['name'], filters: ['name'] } },
    ['list filter name is neither a choice, a yes/no nor a relation'],
  ],
  [
    'a lookup without its relation',
    { fields: ['name', 'ownerId.name'] },
    ['field rooms.ownerId.name needs the field ownerId beside it'],
  ],
  ['a field twice', { fields: ['name', 'name'] }, ['a field of rooms is listed twice']],
  [
    'the key as a field',
    { fields: ['id', 'name'] },
    ['field rooms.id is the key of a row and is never edited; leave it out'],
  ],
  [
    'a needed column on no form',
    { fields: ['kind'] },
    ['rooms.name needs a value and is no field; add it to fields, or give it a default'],
  ],
  [
    'a needed column that is read-only',
    { options: { name: { readOnly: true } } },
    ['rooms.name needs a value and is read-only; give it a default'],
  ],
  [
    'options of no field',
    { options: { open: { help: 'x' } } },
    ['options are given for rooms.open, which is not a field; add it to fields'],
  ],
  [
    'a limit on a text',
    { options: { name: { limit: { open: true } } } },
    ['options of rooms.name limit choices, which only a relation has'],
  ],
  [
    'a limit by no column',
    { options: { ownerId: { limit: { open: true } } } },
    ['options of rooms.ownerId limit by open, which is not a column of owners'],
  ],
  [
    'a label of no choice',
    { options: { kind: { choices: { attic: 'Attic' } } } },
    ['options of rooms.kind label the choice attic, which the column does not have'],
  ],
  [
    'a format on a choice',
    { options: { kind: { format: 'email' } } },
    ['options of rooms.kind give a widget or a format, which only a text has'],
  ],
  [
    'an inline of another record',
    { inlines: [{ ...booked, parent: 'hostId', fields: ['roomId', 'purpose', 'seats'] }] },
    ['inline bookings: parent bookings.hostId refers to owners, not to rooms; name the column that does, or say via'],
  ],
  [
    'an inline tied by a plain column',
    { inlines: [{ ...booked, parent: 'seats', fields: ['roomId', 'purpose'] }] },
    ['inline bookings: parent bookings.seats does not refer to another table; give the column .references(…)'],
  ],
  [
    'an inline that shows its parent',
    { inlines: [{ ...booked, fields: ['roomId', 'purpose', 'seats'] }] },
    ['inline bookings: roomId ties the rows to the record and is filled in by the engine; leave it out of fields'],
  ],
  [
    'an inline that cannot add',
    { inlines: [{ ...booked, fields: ['purpose'] }] },
    ['inline bookings: bookings.seats needs a value and is no field; add it to fields, or give it a default'],
  ],
  [
    'two inlines of one name',
    { inlines: [booked, booked] },
    ['two inlines are called bookings; give one a name of its own'],
  ],
  [
    'a name that no batch can carry',
    { inlines: [{ ...booked, name: 'my bookings' }] },
    ['the inline name my bookings may hold letters, digits and hyphens only'],
  ],
  [
    'rows counted backwards',
    { inlines: [{ ...booked, minRows: 3, maxRows: 2 }] },
    ['inline bookings: extra, minRows and maxRows are whole numbers from 0, minRows not above maxRows'],
  ],
  [
    'a rule about no field',
    { inlines: [{ ...booked, rules: [{ where: { kind: 'lab' }, max: 1, message: 'One' }] }] },
    ['inline bookings: a rule speaks of kind, which is not one of its fields'],
  ],
  [
    'an inline sorted by nothing',
    { inlines: [{ ...booked, sort: '-size' }] },
    ['inline bookings: sort -size is not a column of bookings'],
  ],
  [
    'via no relation',
    { inlines: [{ ...booked, via: 'name' }] },
    ['inline bookings: via name is not a relation of rooms'],
  ],
  [
    'via another table',
    { inlines: [{ ...booked, via: 'ownerId' }] },
    [
      'inline bookings: via ownerId refers to owners, but parent bookings.roomId to rooms; both must refer to the same table',
    ],
  ],
  [
    'via a column that the page does not show',
    {
      fields: ['name'],
      inlines: [{ ...booked, via: 'ownerId', parent: 'hostId', fields: ['roomId', 'purpose', 'seats'] }],
    },
    ['inline bookings: via ownerId is not among the fields of the page; add it to fields'],
  ],
  [
    'a pick whose pairs repeat',
    { picks: [{ table: bookings, parent: 'roomId', far: 'hostId' }] },
    ['pick bookings: bookings may hold a pair twice; add unique().on(table.roomId, table.hostId)'],
  ],
  [
    'a pick of another record',
    { picks: [{ ...invited, parent: 'ownerId', far: 'roomId' }] },
    ['pick guests: parent guests.ownerId does not refer to rooms'],
  ],
])('%s is a fault', (_, change, expected) => {
  expect(faults(change)).toEqual(expected.map((fault) => `rooms: ${fault}`))
})

describe('the site as a whole', () => {
  test('holds every far model', () => {
    expect(faults({ picks: [invited] }, {})).toEqual([
      'rooms: field rooms.ownerId refers to owners, which is not in the site; add a model for it',
      'rooms: pick guests: far guests.ownerId refers to owners, which is not in the site; add a model for it',
    ])
  })

  test('holds each table once, under a free address, with a key that the engine knows', () => {
    const stray: Model = { table: strays, title: 'name', list: { columns: ['name'] }, fields: ['name'], readOnly: true }
    expect(faults({}, { owners: owner, api: owner, strays: stray })).toEqual([
      'owners: owners is also the table of api; one model per table',
      'api: this address belongs to the application; choose another slug',
      'api: owners is also the table of owners; one model per table',
      "strays: strays has no primary key id; add id: bigserial('id', { mode: 'number' }).primaryKey()",
    ])
  })
})
