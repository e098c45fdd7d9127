import { type SQL, sql } from 'drizzle-orm'
import type { Transaction } from './client'
import type { Junction } from './junction'
import { lockExisting } from './lock-existing'
import { idArray } from './refs'

/** A row of a plain junction. `stored` is all of it by database column names, as the history keeps it. */
export type Link = { id: number; parentId: number; farId: number; stored: Record<string, unknown> }

type Stored = { id: string; parent: string; far: string; stored: Record<string, unknown> }

/**
 * Locks the parent against other changes of its links and the far records against going away. Far ids ascend. Throws one
 * MissingError that names every id that is not there, of either end.
 */
export async function lockEnds(
  tx: Transaction,
  { parent, far }: Junction,
  parentId: number,
  farIds: readonly number[],
) {
  await lockExisting(
    tx,
    { table: parent.table, ids: [parentId], lock: 'no key update' },
    { table: far.table, ids: farIds, lock: 'key share' },
  )
}

/** Links what is not linked yet, whoever else does so at once, and returns the new links. Needs `lockEnds` first. */
export async function insertLinks(
  tx: Transaction,
  junction: Junction,
  parentId: number,
  farIds: readonly number[],
): Promise<Link[]> {
  if (farIds.length === 0) return []
  const { table } = junction
  const [parent, far] = keys(junction)
  const rows = await tx.execute<Stored>(sql`
    insert into ${table} as t (${parent}, ${far})
    select ${parentId}::bigint, far_id from unnest(${idArray(farIds)}) with ordinality as wanted (far_id, place) order by place
    on conflict (${parent}, ${far}) do nothing
    returning ${stored(junction)}`)
  return inOrder(rows)
}

/** Deletes the parent's links to these far records, or to all others with `except`, and returns what is gone. */
export async function deleteLinks(
  tx: Transaction,
  junction: Junction,
  parentId: number,
  far: { only: readonly number[] } | { except: readonly number[] },
): Promise<Link[]> {
  const [parentKey, farKey] = keys(junction)
  const which = 'only' in far ? sql`= any(${idArray(far.only)})` : sql`<> all(${idArray(far.except)})`
  const rows = await tx.execute<Stored>(sql`
    with doomed as (
      select id from ${junction.table} where ${parentKey} = ${parentId}::bigint and ${farKey} ${which} order by id for update
    )
    delete from ${junction.table} as t using doomed where t.id = doomed.id
    returning ${stored(junction)}`)
  return inOrder(rows)
}

function keys({ parent, far }: Junction): [SQL, SQL] {
  return [sql`${sql.identifier(parent.key.name)}`, sql`${sql.identifier(far.key.name)}`]
}

function stored(junction: Junction): SQL {
  const [parent, far] = keys(junction)
  return sql`t.id, t.${parent} as parent, t.${far} as far, to_jsonb(t) as stored`
}

function inOrder(rows: readonly Stored[]): Link[] {
  return rows
    .map(({ id, parent, far, stored }) => ({ id: Number(id), parentId: Number(parent), farId: Number(far), stored }))
    .sort((a, b) => a.id - b.id)
}
