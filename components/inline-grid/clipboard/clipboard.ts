import type { RowKey } from '@/admin/engine/batch'
import type { Field } from '@/admin/engine/form'
import type { CellPlace } from '@/components/inline-grid/selection/selection'
import type { GridSession } from '@/components/inline-grid/session/grid-session'
import type { Block, CopiedColumn, InnerBlock } from '@/components/inline-grid/values/block'
import { copiedText } from '@/components/inline-grid/values/cell-text'
import { type Content, isUnsettled } from '@/components/inline-grid/values/content'
import { serialiseTsv } from './tsv'

export const innerAttribute = 'data-throughline'

/** What a copy takes: these rows and columns, and of them the cells that are selected. Undefined when nothing is. */
type Copied = { keys: RowKey[]; columns: readonly string[]; cells: readonly CellPlace[] }

/** The selected rows, else the rows and columns that the ranges touch, else the focused cell. */
export function copiedCells(session: GridSession): Copied | undefined {
  const { model, selectedRows, columns } = session
  if (session.ranges.length === 0 && selectedRows.size > 0) {
    const keys = [...selectedRows].sort((a, b) => session.indexOf(a) - session.indexOf(b))
    return { keys, columns, cells: keys.flatMap((key) => columns.map((field) => ({ key, field }))) }
  }
  const box = session.box()
  if (!box) return undefined
  const boxes = session.boxes().length > 0 ? session.boxes() : [box]
  const cells = session.cells()
  if (boxes.length === 1)
    return { keys: model.order.slice(box.top, box.bottom + 1), columns: columns.slice(box.left, box.right + 1), cells }
  const keys = new Set(cells.map(({ key }) => key))
  return {
    keys: [...keys],
    columns: columns.filter((_, at) => boxes.some(({ left, right }) => at >= left && at <= right)),
    cells,
  }
}

/** The cells that a copy takes as texts, a relation by its key or its name, and as contents. */
export function copiedBlock(session: GridSession, { names = false } = {}): Block | undefined {
  const copied = copiedCells(session)
  if (!copied) return undefined
  const { model } = session
  const fields = copied.columns.map((name) => model.rows.field(name))
  const taken =
    copied.cells.length < copied.keys.length * fields.length ? new Set(copied.cells.map(placeText)) : undefined
  const cells = copied.keys.map((key) =>
    fields.map(({ name }) => (taken && !taken.has(placeText({ key, field: name })) ? null : model.get(key, name))),
  )
  return {
    texts: cells.map((row) => row.map((content, at) => copiedText(fields[at]!, content, names))),
    inner: { columns: fields.map(columnOf), cells },
  }
}

function placeText({ key, field }: CellPlace): string {
  return `${key} ${field}`
}

function columnOf(field: Field): CopiedColumn {
  return { name: field.name, kind: field.kind, ...(field.kind === 'relation' && { model: field.model }) }
}

/** The clipboard's forms of a block: tab-separated text for any program, an HTML table for spreadsheets. */
export function clipboardForms(block: Block): { text: string; html: string } {
  const rows = block.texts.map((row, y) => {
    const cells = row.map((text, x) => {
      const title = titleOf(block.inner?.cells[y]?.[x])
      return `<td${title ? ` title="${escapeHtml(title)}"` : ''}>${escapeHtml(text).replace(/\r\n?|\n/g, '<br>')}</td>`
    })
    return `<tr>${cells.join('')}</tr>`
  })
  // Between single quotes the many double ones of JSON stand for themselves, and are read in half the time.
  const inner = block.inner ? ` ${innerAttribute}='${escapeJson(JSON.stringify(block.inner))}'` : ''
  return { text: serialiseTsv(block.texts), html: `<table${inner}>${rows.join('')}</table>` }
}

/** The name behind a relation's natural key. */
function titleOf(content: Content | undefined): string | undefined {
  return Array.isArray(content) ? String(content[1]) : undefined
}

function escapeHtml(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;')
}

function escapeJson(json: string): string {
  return json.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll("'", '&#39;')
}

/** Reads the inner form out of its attribute; anything that is not one counts as absent. */
export function parseInner(json: string | null | undefined): InnerBlock | undefined {
  if (!json) return undefined
  let data: unknown
  try {
    data = JSON.parse(json)
  } catch (error) {
    if (error instanceof SyntaxError) return undefined
    throw error
  }
  if (typeof data !== 'object' || data === null || !('columns' in data) || !('cells' in data)) return undefined
  const { columns, cells } = data
  const isBlock =
    Array.isArray(columns) &&
    Array.isArray(cells) &&
    columns.every((column) => typeof column?.name === 'string' && typeof column.kind === 'string') &&
    cells.every((row) => Array.isArray(row) && row.length === columns.length && row.every(isContent))
  return isBlock ? { columns, cells } : undefined
}

function isContent(value: unknown): value is Content {
  if (Array.isArray(value))
    return (
      Number.isSafeInteger(value[0]) &&
      typeof value[1] === 'string' &&
      value.slice(2).every((text) => text === null || typeof text === 'string')
    )
  if (typeof value === 'object' && value !== null) return 'raw' in value && typeof value.raw === 'string'
  return value === null || ['string', 'number', 'boolean'].includes(typeof value)
}

/** Whether a copied cell fits a column as it is; otherwise its text is read like any other. */
export function fits(column: CopiedColumn | undefined, field: Field, content: Content | undefined): boolean {
  if (!column || content === undefined || isUnsettled(content) || column.kind !== field.kind) return false
  if (field.kind === 'relation') return column.model === field.model && (content === null || Array.isArray(content))
  if (field.kind === 'choice') return content === null || field.choices.some((choice) => choice.value === content)
  return !Array.isArray(content)
}
