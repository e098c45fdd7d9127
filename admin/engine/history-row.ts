import { columnOf, nameOf, referenceOf } from './columns'
import { farModel } from './far'
import { choicesOf } from './fields'
import type { Field } from './form'
import type { HistoryTable } from './history-tables'
import type { Titles } from './history-titles'
import { kindOf } from './kinds'
import { labelOf } from './labels'
import { midSentence } from './mid-sentence'
import type { Site } from './site'

export type Action = 'create' | 'change' | 'delete'

/** One column, before and after, as people read it; `kind` lets a moment be shown in the reader's way. */
export type HistoryChange = { label: string; kind: Field['kind']; before: string | null; after: string | null }

/** One row that a save touched. `link` leads to it while it is stored and has a page. */
export type HistoryRow = {
  id: number
  action: Action
  sentence: string
  title: string
  link: { slug: string; id: number } | null
  changes: HistoryChange[]
}

/** A row of the history as it is stored: `before` and `after` by database column. */
export type StoredRow = {
  id: number
  at: string
  by: string
  action: Action
  table: string
  rowId: number
  title: string
  before: Record<string, unknown> | null
  after: Record<string, unknown> | null
}

const verbs: Record<Action, string> = { create: 'Added', change: 'Changed', delete: 'Deleted' }

/** A stored row in words. */
export function describeRow(site: Site, table: HistoryTable, row: StoredRow, titles: Titles): HistoryRow {
  const changes = changedColumns(table, row).map((name): HistoryChange => {
    const { before, after } = valuesOf(table, row, name)
    const kind = referenceOf(table.table, name) ? 'relation' : (kindOf(columnOf(table.table, name)) ?? 'text')
    const asText = (value: unknown) => textOf(site, table, name, value, titles)
    return {
      label: labelOf(table.table, name, table.options(name)),
      kind,
      before: asText(before),
      after: asText(after),
    }
  })
  const stored = table.slug !== undefined && titles(table.slug, row.rowId)?.stored
  return {
    id: row.id,
    action: row.action,
    sentence: sentenceOf(table, row, changes),
    title: row.title,
    link: table.slug !== undefined && stored ? { slug: table.slug, id: row.rowId } : null,
    changes,
  }
}

/** The far records and the rows themselves that a stored row names, as slug and id. */
export function recordsNamed(site: Site, table: HistoryTable, row: StoredRow): [slug: string, id: number][] {
  const far = changedColumns(table, row).flatMap((name): [string, number][] => {
    const slug = farModel(site, table.table, name)?.slug
    if (slug === undefined) return []
    const { before, after } = valuesOf(table, row, name)
    return [before, after].flatMap((id): [string, number][] => (typeof id === 'number' ? [[slug, id]] : []))
  })
  return table.slug === undefined ? far : [[table.slug, row.rowId], ...far]
}

/** The columns that a row of the history tells of and that a page shows, by the names of the code. */
function changedColumns(table: HistoryTable, { before, after }: StoredRow): string[] {
  const names = new Set(Object.keys({ ...before, ...after }).map((name) => nameOf(table.table, name)))
  return table.fields.filter((name) => names.has(name))
}

function valuesOf(table: HistoryTable, { before, after }: StoredRow, name: string) {
  const column = columnOf(table.table, name).name
  return { before: before?.[column] ?? null, after: after?.[column] ?? null }
}

function sentenceOf(
  { singular }: HistoryTable,
  { action, title }: StoredRow,
  changes: readonly HistoryChange[],
): string {
  const labels = changes.map(({ label }) => midSentence(label)).join(', ')
  const columns = action === 'change' && changes.length > 0 ? `${labels} of ` : ''
  return `${verbs[action]} ${columns}${midSentence(singular)} “${title}”`
}

function textOf(site: Site, table: HistoryTable, name: string, value: unknown, titles: Titles): string | null {
  if (value === null || value === undefined) return null
  const far = farModel(site, table.table, name)
  if (far) return (typeof value === 'number' && titles(far.slug, value)?.title) || `#${value}`
  if (typeof value === 'boolean') return value ? 'Yes' : 'No'
  const column = columnOf(table.table, name)
  const choice = choicesOf(column, table.options(name)).find((each) => each.value === value)
  return choice?.label ?? (typeof value === 'object' ? JSON.stringify(value) : String(value))
}
