import { getTableName, sql } from 'drizzle-orm'
import type { PgTable } from 'drizzle-orm/pg-core'
import type { Transaction } from './client'
import { idArray } from './refs'
import { MissingError } from './relation-errors'

type Wanted = {
  table: PgTable
  /** Ascending. */
  ids: readonly number[]
  /** `no key update` lets one writer at a time change the record's rows; `key share` only keeps the record from going. */
  lock: 'no key update' | 'key share'
}

/** Locks records of each table in the order of their ids. Throws one MissingError that names every id that is not there. */
export async function lockExisting(tx: Transaction, ...wanted: readonly Wanted[]): Promise<void> {
  const missing = []
  for (const { table, ids, lock } of wanted) {
    const possible = ids.filter(Number.isSafeInteger)
    const found = await tx.execute<{ id: string }>(
      sql`select id from ${table} where id = any(${idArray(possible)}) order by id for ${sql.raw(lock)}`,
    )
    const present = new Set(found.map(({ id }) => Number(id)))
    const absent = ids.filter((id) => !present.has(id))
    if (absent.length > 0) missing.push({ table: getTableName(table), ids: absent })
  }
  if (missing.length > 0) throw new MissingError(missing)
}
