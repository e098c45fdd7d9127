import { type SQL, sql } from 'drizzle-orm'
import type { Transaction } from '@/db/client'
import { columnOf, referenceOf } from '../columns'
import { identifier } from '../identifier'
import { filterSql } from '../rows-sql'
import { run } from '../run'
import { at, idArray, rowSet, valueOrDefault } from '../save/sql'
import { Source } from '../source'
import { type Place, refuse, type Work } from './work'

/**
 * Locks the record that the rows hang on and answers with its id: `alone`, where rows are counted, so that nobody else
 * changes its rows meanwhile; else only so that it stays. Throws `Refused` where there is none.
 */
export async function lockParent(tx: Transaction, { model, part, id }: Place, alone: boolean): Promise<number> {
  const table = referenceOf(part.table, part.parent)?.table ?? model.table
  const { via } = part.declared
  const page = new Source(model.table, 'p')
  const parent =
    via === undefined
      ? sql`${id}::bigint`
      : sql`(select ${page.column(via)} from ${page.tables()} where ${page.column('id')} = ${id}::bigint)`
  const [row] = await run<{ id: string }>(
    tx,
    sql`select "id" from ${table} where "id" = ${parent} for ${alone ? sql`no key update` : sql`key share`}`,
  )
  return row ? Number(row.id) : refuse('gone', 'The record of these rows does not exist any more.')
}

/** How many rows a bulk change meets, how many of them hold the value already, and the highest id among them. */
export async function countMatching(
  tx: Transaction,
  work: Work,
  parentId: number,
): Promise<{ matching: number; same: number; upTo: number }> {
  const rows = new Source(work.part.table, 'c')
  const matching = matches(work, rows)
  const [row] = await run<{ matching: string; same: string; up_to: string }>(
    tx,
    sql`select count(*) as matching, count(*) filter (where not (${differs(work, rows)})) as same,
      coalesce(max(${rows.column('id')}), 0) as up_to
    from ${rows.tables()}${value(work)}
    where ${rows.column(work.part.parent)} = ${parentId}::bigint${matching}`,
  )
  return { matching: Number(row?.matching ?? 0), same: Number(row?.same ?? 0), upTo: Number(row?.up_to ?? 0) }
}

/** Locks the next rows that a bulk change meets, in the order of their ids, which it answers with. */
export async function lockMatching(
  tx: Transaction,
  work: Work,
  parentId: number,
  { cursor, upTo, most }: { cursor: number; upTo: number; most: number },
): Promise<number[]> {
  const rows = new Source(work.part.table, 'c')
  const id = rows.column('id')
  const parent = rows.column(work.part.parent)
  const matching = matches(work, rows)
  // A range instead of an equality, so that the planner walks the index over (parent, id) and not the primary key.
  const [row] = await run<{ ids: number[] }>(
    tx,
    sql`select coalesce(json_agg("id"), '[]') as ids from (
      select ${id} as "id" from ${rows.tables()}${value(work)}
      where ${parent} between ${parentId}::bigint and ${parentId}::bigint and ${id} > ${cursor}::bigint
        and ${id} <= ${upTo}::bigint and ${differs(work, rows)}${matching}
      order by ${parent}, ${id} limit ${most}::int for update of ${identifier(rows.alias)}
    ) as "locked"`,
  )
  return row?.ids ?? []
}

/** The value to set, as a row of one column, joined to the rows. */
function value({ part, change }: Work): SQL {
  return change.kind === 'set' ? sql` cross join ${rowSet(part.table, [{ [change.field]: change.to }])} as "v"` : sql``
}

function differs({ part, change }: Work, rows: Source): SQL {
  if (change.kind === 'delete') return sql`true`
  const column = columnOf(part.table, change.field)
  return sql`${rows.column(change.field)} is distinct from ${valueOrDefault(column, at('v', column))}`
}

function matches({ rows, except }: Work, source: Source): SQL {
  const kept = except.length > 0 ? sql` and ${source.column('id')} <> all(${idArray(except)})` : sql``
  return sql`${filterSql(rows, source)}${kept}`
}
