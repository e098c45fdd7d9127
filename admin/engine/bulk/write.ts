import { type SQL, sql } from 'drizzle-orm'
import type { PgColumn, PgTable } from 'drizzle-orm/pg-core'
import type { Transaction } from '@/db/client'
import { columnOf } from '../columns'
import type { Scalar } from '../form'
import { identifier } from '../identifier'
import { run } from '../run'
import { changeHistory } from '../save/history'
import { at, idArray, list, rowSet, touchedColumns, valueOrDefault } from '../save/sql'
import type { Target } from '../save/write'

/** Sets a column of locked rows and writes their history, in one statement. Answers with how many it were. */
export async function setColumn(
  tx: Transaction,
  { site, author, part, parentId }: Target & { part: { parent: string } },
  ids: readonly number[],
  field: string,
  value: Scalar,
): Promise<number> {
  const { table } = part
  const column = columnOf(table, field)
  const { set, written } = setting(table, column, valueOrDefault(column, at('v', column)))
  const history = changeHistory(site, author, part, written)
  const [answer] = await run<{ count: number }>(
    tx,
    sql`with "w" as (
      update ${table} as "r" set ${set} from ${rowSet(table, [{ [field]: value }])} as "v"
      where "r"."id" = any(${idArray(ids)}) and ${at('r', columnOf(table, part.parent))} = ${parentId}::bigint
      returning "r".*
    ), "h" as (${history})
    select count(*)::int as count from "w"`,
  )
  return answer?.count ?? 0
}

/** What an update says that sets one column, and with it those that every change of a row writes anew. */
export function setting(table: PgTable, column: PgColumn, value: SQL): { set: SQL; written: PgColumn[] } {
  const all = [{ column, value }, ...touchedColumns(table).filter((each) => each.column !== column)]
  return {
    set: list(all.map((each) => sql`${identifier(each.column.name)} = ${each.value}`)),
    written: all.map((each) => each.column),
  }
}
