import { sql } from 'drizzle-orm'
import type { Transaction } from '@/db/client'
import { columnOf } from '../columns'
import type { Scalar } from '../form'
import { run } from '../run'
import { changedValues, historyOf } from '../save/history'
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
  const touched = touchedColumns(table).filter((each) => each.column !== column)
  const written = [column, ...touched.map((each) => each.column)]
  const set = [
    sql`${sql.identifier(column.name)} = ${valueOrDefault(column, at('v', column))}`,
    ...touched.map((each) => sql`${sql.identifier(each.column.name)} = ${each.value}`),
  ]
  const history = historyOf(site, author, part, {
    action: 'change',
    rows: sql`"w"`,
    isChange: true,
    before: changedValues('o', written),
    after: changedValues('t', written),
  })
  const [answer] = await run<{ count: number }>(
    tx,
    sql`with "w" as (
      update ${table} as "r" set ${list(set)} from ${rowSet(table, [{ [field]: value }])} as "v"
      where "r"."id" = any(${idArray(ids)}) and ${at('r', columnOf(table, part.parent))} = ${parentId}::bigint
      returning "r".*
    ), "h" as (${history})
    select count(*)::int as count from "w"`,
  )
  return answer?.count ?? 0
}
