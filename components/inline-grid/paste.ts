import type { RowKey } from '@/admin/engine/batch'
import { type Block, fits } from './clipboard'
import { isUnsettled } from './content'
import { cellCount, rowCount } from './count-words'
import type { Edit } from './edited-rows'
import type { GridSession } from './grid-session'
import { confirmLimit, headingColumns, pasteLimit, planPaste } from './paste-plan'
import { readCell } from './read-cell'
import { newRowKey } from './row-key'

/** A paste that is ready to be done, with what a person should know before. */
export type Paste = {
  block: Block
  /** Where each column of the block goes, when its first row names columns and is to be used so. */
  mapping?: (string | undefined)[]
  /** The first row looks like a heading. */
  hasHeading: boolean
  newRows: number
  cutColumns: number
  /** Rows that cannot be added: the right is missing, or the grid may have no more. */
  cutRows: number
  /** It should be asked about first. */
  asks: boolean
  /** The block as it came, with its heading row. */
  whole: Block
}

/** What a block would do where the focus is; a sentence when it cannot be pasted at all. */
export function preparePaste(session: GridSession, block: Block, useHeading?: boolean): Paste | string {
  if (block.texts.length > pasteLimit)
    return `This is ${block.texts.length.toLocaleString('en')} rows; at most ${pasteLimit.toLocaleString('en')} can be pasted at once. Nothing was pasted.`
  const { model } = session
  const columns = model.fields.map(({ name, label }) => ({ name, label }))
  // What comes from a grid has no heading row of its own.
  const heading = block.inner ? undefined : headingColumns(block.texts[0] ?? [], columns)
  const mapping = heading && useHeading !== false && block.texts.length > 1 ? heading : undefined
  const body: Block = mapping ? { texts: block.texts.slice(1) } : block
  const plan = planFor(session, body, mapping)
  if (!plan) return 'Put the focus on a cell to paste there'
  const room = model.room()
  const cutRows = Math.max(0, plan.newRows - room)
  return {
    whole: block,
    block: body,
    mapping,
    hasHeading: heading !== undefined && block.texts.length > 1,
    newRows: plan.newRows - cutRows,
    cutColumns: mapping ? mapping.filter((name) => name === undefined).length : plan.cutColumns,
    cutRows,
    asks: heading !== undefined || plan.newRows > confirmLimit || plan.cutColumns > 0 || cutRows > 0,
  }
}

function planFor(session: GridSession, block: Block, mapping: Paste['mapping']) {
  const box = session.box()
  const size = { rows: block.texts.length, columns: block.texts[0]?.length ?? 0 }
  if (!box || size.columns === 0) return undefined
  const grid = { rows: session.model.order.filled, columns: session.columns.length }
  if (!mapping) return planPaste(size, box, grid)
  return planPaste({ rows: size.rows, columns: 1 }, { ...box, left: 0, right: 0 }, grid)
}

/** The cells that a paste sets. Rows past the last are new ones: the blank rows first, then more. */
export function pasteEdits(session: GridSession, paste: Paste): Edit[] {
  const { block, mapping } = paste
  const plan = planFor(session, block, mapping)
  if (!plan) return []
  const { model } = session
  const last = model.order.filled + paste.newRows
  const added = new Map<number, RowKey>()
  const keyAt = (row: number): RowKey | undefined => {
    if (row >= last) return undefined
    const present = session.keyAt(row) ?? added.get(row)
    if (present !== undefined) return present
    const key = newRowKey()
    added.set(row, key)
    return key
  }
  const edits: Edit[] = []
  const set = (row: number, name: string | undefined, y: number, x: number) => {
    const key = keyAt(row)
    const field = name === undefined ? undefined : session.fieldOf(name)
    const text = block.texts[y]?.[x]
    if (key === undefined || !field || text === undefined) return
    const inner = block.inner?.cells[y]?.[x]
    const content = inner !== undefined && fits(block.inner?.columns[x], field, inner) ? inner : readCell(field, text)
    edits.push({ key, field: field.name, content })
  }
  for (const { row, column, from } of plan.cells)
    if (mapping) for (const [x, name] of mapping.entries()) set(row, name, from.row, x)
    else set(row, session.columns[column], from.row, from.column)
  return edits
}

/** Pastes a block where the focus is, or asks first, or says why it cannot be. */
export function paste(session: GridSession, block: Block): void {
  const prepared = preparePaste(session, block)
  if (typeof prepared === 'string') session.refuse(prepared)
  else if (prepared.asks) {
    session.asking = prepared
    session.tell()
  } else doPaste(session, prepared)
}

/** Does a paste as one gesture, selects what it filled and says what came of it. */
export function doPaste(session: GridSession, paste: Paste): void {
  const { model } = session
  const edits = pasteEdits(session, paste)
  const plan = planFor(session, paste.block, paste.mapping)
  // An empty text into a cell that is locked anyway is nothing that got lost.
  const wanted = edits.filter(({ key, field, content }) => content !== null || model.canEdit(key, field))
  const locked = wanted.filter(({ key, field }) => !model.canEdit(key, field)).length
  const { ops } = model.edit(`paste of ${cellCount(wanted.length - locked)}`, wanted)
  if (plan) {
    const { box } = plan
    const anchor = { key: session.keyAt(box.top), field: session.columns[box.left] }
    const head = { key: session.keyAt(box.bottom), field: session.columns[paste.mapping ? box.left : box.right] }
    if (
      anchor.key !== undefined &&
      head.key !== undefined &&
      anchor.field &&
      head.field &&
      paste.block.texts.length > 1
    )
      session.ranges = [
        { anchor: { key: anchor.key, field: anchor.field }, head: { key: head.key, field: head.field } },
      ]
    session.requestFocus()
  }
  const added = ops.filter((op) => op.kind === 'row').length
  const open = edits.filter(
    ({ key, field }) => isUnsettled(model.get(key, field)) && model.status(key).problems.has(field),
  )
  const columns = paste.mapping ? paste.mapping.filter(Boolean).length : (paste.block.texts[0]?.length ?? 0)
  session.announce(
    [
      `Pasted ${paste.block.texts.length.toLocaleString('en')} ${paste.block.texts.length === 1 ? 'row' : 'rows'} by ${columns} ${columns === 1 ? 'column' : 'columns'}`,
      added > 0 && `${rowCount(session, added)} added`,
      locked > 0 && `${cellCount(locked)} read-only and left as they were`,
      open.length > 0 && `${cellCount(open.length)} ${open.length === 1 ? 'needs' : 'need'} attention`,
      model.resolver.isBusy && 'names are being looked up',
    ]
      .filter(Boolean)
      .join('; '),
  )
}
