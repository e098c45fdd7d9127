import { getTableName } from 'drizzle-orm'
import type { PgTable } from 'drizzle-orm/pg-core'
import { referenceOf } from './columns'
import type { FieldOptions, Inline, Model, Pick } from './define'
import type { Site } from './site'

type Named = { table: PgTable; singular?: string; plural?: string }

/** `enrolledAt`, `enrolled_at` and `enrolled-at` read "Enrolled at". */
export function humanise(name: string): string {
  const words = name
    .replace(/([a-z0-9])([A-Z])/g, '$1 $2')
    .replace(/[_-]+/g, ' ')
    .trim()
    .toLowerCase()
  return words.charAt(0).toUpperCase() + words.slice(1)
}

/** "Course" -> "Courses", "Category" -> "Categories", "Box" -> "Boxes". Anything less regular is declared. */
export function pluralise(singular: string): string {
  if (/[^aeiou]y$/i.test(singular)) return `${singular.slice(0, -1)}ies`
  return /(s|x|z|ch|sh)$/i.test(singular) ? `${singular}es` : `${singular}s`
}

/** The way back, for names of tables, which are plurals. */
export function singularise(plural: string): string {
  if (/[^aeiou]ies$/i.test(plural)) return `${plural.slice(0, -3)}y`
  if (/(ss|x|zz|ch|sh)es$/i.test(plural)) return plural.slice(0, -2)
  return /[^s]s$/i.test(plural) ? plural.slice(0, -1) : plural
}

/** What one record of a model, or one row of an inline, is called: "Student". */
export function singularOf(named: Named): string {
  return named.singular ?? singularise(humanise(getTableName(named.table)))
}

/** What several of them are called: "Database module types". */
export function pluralOf(named: Named): string {
  if (named.plural !== undefined) return named.plural
  return named.singular === undefined ? humanise(getTableName(named.table)) : pluralise(named.singular)
}

/** The names of an inline's rows: its own, else those of the rows' own model, else made from the table's name. */
export function inlineNames(site: Site, inline: Inline): { singular: string; plural: string } {
  const own = inline.singular === undefined && inline.plural === undefined
  const slug = own ? site.slugOf(inline.table) : undefined
  const named = (slug !== undefined && site.modelAt(slug)) || inline
  return { singular: singularOf(named), plural: pluralOf(named) }
}

/** The key under which an inline's or a pick's part of a batch travels: `contact-departments`. */
export function partName(part: Inline | Pick): string {
  return part.name ?? getTableName(part.table).replace(/_/g, '-')
}

/** The label of a column: "Enrolled at"; a relation drops the Id of its name. */
export function labelOf(table: PgTable, name: string, options?: FieldOptions): string {
  if (options?.label !== undefined) return options.label
  return humanise(referenceOf(table, name) ? name.replace(/Id$/, '') : name)
}

/**
 * The options of a column: those of the table's own model, then those that the declaration at hand gives besides, so that
 * a label, a guard or a limit is written once and holds on every page.
 */
export function optionsOf(
  site: Site,
  part: { table: PgTable; options?: Model['options'] },
  name: string,
): FieldOptions {
  const slug = site.slugOf(part.table)
  const model = slug === undefined ? undefined : site.modelAt(slug)
  return { ...model?.options?.[name], ...part.options?.[name] }
}
