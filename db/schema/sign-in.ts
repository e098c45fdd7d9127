import { index, pgTable, text, timestamp, unique } from 'drizzle-orm/pg-core'
import { id } from './columns'

/**
 * What the throttle of sign-in remembers, each under a hash and until a moment: how far the attempts of an account, an
 * address or both together are used up, and which devices and addresses an account has signed in from. A mark whose
 * moment is past means nothing and may be deleted.
 */
export const signInMarks = pgTable(
  'sign_in_marks',
  {
    id: id(),
    key: text('key').notNull(),
    until: timestamp('until', { withTimezone: true, mode: 'date' }).notNull(),
  },
  (table) => [unique('sign_in_marks_key_key').on(table.key), index('sign_in_marks_until_index').on(table.until)],
)
