import { sql } from 'drizzle-orm'
import { bigint, bigserial, boolean, pgTable, varchar } from 'drizzle-orm/pg-core'
import { describe, expect, test } from 'vitest'
import { computed } from './computed'
import { inline, model, pick } from './define'

const rooms = pgTable('rooms', {
  id: bigserial('id', { mode: 'number' }).primaryKey(),
  name: varchar('name', { length: 100 }).notNull(),
  note: varchar('note', { length: 100 }),
  open: boolean('open').notNull().default(true),
})

const bookings = pgTable('bookings', {
  id: bigserial('id', { mode: 'number' }).primaryKey(),
  roomId: bigint('room_id', { mode: 'number' })
    .notNull()
    .references(() => rooms.id),
  purpose: varchar('purpose', { length: 100 }).notNull(),
})

// The compiler judges every declaration below: a wrong one that compiles fails `tsc`.
function wrongDeclarations() {
  inline(bookings, {
    parent: 'roomId',
    fields: [
      'purpose',
      computed('length', { label: 'Length', kind: 'integer', sql: sql<number>`length(${bookings.purpose})` }),
    ],
  })
  // @ts-expect-error an integer is made by an expression that is a number
  computed('length', { label: 'Length', kind: 'integer', sql: sql<string>`length(${bookings.purpose})` })
  // @ts-expect-error a computed column has a label
  computed('length', { kind: 'integer', sql: sql<number>`length(${bookings.purpose})` })
  // @ts-expect-error a relation is no expression
  computed('room', { label: 'Room', kind: 'relation', sql: sql<number>`${bookings.roomId}` })
  model(rooms, {
    // @ts-expect-error the title is a text column or a template
    title: 'open',
    list: { columns: ['name'] },
    fields: ['name'],
  })
  model(rooms, {
    // @ts-expect-error a template names columns of the table
    title: '{nane}',
    list: { columns: ['name'] },
    fields: ['name'],
  })
  model(rooms, {
    title: 'name',
    // @ts-expect-error the natural key is a text column
    naturalKey: 'open',
    list: { columns: ['name'] },
    fields: ['name'],
  })
  model(rooms, {
    title: 'name',
    // @ts-expect-error a list column is a column of the table
    list: { columns: ['nane'] },
    fields: ['name'],
  })
  model(rooms, {
    title: 'name',
    // @ts-expect-error a search looks in texts only
    list: { columns: ['name'], search: ['open'] },
    fields: ['name'],
  })
  model(rooms, {
    title: 'name',
    // @ts-expect-error sort takes a column, or a column behind a minus
    list: { columns: ['name'], sort: '-nane' },
    fields: ['name'],
  })
  model(rooms, {
    title: 'name',
    // @ts-expect-error a filter is a column of the table
    list: { columns: ['name'], filters: ['nane'] },
    fields: ['name'],
  })
  model(rooms, {
    title: 'name',
    list: { columns: ['name'] },
    // @ts-expect-error a field is a column of the table
    fields: ['name', 'nane'],
  })
  model(rooms, {
    title: 'name',
    list: { columns: ['name'] },
    fields: ['name'],
    // @ts-expect-error options are keyed by column
    options: { nane: { help: 'What the sign says' } },
  })
  model(rooms, {
    title: 'name',
    list: { columns: ['name'] },
    fields: ['name'],
    // @ts-expect-error an option is one of those that exist
    options: { name: { hlep: 'What the sign says' } },
  })
  model(bookings, {
    title: 'purpose',
    list: { columns: ['purpose'] },
    // @ts-expect-error only a relation can be looked through
    fields: ['purpose', 'purpose.name'],
  })
  // @ts-expect-error the parent is a column of the rows' table
  inline(bookings, { parent: 'rumId', fields: ['purpose'] })
  // @ts-expect-error the parent is a key, not a text
  inline(bookings, { parent: 'purpose', fields: ['purpose'] })
  // @ts-expect-error the fields of an inline are columns of the rows' table
  inline(bookings, { parent: 'roomId', fields: ['purpsoe'] })
  // @ts-expect-error rows are sorted by a column of theirs
  inline(bookings, { parent: 'roomId', fields: ['purpose'], sort: 'name' })
  inline(bookings, {
    parent: 'roomId',
    fields: ['purpose'],
    // @ts-expect-error a rule speaks of columns of the rows' table
    rules: [{ where: { purpsoe: 'exam' }, max: 1, message: 'One exam a room' }],
  })
  // @ts-expect-error both ends of a picked relation are keys
  pick(bookings, { parent: 'roomId', far: 'purpose' })
}

describe('a declaration', () => {
  test('is only data: a wrong name is for the compiler and for site() to refuse', () => {
    expect(wrongDeclarations).not.toThrow()
  })

  test('keeps its table and its words as they were given', () => {
    const rows = inline(bookings, { parent: 'roomId', fields: ['purpose'], extra: 2 })
    const declared = model(rooms, {
      title: '{name} {note}',
      list: { columns: ['name'], sort: '-name' },
      fields: ['name', 'note'],
      inlines: [rows],
    })
    expect(declared.table).toBe(rooms)
    expect(declared.inlines).toEqual([{ table: bookings, parent: 'roomId', fields: ['purpose'], extra: 2 }])
    expect(declared.list.sort).toBe('-name')
  })

  test('may look through a relation', () => {
    const declared = model(bookings, {
      title: '{purpose} in {roomId}',
      list: { columns: ['roomId', 'roomId.note'], search: ['roomId.name'] },
      fields: ['roomId', 'roomId.note', 'purpose'],
    })
    expect(declared.fields).toContain('roomId.note')
  })
})
