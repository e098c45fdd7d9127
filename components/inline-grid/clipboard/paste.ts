import type { Gesture } from '@/components/inline-grid/rows/command-log'
import type { Edit } from '@/components/inline-grid/rows/edited-rows'
import { newRowKey } from '@/components/inline-grid/rows/row-key'
import { atOnce, type Work } from '@/components/inline-grid/rows/slices'
import { type Box, boxAround, boxesOf } from '@/components/inline-grid/selection/selection'
import { cellCount, rowCount } from '@/components/inline-grid/session/count-words'
import { unread } from '@/components/inline-grid/session/grid-commands'
import type { GridSession } from '@/components/inline-grid/session/grid-session'
import { runLong } from '@/components/inline-grid/session/long-work'
import type { Block } from '@/components/inline-grid/values/block'
import { isUnsettled } from '@/components/inline-grid/values/content'
import { readCell } from '@/components/inline-grid/values/read-cell'
import { fits } from './clipboard'
import { type Pasted, readingClipboard } from './clipboard-html'
import { confirmLimit, headingColumns, type PastePlan, pasteLimit, planPaste } from './paste-plan'

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
  at: PastePlace
}

/** Where a paste was asked for. It goes there, wherever the focus goes until it is done. */
type PastePlace = Pick<GridSession, 'focus' | 'ranges'>

const nowhere = 'Put the focus on a cell to paste there'

/** What a block would do there, by default where the focus is; a sentence when it cannot be pasted at all. */
export function preparePaste(
  session: GridSession,
  block: Block,
  useHeading?: boolean,
  { focus, ranges }: PastePlace = session,
): Paste | string {
  const at = { focus, ranges }
  if (block.texts.length > pasteLimit)
    return `This is ${block.texts.length.toLocaleString('en')} rows; at most ${pasteLimit.toLocaleString('en')} can be pasted at once. Nothing was pasted.`
  const { model } = session
  const columns = model.fields.map(({ name, label }) => ({ name, label }))
  // What comes from a grid has no heading row of its own.
  const heading = block.inner ? undefined : headingColumns(block.texts[0] ?? [], columns)
  const hasHeading = heading !== undefined && block.texts.length > 1
  const mapping = hasHeading && useHeading !== false ? heading : undefined
  const body: Block = mapping ? { texts: block.texts.slice(1) } : block
  const plan = planFor(session, body, mapping, at)
  if (!plan) return nowhere
  if (session.hasUnread(plan.box)) return unread
  const room = model.room()
  const cutRows = Math.max(0, plan.newRows - room)
  return {
    whole: block,
    at,
    block: body,
    mapping,
    hasHeading,
    newRows: plan.newRows - cutRows,
    cutColumns: mapping ? mapping.filter((name) => name === undefined).length : plan.cutColumns,
    cutRows,
    asks: hasHeading || plan.newRows > confirmLimit || plan.cutColumns > 0 || cutRows > 0,
  }
}

function planFor(session: GridSession, block: Block, mapping: Paste['mapping'], { focus, ranges }: PastePlace) {
  const boxes = boxesOf(ranges, session)
  const box = boxAround(boxes, focus, session)
  const size = { rows: block.texts.length, columns: widthOf(block) }
  if (!box || size.columns === 0) return undefined
  const grid = { rows: session.model.order.filled, columns: session.columns.length }
  if (!mapping) return planPaste(size, box, grid, boxes)
  return planPaste({ rows: size.rows, columns: 1 }, { ...box, left: 0, right: 0 }, grid)
}

/** How many columns a block has. The rows of a text that no spreadsheet wrote need not be of one length. */
function widthOf({ texts }: Block): number {
  return texts.reduce((most, row) => Math.max(most, row.length), 0)
}

/** The cells that a paste sets. Rows past the last are new ones: the blank rows first, then more. */
function* pasteEdits(session: GridSession, paste: Paste, plan: PastePlan): Generator<Edit> {
  const { block, mapping } = paste
  const { top } = plan.box
  const last = session.model.order.filled + paste.newRows
  // Found now: the order may be another one before a long paste is done.
  const keys = Array.from({ length: Math.min(last, plan.box.bottom + 1) - top }, (_, row) => session.keyAt(top + row))
  for (const { row, column, from } of plan.cells) {
    if (row >= last) return
    keys[row - top] ??= newRowKey()
    const names = mapping ?? [session.columns[column]]
    for (const [at, name] of names.entries()) {
      const x = mapping ? at : from.column
      const field = name === undefined ? undefined : session.fieldOf(name)
      const text = block.texts[from.row]?.[x]
      if (!field || text === undefined) continue
      const inner = block.inner?.cells[from.row]?.[x]
      const content = inner !== undefined && fits(block.inner?.columns[x], field, inner) ? inner : readCell(field, text)
      yield { key: keys[row - top]!, field: field.name, content }
    }
  }
}

/** Pastes a block where the focus is, or asks first, or says why it cannot be. */
export function paste(session: GridSession, block: Block): void {
  if (session.work || session.isAsked) return
  session.refusal = ''
  const prepared = preparePaste(session, block)
  if (typeof prepared === 'string') session.refuse(prepared)
  else if (prepared.asks) session.ask({ kind: 'paste', paste: prepared })
  else doPaste(session, prepared)
}

