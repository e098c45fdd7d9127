import { type SQL, sql } from 'drizzle-orm'
import type { Reader } from '@/db/client'
import { cellSql, kindSql } from './cell-sql'
import { columnOf, referenceOf, splitName } from './columns'
import { computedOf, computedValue, maySee } from './computed'
import type { Model } from './define'
import { farModel } from './far'
import type { Cell } from './form'
import { identifier } from './identifier'
import { kindOf } from './kinds'
import { describeColumn, describeFilter, type ListColumn, type ListFilter } from './list-columns'
import { defaultSort, type ListQuery, sortName } from './list-query'
import { orderSql } from './order-sql'
import { type Actor, DeniedError, rightsOf } from './permissions'
import { parsed, run } from './run'
import { searchSql } from './search-sql'
import type { Site } from './site'
import { Source } from './source'
import { recordSql, relatedSql } from './title'

export type ListRow = { id: number; title: string; cells: Cell[] }

/** `page` is the page that is shown: a number past the end shows the last one. */
export type ListPage = {
  columns: ListColumn[]
  rows: ListRow[]
  total: number
  page: number
  pages: number
  size: number
  filters: ListFilter[]
}

/**
 * One page of a model's records, in two statements, and one for each relation that it is filtered by. Columns, order,
 * search and filters that need a far model which the actor may not view are left out. Throws DeniedError without the right
 * to view the model itself.
 */
export async function listRecords(
  db: Reader,
  site: Site,
  slug: string,
  actor: Actor,
  query: ListQuery,
): Promise<ListPage> {
  const model = site.modelAt(slug)
  if (!model || !rightsOf(site, actor, slug).view) throw new DeniedError(`May not view ${slug}`)
  const seen = (name: string) => isSeen(site, actor, model, name)
  const columns = model.list.columns.filter(seen)
  const search = (model.list.search ?? []).filter(seen)
  const sort = query.sort.filter((key) => seen(sortName(key)))
  const offered = (model.list.filters ?? []).filter((name) => mayFilter(site, actor, model, name))
  const filters = Object.fromEntries(Object.entries(query.filters).filter(([name]) => offered.includes(name)))
  const list = {
    site,
    model,
    columns,
    search,
    sort: sort.length > 0 ? sort : defaultSort(model).filter(seen),
    query: { ...query, filters },
  }
  const described = Promise.all(
    offered.map((name) => describeFilter(db, site, actor, model, name, filters[name] ?? [])),
  )

  // Without a search the first page is asked for together with the count; a search is planned by what it matches.
  const early = query.page === 1 && query.q === '' ? readRows(db, list, { offset: 0, total: 0 }) : undefined
  const [total] = await Promise.all([readTotal(db, list), early, described])
  const pages = Math.max(1, Math.ceil(total / query.size))
  const page = Math.min(query.page, pages)
  return {
    columns: columns.map((name) => describeColumn(site, actor, model, name)),
    rows: (await early) ?? (await readRows(db, list, { offset: (page - 1) * query.size, total })),
    total,
    page,
    pages,
    size: query.size,
    filters: await described,
  }
}

type List = {
  site: Site
  model: Model
  columns: readonly string[]
  search: readonly string[]
  sort: readonly string[]
  query: ListQuery
}

function isSeen(site: Site, actor: Actor, model: Model, name: string): boolean {
  const made = computedOf(site, model.table, name)
  if (made) return maySee(site, actor, model.table, made)
  const { name: own, far } = splitName(name)
  return far === undefined || mayFilter(site, actor, model, own)
}

function mayFilter(site: Site, actor: Actor, model: Model, name: string): boolean {
  const far = farModel(site, model.table, name)
  return !far || rightsOf(site, actor, far.slug).view
}

async function readTotal(db: Reader, list: List): Promise<number> {
  const source = new Source(list.model.table)
  const where = whereSql(list, source)
  const [row] = await run<{ total: string }>(db, sql`select count(*)::text as total from ${source.tables()}${where}`)
  return Number(row?.total ?? 0)
}

/** A search that matches at most this many records is carried out before anything is sorted. */
const fewMatches = 5_000

/**
 * The ids of the page are found first, from the index that gives the order where there is one; only then the page's few
 * rows are joined with what they point at. Past the middle the page is counted from the end.
 */
async function readRows(
  db: Reader,
  list: List,
  { offset, total }: { offset: number; total: number },
): Promise<ListRow[]> {
  const { site, model, columns, sort, query } = list
  const fromEnd = total > 0 && offset > total / 2
  const limit = fromEnd ? Math.min(query.size, total - offset) : query.size
  const found = new Source(model.table, 'p')
  const order = orderSql(site, found, sort, fromEnd)
  const few = query.q !== '' && total <= fewMatches
  const from = few
    ? sql`${fencedSql(list)} as ${identifier(found.alias)}${found.joins()}`
    : sql`${found.tables()}${whereSql(list, found)}`
  const ids = sql`select ${found.column('id')} from ${from}
    order by ${order} limit ${limit} offset ${fromEnd ? total - offset - limit : offset}`

  const source = new Source(model.table)
  const cells = columns.map((name) => columnSql(site, source, name))
  const record = recordSql(site, source, [])
  const shown = orderSql(site, source, sort)
  const rows = await run<{ record: string; cells: string }>(
    db,
    sql`select ${record}::text as record, json_build_array(${sql.join(cells, sql`, `)})::text as cells
    from ${source.tables()} where ${source.column('id')} in (${ids}) order by ${shown}`,
  )
  return rows.map((row) => {
    const [id, title] = parsed<[id: number, title: string]>(row.record)
    return { id, title, cells: parsed<Cell[]>(row.cells) }
  })
}

/** The matching records, fenced by `offset 0`: the planner would otherwise walk the order's index to find a handful. */
function fencedSql(list: List): SQL {
  const source = new Source(list.model.table, 'm')
  const where = whereSql(list, source)
  return sql`(select ${identifier(source.alias)}.* from ${source.tables()}${where} offset 0)`
}

function columnSql(site: Site, source: Source, name: string): SQL {
  const made = computedOf(site, source.table, name)
  if (made) return kindSql(made.kind, computedValue(source, made))
  const { name: own, far } = splitName(name)
  if (far !== undefined) {
    const at = source.far(own)
    return cellSql(columnOf(at.table, far), at.column(far))
  }
  if (referenceOf(source.table, own)) return relatedSql(site, source, own, [])
  return cellSql(columnOf(source.table, own), source.column(own))
}

function whereSql({ site, model, search, query }: List, source: Source): SQL {
  const conditions = [
    searchSql(site, source, search, query.q),
    ...Object.entries(query.filters).map(([name, values]) => filterSql(model, source, name, values)),
  ].filter((condition) => condition !== undefined)
  return conditions.length > 0 ? sql` where ${sql.join(conditions, sql` and `)}` : sql``
}

function filterSql(model: Model, source: Source, name: string, values: readonly string[]): SQL {
  const kind = referenceOf(model.table, name) ? 'relation' : kindOf(columnOf(model.table, name))
  const params = values.map((value) => {
    if (kind === 'relation') return sql`${Number(value)}`
    return kind === 'boolean' ? sql`${value === 'true'}` : sql`${value}`
  })
  return sql`${source.column(name)} in (${sql.join(params, sql`, `)})`
}
