import { type SQL, sql } from 'drizzle-orm'
import type { Reader } from '@/db/client'
import type { FieldOptions, Inline, Model } from './define'
import { farModel, lookupsOf } from './far'
import type { Options, Related } from './form'
import { optionsOf, partName } from './labels'
import { type Actor, DeniedError, rightsOf } from './permissions'
import { parsed, run } from './run'
import { cleanSearch, escapeLike, searchSql } from './search-sql'
import type { Site } from './site'
import { Source } from './source'
import { orderKeys, recordSql, titleKeys, titleParts } from './title'

/**
 * The relation field that asks, as `SLUG/INLINE/FIELD` or, for a record's own field, `SLUG/FIELD`: its declaration may
 * limit what is offered, and says which texts travel with a record. An unknown place limits nothing.
 */
export type Place = string

export type OptionsQuery = { q: string; limit?: number; offset?: number; limitTo?: Place }

const pageSize = 20
const maxPageSize = 100

/**
 * The records of a model that a relation may point at and whose title or natural key holds every word of `q`: exact
 * matches first, then those that begin with it, then by title. Throws DeniedError without the right to view the model.
 */
export async function searchOptions(
  db: Reader,
  site: Site,
  slug: string,
  actor: Actor,
  { q, limit = pageSize, offset = 0, limitTo }: OptionsQuery,
): Promise<Options> {
  const model = site.modelAt(slug)
  if (!model || !rightsOf(site, actor, slug).view) throw new DeniedError(`May not view ${slug}`)
  const asking = askingField(site, slug, limitTo)
  const size = Math.min(Math.max(1, Math.trunc(limit) || pageSize), maxPageSize)
  const from = Math.min(Math.max(0, Math.trunc(offset) || 0), Number.MAX_SAFE_INTEGER)

  const found = new Source(model.table, 'p')
  const conditions = [searchSql(site, found, searchNames(model), q), limitSql(found, asking?.options.limit)].filter(
    (condition) => condition !== undefined,
  )
  const where = conditions.length > 0 ? sql` where ${sql.join(conditions, sql` and `)}` : sql``
  const order = rankedOrder(site, found, model, q)
  const ids = sql`select ${found.column('id')} from ${found.tables()}${where}
    order by ${order} limit ${size + 1} offset ${from}`

  const source = new Source(model.table)
  const record = recordSql(site, source, lookupsAsked(site, actor, model, asking))
  const shown = rankedOrder(site, source, model, q)
  const rows = await run<{ record: string }>(
    db,
    sql`select ${record}::text as record from ${source.tables()} where ${source.column('id')} in (${ids}) order by ${shown}`,
  )
  return {
    options: rows.slice(0, size).map((row) => parsed<Related>(row.record)),
    more: rows.length > size,
  }
}

export type AskingField = { part: Model | Inline; name: string; options: FieldOptions }

/** The relation field at a place, if there is one and it points at the model that is searched. */
export function askingField(site: Site, slug: string, place: Place | undefined): AskingField | undefined {
  const [own = '', ...names] = (place ?? '').split('/')
  const model = site.modelAt(own)
  const name = names.at(-1)
  const part = names.length > 1 ? model?.inlines?.find((inline) => partName(inline) === names[0]) : model
  if (!part || name === undefined || !part.fields.includes(name)) return undefined
  if (farModel(site, part.table, name)?.slug !== slug) return undefined
  return { part, name, options: optionsOf(site, part, name) }
}

/** The texts that go with a record: those of the field that asks, else the natural key alone. */
export function lookupsAsked(site: Site, actor: Actor, model: Model, asking: AskingField | undefined): string[] {
  if (asking) return lookupsOf(site, actor, asking.part, asking.name)
  return model.naturalKey === undefined ? [] : [model.naturalKey]
}

/** Only records with these column values; undefined where the declaration gives no limit. */
export function limitSql(source: Source, limit: FieldOptions['limit']): SQL | undefined {
  const conditions = Object.entries(limit ?? {}).map(([name, value]) => sql`${source.column(name)} = ${value}`)
  return conditions.length > 0 ? sql.join(conditions, sql` and `) : undefined
}

/** By what a record of a model is found: its natural key, and the columns and relations of its title. */
export function searchNames({ naturalKey, title }: Model): string[] {
  const names = titleParts(title).flatMap((part) => ('name' in part ? [part.name] : []))
  return [...new Set([...(naturalKey === undefined ? [] : [naturalKey]), ...names])]
}

/** By title, and before that exact matches of the whole text before beginnings, and those before the rest. */
function rankedOrder(site: Site, source: Source, model: Model, q: string): SQL {
  const byTitle = [...titleKeys(site, source), source.column('id')]
  const text = cleanSearch(q)
  if (text === '') return sql.join(byTitle, sql`, `)
  const names = searchNames(model).flatMap((name) => orderKeys(site, source, name))
  const any = (pattern: string) =>
    sql.join(
      names.map((name) => sql`${name}::text ilike ${pattern}`),
      sql` or `,
    )
  const literal = escapeLike(text)
  const rank = sql`case when ${any(literal)} then 0 when ${any(`${literal}%`)} then 1 else 2 end`
  return sql.join([rank, ...byTitle], sql`, `)
}
