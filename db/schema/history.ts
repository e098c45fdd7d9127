import { index, jsonb, pgTable, text, uuid, varchar } from 'drizzle-orm/pg-core'
import { id, moment, reference } from './columns'
import { users } from './people'

/**
 * One row per record or junction row that a save touched, written in the save's own transaction.
 *
 * `table` is the database table and `rowId` its key; `subjects` lists every record whose history page shows the row,
 * as `slug:id` (an enrollment belongs to its course and its student, before and after the change); of a change of all rows
 * that match, only the first portion names the record that they hang on, whose page counts the others. `before` and `after`
 * hold database column names and values: all columns for a created or deleted row, only the changed ones for a change.
 */
export const history = pgTable(
  'history',
  {
    id: id(),
    saveId: uuid('save_id').notNull(),
    at: moment('at').notNull().defaultNow(),
    actorId: reference('actor_id').references(() => users.id, { onDelete: 'set null' }),
    actorName: varchar('actor_name', { length: 150 }).notNull(),
    action: varchar('action', { length: 10, enum: ['create', 'change', 'delete'] }).notNull(),
    table: varchar('table_name', { length: 100 }).notNull(),
    rowId: reference('row_id').notNull(),
    title: text('title').notNull(),
    subjects: text('subjects').array().notNull(),
    before: jsonb('before'),
    after: jsonb('after'),
  },
  (table) => [
    index('history_subjects_index').using('gin', table.subjects),
    index('history_row_index').on(table.table, table.rowId, table.id),
    index('history_at_index').on(table.at, table.id),
    index('history_actor_index').on(table.actorId),
    index('history_save_index').on(table.saveId, table.id),
  ],
)

/** The outcome of every save under the id the browser gave it, so that a repeated request is answered, not repeated. */
export const saves = pgTable('saves', {
  id: uuid('id').primaryKey(),
  actorId: reference('actor_id').notNull(),
  at: moment('at').notNull().defaultNow(),
  /** Digest of the request, so that an id used again for something else is refused. */
  request: varchar('request', { length: 64 }).notNull(),
  /** What was answered; of a change of all rows that match `{ bulk }`: what it is and how many rows it has changed. */
  outcome: jsonb('outcome').notNull(),
})
