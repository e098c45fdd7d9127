import { getTableName } from 'drizzle-orm'
import type { PgTable } from 'drizzle-orm/pg-core'
import { columnsOf, referenceOf, splitName, uniquesOf } from './columns'
import { computedOf } from './computed'
import type { Inline, Model, Pick } from './define'
import { fieldFaults, lookupFault, type Report } from './field-faults'
import { inlineFaults, pickFaults } from './inline-faults'
import { kindOf } from './kinds'
import { partName } from './labels'
import { sortName } from './list-query'
import type { Site } from './site'
import { titleFaults } from './title-faults'

/** Addresses of the application that a model may not take. */
const reserved = new Set(['api', 'new', 'sign-in'])

/** Every fault of the declarations that types cannot rule out, each with the model, the column and the remedy. */
export function faultsOf(site: Site): string[] {
  const faults: string[] = []
  for (const [slug, model] of Object.entries(site.models)) {
    const report: Report = (fault) => faults.push(`${slug}: ${fault}`)
    slugFaults(site, slug, model, report)
    tableFaults(model.table, report)
    titleFaults(site, model, report)
    naturalKeyFaults(model, report)
    fieldFaults(site, model, report)
    listFaults(site, model, report)
    nameFaults('inline', model.inlines ?? [], report)
    nameFaults('pick', model.picks ?? [], report)
    for (const inline of model.inlines ?? []) {
      tableFaults(inline.table, report)
      inlineFaults(site, model, inline, report)
    }
    for (const pick of model.picks ?? []) {
      tableFaults(pick.table, report)
      pickFaults(site, model, pick, report)
    }
  }
  return [...new Set(faults)]
}

function slugFaults(site: Site, slug: string, { table }: Model, report: Report): void {
  if (!/^[a-z][a-z0-9-]*$/.test(slug)) report('a slug is written in small letters, digits and hyphens')
  if (reserved.has(slug)) report('this address belongs to the application; choose another slug')
  const other = Object.entries(site.models).find(([each, model]) => each !== slug && model.table === table)
  if (other) report(`${getTableName(table)} is also the table of ${other[0]}; one model per table`)
}

/** The engine addresses every row by one key of a known name and type. */
function tableFaults(table: PgTable, report: Report): void {
  const { id } = columnsOf(table)
  if (id?.primary && id.columnType === 'PgBigSerial53') return
  report(`${getTableName(table)} has no primary key id; add id: bigserial('id', { mode: 'number' }).primaryKey()`)
}

function naturalKeyFaults({ table, naturalKey }: Model, report: Report): void {
  if (naturalKey === undefined) return
  const column = columnsOf(table)[naturalKey]
  if (!column || kindOf(column) !== 'text') {
    report(`the natural key ${naturalKey} is not a text column; name one, or leave naturalKey out`)
    return
  }
  const unique = uniquesOf(table).some(({ columns }) => columns.length === 1 && columns[0] === naturalKey)
  if (!unique)
    report(`the natural key ${naturalKey} is not unique; give the column a unique index, or leave naturalKey out`)
}

function listFaults(site: Site, model: Model, report: Report): void {
  const { columns, search = [], sort = [], filters = [] } = model.list
  const check = (name: string, use: string) => {
    const fault = lookupFault(site, model.table, name)
    if (fault) report(`list ${use} ${name} ${fault}`)
    return fault === undefined
  }
  if (columns.length === 0) report('list.columns is empty; the first column leads to the record')
  for (const name of columns) if (!computedOf(site, model.table, name)) check(name, 'column')
  for (const key of typeof sort === 'string' ? [sort] : sort) check(sortName(key), 'sort')
  for (const name of search)
    if (check(name, 'search') && !isText(model.table, name)) report(`list search ${name} is not a text column`)
  for (const name of filters)
    if (check(name, 'filter') && !isFilter(model.table, name))
      report(`list filter ${name} is neither a choice, a yes/no nor a relation`)
}

/** A name in a batch, and unambiguous. */
function nameFaults(kind: string, parts: readonly (Inline | Pick)[], report: Report): void {
  const names = parts.map(partName)
  for (const name of new Set(names)) {
    if (!/^[A-Za-z][A-Za-z0-9-]{0,99}$/.test(name))
      report(`the ${kind} name ${name} may hold letters, digits and hyphens only`)
    if (names.filter((each) => each === name).length > 1)
      report(`two ${kind}s are called ${name}; give one a name of its own`)
  }
}

function isText(table: PgTable, name: string): boolean {
  const { name: own, far } = splitName(name)
  const at = far === undefined ? table : referenceOf(table, own)?.table
  const column = at && columnsOf(at)[far ?? own]
  return column !== undefined && (kindOf(column) === 'text' || kindOf(column) === 'choice')
}

function isFilter(table: PgTable, name: string): boolean {
  const column = columnsOf(table)[name]
  if (!column) return false
  return referenceOf(table, name) !== undefined || kindOf(column) === 'choice' || kindOf(column) === 'boolean'
}
