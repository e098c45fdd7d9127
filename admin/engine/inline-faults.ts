import { getTableName } from 'drizzle-orm'
import type { PgTable } from 'drizzle-orm/pg-core'
import { columnsOf, referenceOf, uniquesOf } from './columns'
import type { Inline, Model, Pick } from './define'
import { fieldFaults, lookupFault, type Report } from './field-faults'
import { partName } from './labels'
import { sortName } from './list-query'
import type { Site } from './site'

/** The faults of an inline: that its rows hang on the page's record, and that its words fit its table. */
export function inlineFaults(site: Site, model: Model, inline: Inline, report: Report): void {
  const say: Report = (fault) => report(`inline ${partName(inline)}: ${fault}`)
  parentFaults(model, inline, say)
  if (inline.fields.includes(inline.parent))
    say(`${inline.parent} ties the rows to the record and is filled in by the engine; leave it out of fields`)
  fieldFaults(site, inline, say, [inline.parent])
  const isComputed = inline.computed?.some(({ name }) => name === sortName(inline.sort ?? ''))
  const sortFault =
    inline.sort === undefined || isComputed ? undefined : lookupFault(site, inline.table, sortName(inline.sort))
  if (sortFault) say(`sort ${inline.sort} ${sortFault}`)
  const { extra = 1, minRows = 0, maxRows = Number.MAX_SAFE_INTEGER } = inline
  if (![extra, minRows, maxRows].every((rows) => Number.isSafeInteger(rows) && rows >= 0) || minRows > maxRows)
    say('extra, minRows and maxRows are whole numbers from 0, minRows not above maxRows')
  for (const rule of inline.rules ?? [])
    for (const name of Object.keys(rule.where))
      if (!inline.fields.includes(name)) say(`a rule speaks of ${name}, which is not one of its fields`)
}

function parentFaults(model: Model, { table, parent, via }: Inline, say: Report): void {
  const reference = referenceOf(table, parent)
  const at = `${getTableName(table)}.${parent}`
  if (!reference) {
    say(`parent ${at} does not refer to another table; give the column .references(…)`)
    return
  }
  if (via === undefined) {
    if (reference.table !== model.table)
      say(
        `parent ${at} refers to ${getTableName(reference.table)}, not to ${getTableName(model.table)}; name the column that does, or say via`,
      )
    return
  }
  const target = columnsOf(model.table)[via] && referenceOf(model.table, via)
  if (!target) say(`via ${via} is not a relation of ${getTableName(model.table)}`)
  else if (target.table !== reference.table)
    say(
      `via ${via} refers to ${getTableName(target.table)}, but parent ${at} to ${getTableName(reference.table)}; both must refer to the same table`,
    )
  if (!model.fields.includes(via)) say(`via ${via} is not among the fields of the page; add it to fields`)
}

/** The faults of a picked relation: two foreign keys, to this model and into the site, that are unique together. */
export function pickFaults(site: Site, model: Model, { table, parent, far, ...pick }: Pick, report: Report): void {
  const say: Report = (fault) => report(`pick ${partName({ table, parent, far, ...pick })}: ${fault}`)
  if (referenceOf(table, parent)?.table !== model.table)
    say(`parent ${getTableName(table)}.${parent} does not refer to ${getTableName(model.table)}`)
  const target = referenceOf(table, far)?.table
  if (!target) say(`far ${getTableName(table)}.${far} does not refer to another table`)
  else if (site.slugOf(target) === undefined)
    say(
      `far ${getTableName(table)}.${far} refers to ${getTableName(target)}, which is not in the site; add a model for it`,
    )
  if (!isUniquePair(table, parent, far))
    say(`${getTableName(table)} may hold a pair twice; add unique().on(table.${parent}, table.${far})`)
}

function isUniquePair(table: PgTable, parent: string, far: string): boolean {
  return uniquesOf(table).some(
    ({ columns, folded }) => !folded && columns.length === 2 && columns.includes(parent) && columns.includes(far),
  )
}
