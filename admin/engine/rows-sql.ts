import { type SQL, sql } from 'drizzle-orm'
import type { Inline, Model } from './define'
import { type InlineForm, wholeRows } from './form'
import { identifier } from './identifier'
import { sortName } from './list-query'
import { rowOrderSql } from './order-sql'
import { rowSql } from './record-sql'
import { type RowValues, valuesSql } from './row-filter'
import { searchSql } from './search-sql'
import type { Site } from './site'
import { Source } from './source'

/** So many rows travel with the page of a record that has more than `wholeRows`. */
export const firstRows = 200

/** A page waits for no more rows than these to be counted. */
export const countedRows = 50_000

/** The rows of a record, those that a search and a filter match. */
export type Matching = {
  site: Site
  model: Model
  inline: Inline
  form: InlineForm
  id: number
  q: string
  values: RowValues
}

/** Whose rows, which of them, and in which order. */
export type RowsOf = Matching & { sort: string[] }

/** So many rows are passed over one by one along an index of a far table sooner than all of them are sorted. */
const fewPassed = 50_000

/** `fromEnd`: `offset` counts from the last row. */
type Part = { limit: number; offset: number; fromEnd?: boolean }

/**
 * All rows with their number, or the first ones of very many: a statement that gives `total`, which stops one above
 * `countedRows`, and, as JSON text, `rows`. Each branch has a limit that the planner knows; only one of them is carried out.
 * The first ones of rows that are counted are those of `wanted`, which `found` counts; null where `rows` are others.
 */
export function firstRowsSql(rows: RowsOf, wanted?: RowsOf): SQL {
  const first = { limit: firstRows, offset: 0 }
  const some = sql`total > ${wholeRows} and total <= ${countedRows}`
  const those = wanted ? sql`when ${some} then (${partSql(wanted, first)})` : sql``
  const count = wanted && (isWhole(wanted) ? sql`total` : sql`(${countSql(wanted)})`)
  const found = count ? sql`case when ${some} then ${count} end` : sql`null`
  return sql`with counted as materialized (${countAloneSql(rows, sql`limit ${countedRows + 1}::int`)})
    select total::text as total, case ${those}
      when total > ${wholeRows} then (${partSql(rows, first)}) else (${wholeSql(rows)}) end as rows,
      (${found})::text as found
    from counted`
}

/** Some of the rows that match: a statement that gives, as JSON text, `rows`. */
export function windowSql(rows: RowsOf, part: Part): SQL {
  return sql`select (${partSql(rows, part)}) as rows`
}

/**
 * How many rows match: a statement that gives `total`. One process counts a record's rows along an index as soon as several
 * do in the whole table, and leaves the others to whoever waits for more.
 */
export function countSql(rows: Matching): SQL {
  if (isWhole(rows)) return countAloneSql(rows, sql`offset 0`)
  const source = new Source(rows.inline.table, 'c')
  // The tables come last: what is asked of the rows may lead to others.
  const matching = matchingSql(rows, source)
  return sql`select count(*) as total from ${source.tables()} where ${matching}`
}

/** The subquery keeps its own plan, which no other processes take part in. */
function countAloneSql(rows: Matching, within: SQL): SQL {
  const source = new Source(rows.inline.table, 'c')
  const matching = matchingSql(rows, source)
  return sql`select count(*) as total from (select from ${source.tables()} where ${matching} ${within}) as counted_rows`
}

/** Whether neither a search nor a filter leaves rows out. */
function isWhole({ q, values }: Matching): boolean {
  return q === '' && Object.keys(values).length === 0
}

/** The rows are taken before what they point at is joined, so that the join meets only rows that are shown. */
function wholeSql(rows: RowsOf): SQL {
  const wanted = new Source(rows.inline.table, 'w')
  const order = rowOrderSql(rows.site, wanted, rows.sort)
  const matching = matchingSql(rows, wanted)
  const { row, shown, source } = shownSql(rows)
  return sql`select json_agg(${row} order by ${shown})::text from (
    select ${identifier(wanted.alias)}.* from ${wanted.tables()} where ${matching}
    order by ${order} limit ${wholeRows}::int) as ${identifier(source.alias)}${source.joins()}`
}

/** The ids are taken first, from an index alone where there is one, so that a window far down is soon reached. */
function partSql(rows: RowsOf, { limit, offset, fromEnd = false }: Part): SQL {
  const wanted = new Source(rows.inline.table, 'w')
  const ordered = rowOrderSql(rows.site, wanted, rows.sort, fromEnd)
  const matching = matchingSql(rows, wanted)
  const walked = isWhole(rows) && rows.sort.length === 1 && sortName(rows.sort[0] ?? '') === 'id'
  const { row, shown, source } = shownSql(rows)
  const tables = offset <= fewPassed ? wanted.tablesFromEitherEnd() : wanted.tables()
  const ids = walked
    ? sql`select ${wanted.column('id')} from ${wanted.tables()} where ${walkedSql(rows, wanted)}
      order by ${wanted.column(rows.inline.parent)}${(rows.sort[0] === 'id') !== fromEnd ? sql`` : sql` desc`}, ${ordered}`
    : sql`select ${wanted.column('id')} from ${tables} where ${matching} order by ${ordered}`
  return sql`select json_agg(${row} order by ${shown})::text from ${source.tables()}
    where ${source.column('id')} in (${ids} limit ${limit}::int offset ${offset})`
}

function shownSql({ site, inline, form, sort }: RowsOf) {
  const source = new Source(inline.table)
  return { source, row: rowSql(site, source, form.fields), shown: rowOrderSql(site, source, sort) }
}

function matchingSql(rows: Matching, source: Source): SQL {
  return sql`${source.column(rows.inline.parent)} = ${parentSql(rows)}${filterSql(rows, source)}`
}

/** What a search and a filter ask of a row besides, after ` and `; nothing where they ask nothing. */
export function filterSql({ site, form, q, values }: Matching, source: Source): SQL {
  const search = searchSql(site, source, searchColumns(form), q, 'all')
  const chosen = valuesSql(site, source, values)
  return search ? sql` and ${search}${chosen}` : chosen
}

/**
 * The same rows as a range of the index over (parent, id). With an equality the planner knows the order by id to be that
 * of the primary key too, and may walk through all rows of all parents to find the first few of this one.
 */
function walkedSql(rows: Matching, source: Source): SQL {
  return sql`${source.column(rows.inline.parent)} between ${parentSql(rows)} and ${parentSql(rows)}`
}

/** What the rows' parent column holds: the record's id, or the value of its `via` column. */
function parentSql({ model, inline, id }: Matching): SQL {
  if (inline.via === undefined) return sql`${id}::bigint`
  const page = new Source(model.table, 'page')
  return sql`(select ${page.column(inline.via)} from ${page.tables()} where ${page.column('id')} = ${id})`
}

/** A search in a grid looks at its texts, at the titles of its relations and at the texts that travel with them. */
function searchColumns(form: InlineForm): string[] {
  return form.fields.flatMap((field) => {
    if (field.kind === 'text') return [field.name]
    return field.kind === 'relation' ? [field.name, ...field.lookups.map((lookup) => `${field.name}.${lookup}`)] : []
  })
}