/** Like `paste`, for so much that reading it takes a while too. */
export function pasteLong(session: GridSession, pasted: Pasted): void {
  if (session.work || session.isAsked) return
  const parts = { words: 'Reading what is pasted', progress: { done: 0, total: 1 } }
  const { focus, ranges } = session
  runLong(session, parts, readingPasted(pasted), (read) => {
    if (!read) return session.announce(givenUp)
    goBack(session, { focus, ranges })
    if (read.block) paste(session, read.block)
  })
}

function goBack(session: GridSession, { focus, ranges }: PastePlace): void {
  if (session.focus !== focus) session.moveTo(focus)
  session.ranges = ranges
}

function* readingPasted(pasted: Pasted): Work<{ block: Block | undefined }> {
  return { block: yield* readingClipboard(pasted) }
}

const givenUp = 'The paste was given up; nothing was pasted'

/** A paste of more cells than this is done in slices. */
const longPaste = 5_000

/** Does a paste as one gesture, selects what it filled and says what came of it. A long one takes a while. */
export function doPaste(session: GridSession, paste: Paste): void {
  const plan = planFor(session, paste.block, paste.mapping, paste.at)
  // Since it was asked about, rows may have come that are not read: what is pasted there would become new ones.
  if (!plan || session.hasUnread(plan.box)) {
    session.refuse(plan ? unread : nowhere)
    return
  }
  goBack(session, paste.at)
  const rows = paste.block.texts.length
  const progress = { done: 0, total: plan.size * (paste.mapping?.length ?? 1) }
  const work = pasting(session, pasteEdits(session, paste, plan), progress)
  if (progress.total <= longPaste) afterPaste(session, paste, plan.box, atOnce(work))
  else
    runLong(session, { words: `Pasting ${rows.toLocaleString('en')} rows`, progress }, work, (outcome) => {
      if (outcome) afterPaste(session, paste, plan.box, outcome)
      else session.announce(givenUp)
    })
}

type Outcome = { gesture: Gesture; added: number; locked: number; open: number }

function* pasting(session: GridSession, edits: Iterable<Edit>, progress: { done: number }): Work<Outcome> {
  const { model } = session
  const unsettled: Edit[] = []
  const count = { set: 0, locked: 0 }
  function* counted() {
    for (const edit of edits) {
      progress.done += 1
      if (model.canEdit(edit.key, edit.field)) count.set += 1
      // An empty text into a cell that is locked anyway is nothing that got lost.
      else if (edit.content !== null) count.locked += 1
      if (isUnsettled(edit.content)) unsettled.push(edit)
      yield edit
    }
  }
  const gesture = yield* model.editing('paste', counted())
  gesture.label = `paste of ${cellCount(count.set)}`
  const open = unsettled.filter(
    ({ key, field }) => isUnsettled(model.get(key, field)) && model.status(key).problems.has(field),
  )
  const added = gesture.ops.filter((op) => op.kind === 'row').length
  return { gesture, added, locked: count.locked, open: open.length }
}

/** What of a block has no place in the grid, in words; empty where all of it has. */
function leftOut(session: GridSession, { cutColumns, cutRows }: Paste): string {
  const columns = cutColumns > 0 ? `${cutColumns} ${cutColumns === 1 ? 'column' : 'columns'}` : ''
  const rows = cutRows > 0 ? rowCount(session, cutRows) : ''
  return [columns, rows].filter(Boolean).join(' and ')
}

function afterPaste(session: GridSession, paste: Paste, box: Box, { gesture, added, locked, open }: Outcome): void {
  const { texts } = paste.block
  const words = leftOut(session, paste)
  if (words) gesture.left = { words, block: paste.whole }
  const anchor = { key: session.keyAt(box.top), field: session.columns[box.left] }
  const head = { key: session.keyAt(box.bottom), field: session.columns[paste.mapping ? box.left : box.right] }
  if (anchor.key !== undefined && head.key !== undefined && anchor.field && head.field && texts.length > 1)
    session.ranges = [{ anchor: { key: anchor.key, field: anchor.field }, head: { key: head.key, field: head.field } }]
  session.requestFocus()
  const columns = paste.mapping ? paste.mapping.filter(Boolean).length : widthOf(paste.block)
  session.announce(
    [
      `Pasted ${texts.length.toLocaleString('en')} ${texts.length === 1 ? 'row' : 'rows'} by ${columns} ${columns === 1 ? 'column' : 'columns'}`,
      added > 0 && `${rowCount(session, added)} added`,
      words && `${words} left out`,
      locked > 0 && `${cellCount(locked)} read-only and left as ${locked === 1 ? 'it was' : 'they were'}`,
      open > 0 && `${cellCount(open)} ${open === 1 ? 'needs' : 'need'} attention`,
      session.model.resolver.isBusy && 'names are being looked up',
    ]
      .filter(Boolean)
      .join('; '),
  )
  session.tell()
}
