import { type SQL, sql } from 'drizzle-orm'
import type { PgColumn, PgTable } from 'drizzle-orm/pg-core'
import type { Transaction } from '@/db/client'
import { history } from '@/db/schema/history'
import { columnOf, nameOf, type Reference, referenceOf, referencesOf } from '../columns'
import { identifier } from '../identifier'
import { run } from '../run'
import { type Author, changeHistory, historyOf } from '../save/history'
import { at, idArray, list, writableColumns } from '../save/sql'
import type { Site } from '../site'
import type { Place } from './work'
import { setting } from './write'

/** Rows of which table are brought back; those of the grid's own table must belong to its record. */
type Target = {
  site: Site
  author: Author
  table: PgTable
  parent: { column: PgColumn; id: number } | undefined
}

/**
 * Sets a column back to what it was before the history's entries `ids`, where it still holds what they say was written and
 * what it would point at is still there. Answers with how many rows it were.
 */
export async function setBack(
  tx: Transaction,
  { site, author, table, parent }: Target,
  ids: readonly number[],
  column: PgColumn,
): Promise<number> {
  const entries = sql`select "h"."row_id" as "id", ${at('b', column)} as "was", ${at('a', column)} as "became"
    from ${history} as "h" cross join lateral jsonb_populate_record(null::${table}, "h"."before") as "b"
    cross join lateral jsonb_populate_record(null::${table}, "h"."after") as "a" where "h"."id" = any(${idArray(ids)})`
  // Locked first: what the rows were before is then read as it is, and not as it was when the statement began.
  await tx.execute(sql`select count(*) from (
    select 1 from ${table} as "r" where "r"."id" in (select "id" from (${entries}) as "e")
    order by "r"."id" for no key update) as "locked"`)
  const { set, written } = setting(table, column, sql`"i"."was"`)
  const past = changeHistory(site, author, { table }, written)
  const reference = referenceOf(table, nameOf(table, column.name) ?? '')
  const [answer] = await run<{ count: number }>(
    tx,
    sql`with "i" as materialized (${entries}), "w" as (
      update ${table} as "r" set ${set} from "i" where "i"."id" = "r"."id"
        and ${at('r', column)} is not distinct from "i"."became"${ofParent(parent, 'r')}${reference ? isThere(reference, sql`"i"."was"`) : sql``}
      returning "r".*
    ), "h" as (${past})
    select count(*)::int as count from "w"`,
  )
  return answer?.count ?? 0
}

/**
 * Inserts the rows that the history's entries `ids` say were deleted, under their old ids with all they held. A row whose
 * place somebody has taken, or that points at what is gone, stays away. Answers with how many came back.
 */
export async function restoreRows(
  tx: Transaction,
  { site, author, table, parent }: Target,
  ids: readonly number[],
): Promise<number> {
  const columns = writableColumns(table)
  const past = historyOf(
    site,
    author,
    { table },
    {
      action: 'create',
      rows: sql`"w"`,
      before: sql`null`,
      after: sql`to_jsonb("t")`,
    },
  )
  const present = [...referencesOf(table)].map(([name, reference]) => {
    const column = columns.find((each) => nameOf(table, each.name) === name)
    return column ? isThere(reference, at('i', column)) : sql``
  })
  const [answer] = await run<{ count: number }>(
    tx,
    sql`with "w" as (
      insert into ${table} (${list(columns.map((column) => identifier(column.name)))}) overriding system value
      select ${list(columns.map((column) => at('i', column)))}
      from ${history} as "h" cross join lateral jsonb_populate_record(null::${table}, "h"."before") as "i"
      where "h"."id" = any(${idArray(ids)})${ofParent(parent, 'i')}${sql.join(present)}
      order by "i"."id" on conflict do nothing returning *
    ), "p" as (${past})
    select count(*)::int as count from "w"`,
  )
  return answer?.count ?? 0
}

/** Locks those rows of a record that are still as the history's entries `ids` say they were brought back; answers with their ids. */
export async function lockRestored(
  tx: Transaction,
  { part }: Pick<Place, 'part'>,
  parentId: number,
  ids: readonly number[],
): Promise<number[]> {
  const { table } = part
  const columns = writableColumns(table)
  const row = (alias: string) => sql`row(${list(columns.map((column) => at(alias, column)))})`
  const [answer] = await run<{ ids: number[] }>(
    tx,
    sql`select coalesce(json_agg("id"), '[]') as ids from (
      select "r"."id" from ${history} as "h" cross join lateral jsonb_populate_record(null::${table}, "h"."after") as "a"
        join ${table} as "r" on "r"."id" = "h"."row_id"
      where "h"."id" = any(${idArray(ids)}) and ${at('r', columnOf(table, part.parent))} = ${parentId}::bigint
        and ${row('r')} is not distinct from ${row('a')}
      order by "r"."id" for update of "r"
    ) as "locked"`,
  )
  return answer?.ids ?? []
}

function ofParent(parent: Target['parent'], alias: string): SQL {
  return parent ? sql` and ${at(alias, parent.column)} = ${parent.id}::bigint` : sql``
}

function isThere({ table, column }: Reference, value: SQL): SQL {
  return sql` and (${value} is null or exists (select 1 from ${table} as "f" where ${at('f', column)} = ${value}))`
}
