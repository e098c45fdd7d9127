import { type SQL, sql } from 'drizzle-orm'
import { columnOf, columnsOf, referenceOf, splitName, uniquesOf } from './columns'
import { computedOf } from './computed'
import { sortName } from './list-query'
import type { Site } from './site'
import type { Source } from './source'
import { orderKeys } from './title'

/**
 * The expressions after `order by`, the id last and in the direction of the key before it, so that an index over
 * (column, id) can be read either way. `reversed` gives the very opposite order.
 */
export function orderSql(site: Site, source: Source, sort: readonly string[], reversed = false): SQL {
  return ordered(source, sort, reversed, (name) => ({ keys: orderKeys(site, source, name, indexed), empty: sql`` }))
}

/**
 * Likewise for the rows of a grid, in the order that a browser gives them: choices as they are declared, and empty cells
 * last whichever way the others go.
 */
export function rowOrderSql(site: Site, source: Source, sort: readonly string[], reversed = false): SQL {
  return ordered(source, sort, reversed, (name) => ({
    keys: choiceKeys(source, name) ?? orderKeys(site, source, name, indexed),
    // Only where there may be any: an index gives no other order of nothing than its own.
    empty: mayBeEmpty(site, source, name) ? (reversed ? sql` nulls first` : sql` nulls last`) : sql``,
  }))
}

type Ordering = { keys: SQL[]; empty: SQL }

function ordered(
  source: Source,
  sort: readonly string[],
  reversed: boolean,
  orderingOf: (name: string) => Ordering,
): SQL {
  const keys = sort.flatMap((key) => {
    const descending = key.startsWith('-') !== reversed
    const { keys, empty } = orderingOf(sortName(key))
    return keys.map((column) => ({ column, descending, empty }))
  })
  const last = keys.at(-1)?.descending ?? reversed
  const all = sort.some((key) => sortName(key) === 'id')
    ? keys
    : [...keys, { column: source.column('id'), descending: last, empty: sql`` }]
  return sql.join(
    all.map(({ column, descending, empty }) => sql`${column}${descending ? sql` desc` : sql``}${empty}`),
    sql`, `,
  )
}

/** A text that is unique whatever its case goes by the very expression of its index, which is no other order. */
function indexed(source: Source, name: string): SQL {
  const isFolded = uniquesOf(source.table).some(
    ({ columns, folded }) => folded && columns.length === 1 && columns[0] === name,
  )
  return isFolded ? sql`lower(${source.column(name)})` : source.column(name)
}

/** The place of a choice among its choices, where it is not that of the alphabet, which an index knows. */
function choiceKeys(source: Source, name: string): SQL[] | undefined {
  const choices = columnsOf(source.table)[name]?.enumValues ?? []
  if (choices.every((choice, at) => at === 0 || (choices[at - 1] ?? '') < choice)) return undefined
  const places = sql`(select array_agg(value order by ordinality) from jsonb_array_elements_text(${JSON.stringify(choices)}::text::jsonb) with ordinality)`
  return [sql`array_position(${places}, ${source.column(name)}::text)`]
}

function mayBeEmpty(site: Site, source: Source, name: string): boolean {
  if (computedOf(site, source.table, name)) return true
  const { name: own, far } = splitName(name)
  const to = far === undefined ? undefined : referenceOf(source.table, own)?.table
  return !columnOf(source.table, own).notNull || (to !== undefined && !columnOf(to, far ?? '').notNull)
}
