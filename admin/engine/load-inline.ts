import { type SQL, sql } from 'drizzle-orm'
import type { Reader } from '@/db/client'
import type { Inline, Model } from './define'
import { describe } from './describe'
import type { InlineForm, InlineRows } from './form'
import { isId } from './ids'
import { partName } from './labels'
import { sortKeys } from './list-query'
import { orderSql } from './order-sql'
import type { Actor } from './permissions'
import { rowSql } from './record-sql'
import { run } from './run'
import { searchSql } from './search-sql'
import type { Site } from './site'
import { Source } from './source'

/** A record's rows all travel with its page up to this number; of more only the first ones do, and windows the rest. */
export const wholeRows = 10_000
export const firstRows = 1_000
/** A window holds at most this many rows. */
export const windowRows = 2_000

export const noRows: InlineRows = { rows: '[]', total: 0 }

/** Part of an inline's rows: `sort` names fields (`-status`), `q` is a search; `offset` counts within what it matches. */
export type Window = { offset: number; limit: number; sort?: string[]; q?: string }

/** The inline of that name. Throws when the model has none. */
export function inlineOf(model: Model, name: string): Inline {
  const inline = model.inlines?.find((each) => partName(each) === name)
  if (!inline) throw new Error(`There is no inline ${name}`)
  return inline
}

/** The rows that a page opens with, made into JSON by the database; none for a person who may not view them. */
export async function readInline(
  db: Reader,
  site: Site,
  model: Model,
  form: InlineForm,
  id: number,
): Promise<InlineRows> {
  if (!form.can.view) return noRows
  const inline = inlineOf(model, form.name)
  const total = sql`select total from counted`
  const limit = sql`case when (${total}) > ${wholeRows} then ${firstRows}::int else ${wholeRows}::int end`
  return readRows(db, { site, model, inline, form, id, sort: defaultSort(inline), offset: 0, limit })
}

/**
 * A window of an inline's rows, searched and sorted by the database; `total` counts what the search matches. Null for an
 * unknown record model or inline and for a person who may not view its rows; an unknown record has no rows.
 */
export async function loadRows(
  db: Reader,
  site: Site,
  slug: string,
  actor: Actor,
  id: number,
  inlineName: string,
  window: Window,
): Promise<InlineRows | null> {
  const model = site.modelAt(slug)
  if (!model || !isId(id)) return null
  const page = describe(site, slug, actor)
  const form = page.inlines.find(({ name }) => name === inlineName)
  if (!page.can.view || !form?.can.view) return null
  const inline = inlineOf(model, form.name)
  const sort = sortKeys((window.sort ?? []).join(','), new Set(['id', ...form.fields.map(({ name }) => name)]))
  return readRows(db, {
    site,
    model,
    inline,
    form,
    id,
    sort: sort.length > 0 ? sort : defaultSort(inline),
    q: window.q,
    offset: wholeNumber(window.offset, Number.MAX_SAFE_INTEGER),
    limit: sql`${wholeNumber(window.limit, windowRows)}::int`,
  })
}

function wholeNumber(value: number, max: number): number {
  return Number.isFinite(value) ? Math.min(Math.max(0, Math.trunc(value)), max) : 0
}

function defaultSort({ sort }: Inline): string[] {
  return [sort ?? 'id']
}

type Rows = {
  site: Site
  model: Model
  inline: Inline
  form: InlineForm
  id: number
  sort: string[]
  q?: string
  offset: number
  limit: SQL
}

/**
 * Counts, then takes the rows and only then joins what they point at, in one statement. The rows come as text: neither
 * the driver nor the server makes objects of them.
 */
async function readRows(
  db: Reader,
  { site, model, inline, form, id, sort, q, offset, limit }: Rows,
): Promise<InlineRows> {
  const matching = (source: Source) => {
    const search = searchSql(site, source, searchColumns(form), q ?? '')
    const ofParent = ofParentSql(model, inline, source, id)
    return search ? sql`${ofParent} and ${search}` : ofParent
  }
  const all = new Source(inline.table, 'c')
  const wanted = new Source(inline.table, 'w')
  const order = orderSql(site, wanted, sort)
  const matches = matching(wanted)
  const source = new Source(inline.table)
  const row = rowSql(site, source, form.fields)
  const shown = orderSql(site, source, sort)
  const [result] = await run<{ rows: string | null; total: string }>(
    db,
    sql`with counted as materialized (select count(*) as total from ${all.tables()} where ${matching(all)})
    select (select total::text from counted) as total, (
      select json_agg(${row} order by ${shown})::text
      from (
        select ${sql.identifier(wanted.alias)}.* from ${wanted.tables()} where ${matches}
        order by ${order} limit ${limit} offset ${offset}
      ) as ${sql.identifier(source.alias)}${source.joins()}
    ) as rows`,
  )
  return { rows: result?.rows ?? '[]', total: Number(result?.total ?? 0) }
}

/** The rows of one record: tied to its id, or to the value of its `via` column. */
function ofParentSql(model: Model, inline: Inline, source: Source, id: number): SQL {
  const parent = source.column(inline.parent)
  if (inline.via === undefined) return sql`${parent} = ${id}`
  const page = new Source(model.table, 'page')
  return sql`${parent} = (select ${page.column(inline.via)} from ${page.tables()} where ${page.column('id')} = ${id})`
}

/** A search in a grid looks at its texts, at the titles of its relations and at the texts that travel with them. */
function searchColumns(form: InlineForm): string[] {
  return form.fields.flatMap((field) => {
    if (field.kind === 'text') return [field.name]
    return field.kind === 'relation' ? [field.name, ...field.lookups.map((lookup) => `${field.name}.${lookup}`)] : []
  })
}
