import { getTableName } from 'drizzle-orm'
import type { PgTable } from 'drizzle-orm/pg-core'
import { columnsOf, defaultsToNow, referenceOf, splitName } from './columns'
import { computedIn, expressionFault } from './computed'
import type { FieldOptions, Inline, Model } from './define'
import { isRequired } from './fields'
import { kindOf } from './kinds'
import { optionsOf } from './labels'
import type { Site } from './site'

export type Report = (fault: string) => void

/** What is wrong with a column name, plain or of a far record, or undefined. */
export function lookupFault(site: Site, table: PgTable, name: string): string | undefined {
  const { name: own, far } = splitName(name)
  const column = columnsOf(table)[own]
  if (!column) return `is not a column of ${getTableName(table)}`
  const reference = referenceOf(table, own)
  if (reference && site.slugOf(reference.table) === undefined)
    return `refers to ${getTableName(reference.table)}, which is not in the site; add a model for it`
  if (reference && reference.column.name !== 'id')
    return `refers to ${getTableName(reference.table)}.${reference.column.name}; relations must refer to id`
  if (far === undefined)
    return reference || kindOf(column) ? undefined : `is of type ${column.getSQLType()}, which the admin cannot show`
  if (!reference) return `looks through ${own}, which does not refer to another table`
  const farColumn = columnsOf(reference.table)[far]
  if (!farColumn) return `looks for ${far}, which is not a column of ${getTableName(reference.table)}`
  return referenceOf(reference.table, far)
    ? `ends at a relation; name a column of ${getTableName(reference.table)}`
    : undefined
}

/** The faults of what a page or a grid shows. `filled` are columns that the engine fills in itself. */
export function fieldFaults(site: Site, part: Model | Inline, report: Report, filled: readonly string[] = []): void {
  const at = getTableName(part.table)
  for (const name of part.fields) {
    if (part.computed?.some((each) => each.name === name)) continue
    const fault = lookupFault(site, part.table, name)
    const { name: own, far } = splitName(name)
    if (fault) report(`field ${at}.${name} ${fault}`)
    else if (own === 'id') report(`field ${at}.id is the key of a row and is never edited; leave it out`)
    else if (!/^[A-Za-z][A-Za-z0-9-]{0,99}$/.test(own)) report(`field ${at}.${own} needs a name of letters and digits`)
    else if (far !== undefined && !part.fields.includes(own))
      report(`field ${at}.${name} needs the field ${own} beside it`)
  }
  computedFaults(site, part, report)
  if (new Set(part.fields).size < part.fields.length) report(`a field of ${at} is listed twice`)
  for (const [name, options] of Object.entries(part.options ?? {}))
    if (options) optionFaults(part, name, options, report)
  missingFaults(site, part, report, filled)
}

function computedFaults(site: Site, { table, computed = [] }: Model | Inline, report: Report): void {
  for (const each of computed) {
    const at = `computed field ${getTableName(table)}.${each.name}`
    const fault = expressionFault(site, table, each)
    if (fault) report(`${at} ${fault}`)
    if (!/^[A-Za-z][A-Za-z0-9-]{0,99}$/.test(each.name)) report(`${at} needs a name of letters and digits`)
    if (columnsOf(table)[each.name]) report(`${at} is called like a column; give it a name of its own`)
    if (each.label.trim() === '') report(`${at} has no label; say what people call it`)
    const twin = computedIn(site).find((other) => other.table === table && other.computed.name === each.name)
    if (twin && twin.computed !== each) report(`${at} is declared twice; declare it once and list it in both places`)
  }
}

function optionFaults({ table, fields }: Model | Inline, name: string, options: FieldOptions, report: Report): void {
  const at = `${getTableName(table)}.${name}`
  const column = columnsOf(table)[name]
  if (!column) {
    report(`options are given for ${at}, which is not a column`)
    return
  }
  if (!fields.includes(name)) report(`options are given for ${at}, which is not a field; add it to fields`)
  const reference = referenceOf(table, name)
  const isText = !reference && kindOf(column) === 'text'
  if ((options.widget ?? options.format) !== undefined && !isText)
    report(`options of ${at} give a widget or a format, which only a text has`)
  for (const value of Object.keys(options.choices ?? {}))
    if (!column.enumValues?.includes(value))
      report(`options of ${at} label the choice ${value}, which the column does not have`)
  if (options.limit && !reference) report(`options of ${at} limit choices, which only a relation has`)
  for (const limited of reference ? Object.keys(options.limit ?? {}) : [])
    if (!columnsOf(reference?.table ?? table)[limited])
      report(
        `options of ${at} limit by ${limited}, which is not a column of ${getTableName(reference?.table ?? table)}`,
      )
}

/** A row can not be added while a column that needs a value is on no form. */
function missingFaults(site: Site, part: Model | Inline, report: Report, filled: readonly string[]): void {
  if ('readOnly' in part ? part.readOnly : 'canAdd' in part && part.canAdd === false) return
  for (const [name, column] of Object.entries(columnsOf(part.table))) {
    if (!isRequired(column) || column.primary || filled.includes(name)) continue
    const readOnly = optionsOf(site, part, name).readOnly ?? defaultsToNow(column)
    if (!part.fields.includes(name))
      report(
        `${getTableName(part.table)}.${name} needs a value and is no field; add it to fields, or give it a default`,
      )
    else if (readOnly) report(`${getTableName(part.table)}.${name} needs a value and is read-only; give it a default`)
  }
}
