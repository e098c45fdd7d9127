import { type SQL, sql } from 'drizzle-orm'
import { columnOf, referenceOf, splitName } from './columns'
import { computedOf, computedValue } from './computed'
import type { Model } from './define'
import { kindOf } from './kinds'
import type { Site } from './site'
import type { Source } from './source'

/** A title is text and column names in turn: `{studentId} in {courseId}` has three parts. */
export type TitlePart = { text: string } | { name: string }

/** The parts of a model's title; a title without braces is a single column. */
export function titleParts(title: string): TitlePart[] {
  if (!title.includes('{')) return [{ name: title }]
  return title
    .split(/(\{[^{}]*\})/)
    .filter((part) => part !== '')
    .map((part) => (part.startsWith('{') && part.endsWith('}') ? { name: part.slice(1, -1) } : { text: part }))
}

/** The model of a source's table. Throws for a table outside the site: `site()` refuses relations to such. */
function modelOf(site: Site, source: Source): Model {
  const model = site.modelAt(site.slugOf(source.table) ?? '')
  if (!model) throw new Error('A title was asked of a table that has no model')
  return model
}

/**
 * The title of the source's record as an SQL text; joins what a template's relations point at. Null when there is no
 * record (a relation without a value), `#id` when the title would be blank.
 */
export function titleSql(site: Site, source: Source): SQL {
  const id = source.column('id')
  return sql`coalesce(nullif(btrim(${bareTitle(site, source)}), ''), '#' || ${id})`
}

function bareTitle(site: Site, source: Source): SQL {
  const parts = titleParts(modelOf(site, source).title)
  const [only] = parts
  if (only && parts.length === 1 && 'name' in only) return partSql(site, source, only.name)
  const pieces = parts.map((part) => ('text' in part ? sql`${part.text}::text` : partSql(site, source, part.name)))
  return sql`case when ${source.column('id')} is not null then concat(${sql.join(pieces, sql`, `)}) end`
}

function partSql(site: Site, source: Source, name: string): SQL {
  if (referenceOf(source.table, name)) return bareTitle(site, source.far(name))
  return kindOf(columnOf(source.table, name)) === 'text' ? source.column(name) : sql`${source.column(name)}::text`
}

type KeyOf = (source: Source, name: string) => SQL

const columnItself: KeyOf = (source, name) => source.column(name)

/**
 * What to order by for a column: the column itself, or what `keyOf` makes of it; for a relation the columns that make up its
 * title, one after another, so that an index can serve; for `studentId.email` the far column.
 */
export function orderKeys(site: Site, source: Source, name: string, keyOf = columnItself): SQL[] {
  const made = computedOf(site, source.table, name)
  if (made) return [computedValue(source, made)]
  const { name: own, far } = splitName(name)
  if (far !== undefined) return [keyOf(source.far(own), far)]
  return referenceOf(source.table, own) ? titleKeys(site, source.far(own), keyOf) : [keyOf(source, own)]
}

/** The columns that make up the title of the source's record, in order. */
export function titleKeys(site: Site, source: Source, keyOf = columnItself): SQL[] {
  return titleParts(modelOf(site, source).title).flatMap((part) =>
    'name' in part ? orderKeys(site, source, part.name, keyOf) : [],
  )
}

/**
 * What a relation's cell holds, as a JSON array made by the database: id, title, and the texts of the far columns
 * `lookups`; null where there is no value.
 */
export function relatedSql(site: Site, source: Source, name: string, lookups: readonly string[]): SQL {
  const far = source.far(name)
  const related = recordSql(site, far, lookups)
  const cell = sql`case when ${source.column(name)} is not null then ${related} end`
  return columnOf(source.table, name).notNull ? related : cell
}

/** The source's record as relations and pickers show it: `[id, title, ...lookups]`. */
export function recordSql(site: Site, source: Source, lookups: readonly string[]): SQL {
  const texts = lookups.map((lookup) => sql`, ${source.column(lookup)}::text`)
  return sql`json_build_array(${source.column('id')}, ${titleSql(site, source)}${sql.join(texts)})`
}
