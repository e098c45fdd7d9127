import { sql } from 'drizzle-orm'
import { bigint, bigserial, pgTable, timestamp, unique, uniqueIndex, varchar } from 'drizzle-orm/pg-core'
import { describe, expect, test } from 'vitest'
import { columnOf, defaultsToNow, nameOf, referenceOf, referencesOf, splitName, uniquesOf } from './columns'

const shelves = pgTable('shelves', { id: bigserial('id', { mode: 'number' }).primaryKey() })

const books = pgTable(
  'books',
  {
    id: bigserial('id', { mode: 'number' }).primaryKey(),
    shelfId: bigint('shelf_id', { mode: 'number' }).references(() => shelves.id),
    isbn: varchar('isbn', { length: 13 }).unique('books_isbn_key'),
    title: varchar('title', { length: 100 }),
    lentAt: timestamp('lent_at', { withTimezone: true, mode: 'string' }),
    added: timestamp('added', { withTimezone: true, mode: 'string' }).defaultNow(),
  },
  (table) => [
    unique('books_place_key').on(table.shelfId, table.title),
    uniqueIndex('books_title_key').on(sql`lower(${table.title})`),
    uniqueIndex('books_lent_key').on(table.title).where(sql`${table.lentAt} is not null`),
  ],
)

describe('a table', () => {
  test('says what its foreign keys point at', () => {
    expect(referenceOf(books, 'shelfId')).toEqual({ table: shelves, column: shelves.id })
    expect(referenceOf(books, 'title')).toBeUndefined()
    expect([...referencesOf(books).keys()]).toEqual(['shelfId'])
  })

  test('lists its unique sets by the names of the code, partial ones left out', () => {
    expect(uniquesOf(books)).toEqual([
      { name: 'books_isbn_key', columns: ['isbn'], folded: false },
      { name: 'books_place_key', columns: ['shelfId', 'title'], folded: false },
      { name: 'books_title_key', columns: ['title'], folded: true },
    ])
  })

  test('knows its columns by both names', () => {
    expect(nameOf(books, 'shelf_id')).toBe('shelfId')
    expect(nameOf(books, 'shelfId')).toBeUndefined()
    expect(columnOf(books, 'shelfId').name).toBe('shelf_id')
    expect(() => columnOf(books, 'toString')).toThrow('books has no column toString')
  })

  test('knows which moments the database fills in', () => {
    expect(defaultsToNow(books.added)).toBe(true)
    expect(defaultsToNow(books.lentAt)).toBe(false)
  })
})

test('splitName finds the far column', () => {
  expect(splitName('shelfId')).toEqual({ name: 'shelfId' })
  expect(splitName('shelfId.name')).toEqual({ name: 'shelfId', far: 'name' })
})
