import { sql } from 'drizzle-orm'
import type { PgTable } from 'drizzle-orm/pg-core'
import type { Transaction } from '@/db/client'
import { identifier } from '../identifier'
import { type Author, historyOf } from '../save/history'
import { idArray } from '../save/sql'
import type { Site } from '../site'
import type { Reach } from './reach'

/**
 * Writes the history of everything that a removal takes away or clears, while it is all still there to be named. One
 * statement per table.
 */
export async function recordReach(tx: Transaction, site: Site, author: Author, reach: Reach): Promise<void> {
  for (const { table, column, ids } of reach.cleared)
    await tx.execute(
      historyOf(
        site,
        author,
        { table },
        {
          action: 'change',
          rows: sql`(select * from ${table} where "id" = any(${idArray(ids)}))`,
          before: sql`jsonb_build_object(${column.name}::text, ${identifier('t', column.name)})`,
          after: sql`jsonb_build_object(${column.name}::text, null)`,
        },
      ),
    )
  for (const [table, ids] of childrenFirst(reach)) {
    if (ids.size === 0) continue
    await tx.execute(
      historyOf(
        site,
        author,
        { table },
        {
          action: 'delete',
          rows: sql`(select * from ${table} where "id" = any(${idArray([...ids])}))`,
          before: sql`to_jsonb("t")`,
          after: sql`null`,
        },
      ),
    )
  }
}

/** So that whoever reads the history forwards never sees a row whose record is gone. */
function childrenFirst({ deleted }: Reach): [PgTable, ReadonlySet<number>][] {
  return [...deleted].reverse()
}
