import { type SQL, sql } from 'drizzle-orm'
import type { PgColumn } from 'drizzle-orm/pg-core'
import { type ColumnKind, kindOf } from './kinds'

/**
 * A column's value as it crosses to the browser, for use inside a JSON array: decimals and dates as text, moments as ISO
 * 8601 text in UTC with microseconds whatever the session's time zone, everything else as it is. The one formatting of
 * stored values: a page, a list and the answer to a save show the same text for the same value.
 * `at` is the column in the query at hand, the plain column by default.
 */
export function cellSql(column: PgColumn, at: SQL = sql`${column}`): SQL {
  return kindSql(kindOf(column), at, 'withTimezone' in column && column.withTimezone === true)
}

/** Likewise for a value of that kind which is no column; `zoned` says whether a moment knows its zone. */
export function kindSql(kind: ColumnKind | undefined, at: SQL, zoned = true): SQL {
  switch (kind) {
    case 'moment':
      return momentSql(at, zoned)
    case 'decimal':
    case 'date':
    case undefined:
      return sql`${at}::text`
    case 'text':
    case 'choice':
    case 'integer':
    case 'boolean':
      return at
  }
}

function momentSql(at: SQL, zoned: boolean): SQL {
  const utc = zoned ? sql`${at} at time zone 'UTC'` : at
  return sql`btrim(to_json(${utc})::text, '"') || '+00:00'`
}
