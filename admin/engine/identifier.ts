import { type SQL, sql } from 'drizzle-orm'

/**
 * Names of the database, each quoted, joined by dots: `"t"."title"`. One piece of text, where `sql.identifier` would make
 * several that are put together anew for every statement.
 */
export function identifier(...names: readonly [string, ...string[]]): SQL {
  return sql.raw(names.map((name) => `"${name.replaceAll('"', '""')}"`).join('.'))
}
