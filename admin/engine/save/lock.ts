import { type SQL, sql } from 'drizzle-orm'
import type { Transaction } from '@/db/client'
import { cellSql } from '../cell-sql'
import { columnOf, referenceOf } from '../columns'
import type { Scalar } from '../form'
import { run } from '../run'
import { Source } from '../source'
import type { StoredRows } from './compare'
import { type Part, readColumns } from './part'
import { at, idArray, list } from './sql'
import type { Values } from './value'

/**
 * How the record that rows hang on is locked. `no key update` lets one save at a time change it or its rows; `key share`
 * only keeps it from going, so that saves which touch disjoint rows run side by side.
 */
export type ParentLock = 'no key update' | 'key share'

/** Whose the rows are. Without `lock` their record is locked already. */
type Parent = { id: number; lock?: ParentLock }

/** Rows that were locked, as they are stored, and whether their parent is there, where it was to be locked. */
export type Locked = { rows: StoredRows; hasParent: boolean }

/**
 * Locks rows of a part in the order of their ids, after their parent, and reads them. Rows of another parent are neither
 * locked nor read: they are simply not among the answer.
 */
export async function lockRows(tx: Transaction, part: Part, ids: readonly number[], parent?: Parent): Promise<Locked> {
  const first = await lockOnce(tx, part, ids, parent)
  const missing = ids.filter((id) => !first.rows.has(id))
  if (missing.length === 0 || !first.hasParent) return first
  // A row that another save inserted anew, while this one waited for it, is there at the second look.
  const second = await lockOnce(tx, part, missing, parent)
  return { ...first, rows: new Map([...first.rows, ...second.rows]) }
}

async function lockOnce(tx: Transaction, part: Part, ids: readonly number[], parent?: Parent): Promise<Locked> {
  const names = readColumns(part)
  const source = new Source(part.table)
  const cells = names.map((name) => cellSql(columnOf(part.table, name), source.column(name)))
  const key = part.parent === undefined ? undefined : columnOf(part.table, part.parent)
  const ofParent = key ? sql`${at('r', key)} = (select "id" from "parent")` : sql`true`
  // A record keeps its id, so that rows which refer to it may be added meanwhile; rows of a grid may be deleted.
  const strength = key ? sql`update` : sql`no key update`
  const [answer] = await run<{ parents: number; rows: Scalar[][] }>(
    tx,
    sql`with "parent" as materialized (${parentSql(part, parent)})
    select (select count(*)::int from "parent") as parents,
      coalesce(json_agg(json_build_array(${list([source.column('id'), ...cells])})), '[]') as rows
    from (
      select * from ${part.table} as "r" where "r"."id" = any(${idArray(ids)}) and ${ofParent}
      order by "r"."id" for ${strength}
    ) as "t"`,
  )
  return {
    rows: new Map((answer?.rows ?? []).map(([id, ...values]) => [Number(id), valuesOf(names, values)])),
    hasParent: answer?.parents === 1,
  }
}

function parentSql(part: Part, parent?: Parent): SQL {
  const table = part.parent === undefined ? undefined : referenceOf(part.table, part.parent)?.table
  if (!parent?.lock || !table) return sql`select ${parent?.id ?? null}::bigint as "id"`
  const strength: Record<ParentLock, SQL> = { 'no key update': sql`no key update`, 'key share': sql`key share` }
  return sql`select "id" from ${table} where "id" = ${parent.id}::bigint for ${strength[parent.lock]}`
}

function valuesOf(names: readonly string[], values: readonly Scalar[]): Values {
  return Object.fromEntries(names.map((name, index) => [name, values[index] ?? null]))
}
