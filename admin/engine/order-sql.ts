import { type SQL, sql } from 'drizzle-orm'
import { sortName } from './list-query'
import type { Site } from './site'
import type { Source } from './source'
import { orderKeys } from './title'

/**
 * The expressions after `order by`, the id last and in the direction of the key before it, so that an index over
 * (column, id) can be read either way. `reversed` gives the very opposite order.
 */
export function orderSql(site: Site, source: Source, sort: readonly string[], reversed = false): SQL {
  const keys = sort.flatMap((key) => {
    const descending = key.startsWith('-') !== reversed
    return orderKeys(site, source, sortName(key)).map((column) => ({ column, descending }))
  })
  const last = keys.at(-1)?.descending ?? reversed
  const all = sort.some((key) => sortName(key) === 'id')
    ? keys
    : [...keys, { column: source.column('id'), descending: last }]
  return sql.join(
    all.map(({ column, descending }) => (descending ? sql`${column} desc` : column)),
    sql`, `,
  )
}
