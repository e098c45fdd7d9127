import { type SQL, sql } from 'drizzle-orm'
import type { Transaction } from './client'
import { history } from './schema/history'

/** Who is to be named in the history. A script that acts for nobody gives its own name and no id. */
export type Author = { readonly id: number | null; readonly username: string }

/** One row that a save touched; what each part means is told by the table, in `schema/history.ts`. */
export type HistoryEntry = {
  action: (typeof history.$inferSelect)['action']
  table: string
  rowId: number
  title: string
  subjects: readonly string[]
  before: object | null
  after: object | null
}

/** What each column of an entry holds, as SQL over the rows that it is written of. */
export type EntrySql = Readonly<Record<keyof HistoryEntry, SQL>>

/**
 * The statement that adds one entry for each of the `rows` (what stands after `from`, with an order): the only one that
 * writes the history.
 */
export function historySql(
  { saveId, actor }: { saveId: string; actor: Author },
  { action, table, rowId, title, subjects, before, after }: EntrySql,
  rows: SQL,
): SQL {
  return sql`
    insert into ${history} (save_id, actor_id, actor_name, action, table_name, row_id, title, subjects, before, after)
    select ${saveId}::uuid, ${actor.id}::bigint, ${actor.username}::text,
      ${action}, ${table}, ${rowId}, ${title}, ${subjects}, ${before}, ${after}
    from ${rows}`
}

const given: EntrySql = {
  action: sql`entry.action`,
  table: sql`entry."table"`,
  rowId: sql`entry."rowId"`,
  title: sql`entry.title`,
  subjects: sql`array(select jsonb_array_elements_text(entry.subjects))`,
  before: sql`entry.before`,
  after: sql`entry.after`,
}

/** Records what one save did, in order and in the save's own transaction: one statement, whatever the number of entries. */
export async function writeHistory(
  tx: Transaction,
  { saveId, actor, entries }: { saveId: string; actor: Author; entries: readonly HistoryEntry[] },
): Promise<void> {
  if (entries.length === 0) return
  const rows = sql`rows from (
      jsonb_to_recordset(${JSON.stringify(entries)}::jsonb)
        as (action text, "table" text, "rowId" bigint, title text, subjects jsonb, before jsonb, after jsonb)
    ) with ordinality as entry (action, "table", "rowId", title, subjects, before, after, place)
    order by entry.place`
  await tx.execute(historySql({ saveId, actor }, given, rows))
}
