import { getTableName } from 'drizzle-orm'
import type { PgTable } from 'drizzle-orm/pg-core'
import { splitName } from './columns'
import type { FieldOptions, Inline, Model, Pick } from './define'
import { inlineNames, optionsOf, pluralOf, singularOf } from './labels'
import { type Actor, rightsOf } from './permissions'
import type { Site } from './site'

/** How the history speaks of the rows of one table. `slug` is their own model, `fields` the columns that may be shown. */
export type HistoryTable = {
  table: PgTable
  slug: string | undefined
  singular: string
  plural: string
  fields: readonly string[]
  options: (name: string) => FieldOptions
}

/**
 * The tables whose history a person may read, by database name: those of the models that they may view, and junctions
 * without a model on the pages of such models. Columns that no page shows stay out of sight here too.
 */
export function historyTables(site: Site, actor: Actor): Map<string, HistoryTable> {
  const tables = new Map<string, HistoryTable>()
  const add = (found: HistoryTable) => {
    const name = getTableName(found.table)
    const known = tables.get(name) ?? found
    const fields = new Set([...known.fields, ...found.fields].filter((each) => splitName(each).far === undefined))
    tables.set(name, { ...known, fields: [...fields] })
  }
  const viewable = Object.entries(site.models).filter(([slug]) => rightsOf(site, actor, slug).view)
  for (const [slug, model] of viewable) add({ ...describeTable(site, model), slug, fields: model.fields })
  // A junction with a model of its own is in by now, or is not this person's to see.
  const mayRead = ({ table }: Inline | Pick) => site.slugOf(table) === undefined || tables.has(getTableName(table))
  for (const [, { inlines = [], picks = [] }] of viewable) {
    for (const inline of inlines.filter(mayRead))
      add({ ...describeTable(site, inline), ...inlineNames(site, inline), fields: [inline.parent, ...inline.fields] })
    for (const { table, parent, far } of picks.filter(mayRead))
      add({ ...describeTable(site, { table }), fields: [parent, far] })
  }
  return tables
}

type Described = { table: PgTable; singular?: string; plural?: string; options?: Model['options'] }

function describeTable(site: Site, part: Described): Omit<HistoryTable, 'fields'> {
  const options = (name: string) => optionsOf(site, part, name)
  return { table: part.table, slug: undefined, singular: singularOf(part), plural: pluralOf(part), options }
}
