import { getTableName } from 'drizzle-orm'
import { columnsOf, referenceOf } from './columns'
import type { Model } from './define'
import type { Report } from './field-faults'
import type { Site } from './site'
import { titleParts } from './title'

/** The faults of a title: names that are no columns, braces left open, titles that stand for each other for ever. */
export function titleFaults(site: Site, model: Model, report: Report): void {
  const names = columnNames(model)
  if (names.length === 0) report(`the title ${model.title} names no column; write {column} in it`)
  if (titleParts(model.title).some((part) => 'text' in part && /[{}]/.test(part.text)))
    report(`the title ${model.title} has a brace without its partner`)
  for (const name of names) {
    const reference = columnsOf(model.table)[name] && referenceOf(model.table, name)
    if (!columnsOf(model.table)[name])
      report(`the title names ${name}, which is not a column of ${getTableName(model.table)}`)
    else if (reference && site.slugOf(reference.table) === undefined)
      report(
        `the title names ${name}, which refers to ${getTableName(reference.table)}; add a model for it to the site`,
      )
  }
  if (leadsTo(site, model, model, new Set()))
    report('the title leads back to itself through relations; name a column in it')
}

function columnNames({ title }: Model): string[] {
  return titleParts(title).flatMap((part) => ('name' in part ? [part.name] : []))
}

/** Whether the title of `from` needs, through its relations, the title of `wanted`. */
function leadsTo(site: Site, from: Model, wanted: Model, seen: Set<Model>): boolean {
  return columnNames(from).some((name) => {
    const reference = columnsOf(from.table)[name] && referenceOf(from.table, name)
    const far = reference && site.modelAt(site.slugOf(reference.table) ?? '')
    if (!far || seen.has(far)) return false
    return far === wanted || leadsTo(site, far, wanted, seen.add(far))
  })
}
