import type { Field } from '@/admin/engine/form'
import { copiedText } from './cell-text'
import { type Content, isUnsettled } from './content'
import type { GridSession } from './grid-session'
import { serialiseTsv } from './tsv'

/** What is known of a column whose cells were copied, to tell whether they fit another one as they are. */
export type CopiedColumn = { name: string; kind: Field['kind']; model?: string }

/** The exact form of copied cells: it travels in an attribute of the HTML table and keeps the ids of relations. */
export type InnerBlock = { columns: CopiedColumn[]; cells: Content[][] }

/** A block of cells on its way into a grid: texts, and their exact form where they come from a grid. */
export type Block = { texts: string[][]; inner?: InnerBlock }

export const innerAttribute = 'data-throughline'

/** The selected cells as texts and as contents; of selected rows all columns. Undefined when nothing is selected. */
export function copiedBlock(session: GridSession): Block | undefined {
  const { model, selectedRows } = session
  const box = session.box()
  const isByRow = session.ranges.length === 0 && selectedRows.size > 0
  const keys = isByRow
    ? [...selectedRows].sort((a, b) => session.indexOf(a) - session.indexOf(b))
    : box && model.order.slice(box.top, box.bottom + 1)
  const columns = isByRow ? session.columns : box && session.columns.slice(box.left, box.right + 1)
  if (!keys || !columns) return undefined
  const fields = columns.map((name) => model.rows.field(name))
  const cells = keys.map((key) => columns.map((name) => model.get(key, name)))
  return {
    texts: cells.map((row) => row.map((content, at) => copiedText(fields[at]!, content))),
    inner: { columns: fields.map(columnOf), cells },
  }
}

function columnOf(field: Field): CopiedColumn {
  return { name: field.name, kind: field.kind, ...(field.kind === 'relation' && { model: field.model }) }
}

/** The clipboard's forms of a block: tab-separated text for any program, an HTML table for spreadsheets. */
export function clipboardForms(block: Block): { text: string; html: string } {
  const rows = block.texts.map((row, y) => {
    const cells = row.map((text, x) => {
      const title = titleOf(block.inner?.cells[y]?.[x])
      return `<td${title ? ` title="${escapeHtml(title)}"` : ''}>${escapeHtml(text).replaceAll('\n', '<br>')}</td>`
    })
    return `<tr>${cells.join('')}</tr>`
  })
  const inner = block.inner ? ` ${innerAttribute}="${escapeHtml(JSON.stringify(block.inner))}"` : ''
  return { text: serialiseTsv(block.texts), html: `<table${inner}>${rows.join('')}</table>` }
}

/** The name behind a relation's natural key. */
function titleOf(content: Content | undefined): string | undefined {
  return Array.isArray(content) ? String(content[1]) : undefined
}

function escapeHtml(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;')
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
