import { is, type SQL, SQL as SqlClass, sql } from 'drizzle-orm'
import { getTableConfig, type PgColumn, type PgTable } from 'drizzle-orm/pg-core'
import { columnOf, columnsOf } from '../columns'
import type { Scalar } from '../form'
import { identifier } from '../identifier'
import { kindOf } from '../kinds'
import type { Values } from './value'

/** A name of the database, quoted, in the table or subquery called `alias`. */
export function at(alias: string, column: PgColumn): SQL {
  return identifier(alias, column.name)
}

export function list(parts: readonly SQL[]): SQL {
  return sql.join([...parts], sql`, `)
}

/** One parameter for any number of ids. */
export function idArray(ids: readonly number[]): SQL {
  return sql`${`{${ids.join(',')}}`}::bigint[]`
}

/**
 * Rows as a set with the columns and types of `table`, from one parameter: a statement's size does not grow with them.
 * Columns that no row names are null. `ordinality` counts them from 1.
 */
export function rowSet(table: PgTable, rows: readonly (Values & { id?: number | null })[]): SQL {
  const columns = columnsOf(table)
  const named = rows.map((row) =>
    Object.fromEntries(
      Object.entries(row).map(([name, value]): [string, Scalar] => [columns[name]?.name ?? name, value ?? null]),
    ),
  )
  return sql`jsonb_populate_recordset(null::${table}, ${JSON.stringify(named)}::text::jsonb) with ordinality`
}

/** A sent value, or what the database fills in where a column may not stay blank. */
export function valueOrDefault(column: PgColumn, value: SQL): SQL {
  if (!column.notNull) return value
  if (is(column.default, SqlClass)) return sql`coalesce(${value}, ${column.default})`
  if (column.default !== undefined) return sql`coalesce(${value}, ${sql.param(column.default, column)})`
  return kindOf(column) === 'boolean' ? sql`coalesce(${value}, false)` : value
}

/** The columns that are written anew with every change of a row (`$onUpdate`), with what they become. */
export function touchedColumns(table: PgTable): { column: PgColumn; value: SQL }[] {
  return Object.values(columnsOf(table)).flatMap((column) => {
    const value: unknown = column.onUpdateFn?.()
    if (value === undefined) return []
    return { column, value: is(value, SqlClass) ? value : sql`${sql.param(value, column)}` }
  })
}

/** Every column of the table that a statement may write. */
export function writableColumns(table: PgTable): PgColumn[] {
  return getTableConfig(table).columns.filter((column) => column.generated === undefined)
}

export function columnsNamed(table: PgTable, names: Iterable<string>): PgColumn[] {
  return [...names].map((name) => columnOf(table, name))
}
