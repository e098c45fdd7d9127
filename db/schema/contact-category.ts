import { sql } from 'drizzle-orm'
import { index, type PgColumn, unique } from 'drizzle-orm/pg-core'
import { id, moment, reference } from './columns'
import { categories, contacts } from './contacts'

/**
 * The shape of a relation between contacts and categories: the pair, and when it was made and last changed.
 * A second such relation is `pgTable(name, contactCategory(), contactCategoryKeys(name))`.
 */
export const contactCategory = () => ({
  id: id(),
  contactId: reference('contact_id')
    .notNull()
    .references(() => contacts.id, { onDelete: 'cascade' }),
  categoryId: reference('category_id')
    .notNull()
    .references(() => categories.id, { onDelete: 'cascade' }),
  created: moment('created').notNull().defaultNow(),
  modified: moment('modified')
    .notNull()
    .defaultNow()
    .$onUpdate(() => sql`now()`),
})

/** The unique pair and the way from the category's side, named after the table so that two relations can live together. */
export const contactCategoryKeys = (name: string) => (table: { contactId: PgColumn; categoryId: PgColumn }) => [
  unique(`${name}_contact_category_key`).on(table.contactId, table.categoryId),
  index(`${name}_category_index`).on(table.categoryId),
]
