import { sql } from 'drizzle-orm'
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

/** Records what one save did, in order and in the save's own transaction: one statement, whatever the number of entries. */
export async function writeHistory(
  tx: Transaction,
  { saveId, actor, entries }: { saveId: string; actor: Author; entries: readonly HistoryEntry[] },
): Promise<void> {
  if (entries.length === 0) return
  await tx.execute(sql`
    insert into ${history} (save_id, actor_id, actor_name, action, table_name, row_id, title, subjects, before, after)
    select ${saveId}::uuid, ${actor.id}::bigint, ${actor.username}, entry.action, entry."table", entry."rowId", entry.title,
      array(select jsonb_array_elements_text(entry.subjects)), entry.before, entry.after
    from rows from (
      jsonb_to_recordset(${JSON.stringify(entries)}::jsonb)
        as (action text, "table" text, "rowId" bigint, title text, subjects jsonb, before jsonb, after jsonb)
    ) with ordinality as entry (action, "table", "rowId", title, subjects, before, after, place)
    order by entry.place`)
}
