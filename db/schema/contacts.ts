import { sql } from 'drizzle-orm'
import { check, pgTable, unique, varchar } from 'drizzle-orm/pg-core'
import { id, reference } from './columns'
import { users } from './people'

export const contacts = pgTable(
  'contacts',
  {
    id: id(),
    userId: reference('user_id')
      .notNull()
      .references(() => users.id, { onDelete: 'restrict' }),
  },
  (table) => [unique('contacts_user_key').on(table.userId)],
)

export const categories = pgTable(
  'categories',
  {
    id: id(),
    name: varchar('name', { length: 100 }).notNull(),
  },
  (table) => [
    unique('categories_name_key').on(table.name),
    check('categories_name_not_blank', sql`${table.name} ~ '\\S'`),
  ],
)
