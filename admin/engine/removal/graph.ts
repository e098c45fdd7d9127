import { getTableConfig, type PgColumn, type PgTable } from 'drizzle-orm/pg-core'
import { humanise, pluralOf } from '../labels'
import { midSentence } from '../mid-sentence'
import type { Site } from '../site'

/** A foreign key that points at a table of the site, and what the database does to its row when that record goes. */
export type Dependence = {
  table: PgTable
  column: PgColumn
  to: PgTable
  onDelete: 'cascade' | 'clear' | 'restrict'
}

/** Every table that the site's pages write: of its models, their inlines and their picks. */
export function tablesOf(site: Site): PgTable[] {
  const tables = Object.values(site.models).flatMap(({ table, inlines = [], picks = [] }) => [
    table,
    ...inlines.map((inline) => inline.table),
    ...picks.map((pick) => pick.table),
  ])
  return [...new Set(tables)]
}

/** The foreign keys by which rows of the site's tables depend on a record of `to`. */
export function dependencesOn(site: Site, to: PgTable): Dependence[] {
  return tablesOf(site).flatMap((table) =>
    getTableConfig(table).foreignKeys.flatMap((key): Dependence[] => {
      const { columns, foreignTable } = key.reference()
      const [column] = columns
      if (foreignTable !== to || !column || columns.length !== 1) return []
      return [{ table, column, to, onDelete: meaningOf(key.onDelete) }]
    }),
  )
}

/**
 * What the rows of a table are called, in the plural. A junction without a model is called as on the page that shows it,
 * "Modules of database configurations", or after its table where that gives it no name.
 */
export function rowsLabel(site: Site, table: PgTable): { model: string; label: string } {
  const slug = site.slugOf(table)
  const model = slug === undefined ? undefined : site.modelAt(slug)
  if (slug !== undefined && model) return { model: slug, label: pluralOf(model) }
  const { name } = getTableConfig(table)
  return { model: name.replace(/_/g, '-'), label: nameOnPage(site, table) ?? humanise(name) }
}

function nameOnPage(site: Site, table: PgTable): string | undefined {
  for (const model of Object.values(site.models)) {
    const inline = model.inlines?.find((each) => each.table === table)
    if (inline?.singular !== undefined || inline?.plural !== undefined)
      return `${pluralOf(inline)} of ${midSentence(pluralOf(model))}`
  }
  return undefined
}

function meaningOf(onDelete: string | undefined): Dependence['onDelete'] {
  if (onDelete === 'cascade') return 'cascade'
  return onDelete === 'set null' || onDelete === 'set default' ? 'clear' : 'restrict'
}
