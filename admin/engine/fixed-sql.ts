import { type SQL, sql } from 'drizzle-orm'
import { PgDialect } from 'drizzle-orm/pg-core'
import type { Site } from './site'

type Fixed = Record<string, SQL>

const dialect = new PgDialect()
const known = new WeakMap<Site, WeakMap<object, Map<string, Fixed>>>()

/**
 * Parts of a statement that follow from the declarations alone, made once for each site, `owner` (a table or a declaration)
 * and `key`: putting the same text together anew takes a good part of the time of a small save. What `make` returns may
 * hold nothing of a request: its values become part of the text.
 */
export function fixedSql<Parts extends Fixed>(site: Site, owner: object, key: string, make: () => Parts): Parts {
  const owners = known.get(site) ?? new WeakMap<object, Map<string, Fixed>>()
  known.set(site, owners)
  const parts = owners.get(owner) ?? new Map<string, Fixed>()
  owners.set(owner, parts)
  const found = parts.get(key) ?? textsOf(make())
  parts.set(key, found)
  // What is stored under a key was made by the same `make`.
  return found as Parts
}

function textsOf(parts: Fixed): Fixed {
  return Object.fromEntries(Object.entries(parts).map(([name, part]) => [name, isPlain(part) ? textOf(part) : part]))
}

/** Whether the values in it look the same as text of a statement. */
function isPlain(part: SQL): boolean {
  return dialect.sqlToQuery(part).params.every((value) => typeof value === 'string' || typeof value === 'number')
}

function textOf(part: SQL): SQL {
  return sql.raw(dialect.sqlToQuery(sql`${part}`.inlineParams()).sql)
}
