import { type SQL, sql } from 'drizzle-orm'
import type { PgColumn, PgTable } from 'drizzle-orm/pg-core'
import type { Reader } from '@/db/client'
import { run } from '../run'
import { at, idArray } from '../save/sql'
import type { Site } from '../site'
import { type Dependence, dependencesOn } from './graph'

/** What goes with some records: rows that are deleted too, rows that lose a value, and rows that forbid it. */
export type Reach = {
  deleted: ReadonlyMap<PgTable, ReadonlySet<number>>
  cleared: readonly { table: PgTable; column: PgColumn; ids: readonly number[] }[]
  /** `of` are the records that they refer to. */
  blockers: readonly { table: PgTable; ids: readonly number[]; of: readonly number[] }[]
}

/**
 * Follows the foreign keys from the records to everything that depends on them, table by table: one statement per foreign
 * key, again only where tables refer to each other in a circle. `lock` keeps all of it as it is until the transaction ends.
 */
export async function reachOf(
  db: Reader,
  site: Site,
  table: PgTable,
  ids: readonly number[],
  { lock = false } = {},
): Promise<Reach> {
  const deleted = new Map<PgTable, Set<number>>([[table, new Set(ids)]])
  const held: { dependence: Dependence; rows: Dependant[] }[] = []
  const waiting: { table: PgTable; ids: readonly number[] }[] = [{ table, ids }]
  for (const { table: to, ids: gone } of waiting) {
    for (const dependence of dependencesOn(site, to)) {
      const found = await dependants(db, dependence, gone, lock)
      if (dependence.onDelete !== 'cascade') {
        if (found.length > 0) held.push({ dependence, rows: found })
        continue
      }
      const known = deleted.get(dependence.table) ?? new Set()
      const fresh = found.flatMap(({ id }) => (known.has(id) ? [] : id))
      deleted.set(dependence.table, new Set([...known, ...fresh]))
      if (fresh.length > 0) waiting.push({ table: dependence.table, ids: fresh })
    }
  }
  const staying = held.map(({ dependence, rows }) => {
    const kept = rows.filter(({ id }) => !deleted.get(dependence.table)?.has(id))
    return { ...dependence, ids: kept.map(({ id }) => id), of: kept.map((row) => row.of) }
  })
  return {
    deleted,
    cleared: staying.filter(({ onDelete, ids: some }) => onDelete === 'clear' && some.length > 0),
    blockers: staying.filter(({ onDelete, ids: some }) => onDelete === 'restrict' && some.length > 0),
  }
}

type Dependant = { id: number; of: number }

async function dependants(
  db: Reader,
  { table, column, onDelete }: Dependence,
  ids: readonly number[],
  lock: boolean,
): Promise<Dependant[]> {
  const strength: Record<Dependence['onDelete'], SQL> = {
    cascade: sql`for update`,
    clear: sql`for no key update`,
    restrict: sql`for key share`,
  }
  const rows = await run<{ id: string; of: string }>(
    db,
    sql`select "r"."id", ${at('r', column)} as of from ${table} as "r" where ${at('r', column)} = any(${idArray(ids)})
    order by "r"."id" ${lock ? strength[onDelete] : sql``}`,
  )
  return rows.map((row) => ({ id: Number(row.id), of: Number(row.of) }))
}
