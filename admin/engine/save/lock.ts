import { sql } from 'drizzle-orm'
import type { Transaction } from '@/db/client'
import { cellSql } from '../cell-sql'
import { columnOf, referenceOf } from '../columns'
import type { Scalar } from '../form'
import { Source } from '../source'
import type { StoredRows } from './compare'
import { type Part, readColumns } from './part'
import { at, idArray, list } from './sql'
import type { Values } from './value'

type Answer = { rows: Scalar[][] }

/** `parentId` of the rows; `lockParent` locks that record first, where it is not the page's own. */
type Of = { parentId?: number | null; lockParent?: boolean }

/**
 * Locks rows of a part in the order of their ids and reads them. Rows of another parent are neither locked nor read:
 * they are simply not among the answer.
 */
export async function lockRows(tx: Transaction, part: Part, ids: readonly number[], of: Of = {}): Promise<StoredRows> {
  const found = await lockOnce(tx, part, ids, of)
  const missing = ids.filter((id) => !found.has(id))
  if (missing.length === 0) return found
  // A row that another save inserted anew, while this one waited for it, is there at the second look.
  return new Map([...found, ...(await lockOnce(tx, part, missing, of))])
}

async function lockOnce(
  tx: Transaction,
  part: Part,
  ids: readonly number[],
  { parentId = null, lockParent = false }: Of,
): Promise<StoredRows> {
  const names = readColumns(part)
  const source = new Source(part.table)
  const cells = names.map((name) => cellSql(columnOf(part.table, name), source.column(name)))
  const parent = part.parent === undefined ? undefined : columnOf(part.table, part.parent)
  const far = part.parent === undefined || !lockParent ? undefined : referenceOf(part.table, part.parent)
  const locked = far && sql`select "id" from ${far.table} where "id" = ${parentId}::bigint for no key update`
  const theParent = sql`${locked ?? sql`select ${parentId}::bigint as "id"`}`
  const ofParent = parent ? sql`${at('r', parent)} = (select "id" from "parent")` : sql`true`
  // A record keeps its id, so that rows which refer to it may be added meanwhile; rows of a grid may be deleted.
  const strength = parent ? sql`update` : sql`no key update`
  const [answer] = await tx.execute<Answer>(sql`
    with "parent" as materialized (${theParent})
    select (select count(*) from "parent") as parents,
      coalesce(json_agg(json_build_array(${list([source.column('id'), ...cells])})), '[]') as rows
    from (
      select * from ${part.table} as "r" where "r"."id" = any(${idArray(ids)}) and ${ofParent}
      order by "r"."id" for ${strength}
    ) as "t"`)
  return new Map((answer?.rows ?? []).map(([id, ...values]) => [Number(id), valuesOf(names, values)]))
}

function valuesOf(names: readonly string[], values: readonly Scalar[]): Values {
  return Object.fromEntries(names.map((name, index) => [name, values[index] ?? null]))
}
