import type { Field } from '@/admin/engine/form'
import { fits } from '@/components/inline-grid/clipboard/clipboard'
import type { Edit } from '@/components/inline-grid/rows/edited-rows'
import { edit, unread } from '@/components/inline-grid/session/grid-commands'
import type { GridSession } from '@/components/inline-grid/session/grid-session'
import { copiedText } from '@/components/inline-grid/values/cell-text'
import { type Content, isUnsettled } from '@/components/inline-grid/values/content'
import { readCell } from '@/components/inline-grid/values/read-cell'
import type { Box } from './selection'

/** What a content is in another column: the same where it fits, else its text as if it were typed there. */
export function contentIn(session: GridSession, to: string, from: Field, content: Content): Content {
  const field = session.model.rows.field(to)
  if (field.name === from.name) return content
  const column = { name: from.name, kind: from.kind, ...(from.kind === 'relation' && { model: from.model }) }
  return fits(column, field, content)
    ? content
    : readCell(field, isUnsettled(content) ? content.raw : copiedText(from, content))
}

/** Copies the first row of each range into the rows below it; of a single row, the row above into it. */
export function fillDown(session: GridSession): boolean {
  const edits: Edit[] = []
  for (const box of boxesOf(session)) {
    const from = box.top === box.bottom ? box.top - 1 : box.top
    const source = session.keyAt(from)
    if (source === undefined) continue
    for (let row = from + 1; row <= box.bottom; row += 1) {
      const key = session.keyAt(row)
      if (key === undefined) continue
      for (const field of session.columns.slice(box.left, box.right + 1))
        edits.push({ key, field, content: session.model.get(source, field) })
    }
  }
  edit(session, 'fill', edits)
  return true
}

/** Copies the first column of each range into those beside it. Answers false, and the key is the browser's, without one. */
export function fillRight(session: GridSession): boolean {
  const boxes = boxesOf(session).filter((box) => box.right > box.left)
  // Without several columns the key stays the browser's: reload.
  if (boxes.length === 0) return false
  const edits: Edit[] = []
  for (const box of boxes)
    for (let row = box.top; row <= box.bottom; row += 1)
      for (let column = box.left + 1; column <= box.right; column += 1)
        copyCell(session, edits, { row, column: box.left }, { row, column })
  edit(session, 'fill', edits)
  return true
}

/** Repeats the cells of one box over a larger one around it, as dragging its corner does. */
export function fillFrom(session: GridSession, from: Box, to: Box): void {
  if (session.hasUnread(to)) {
    session.refuse(unread)
    return
  }
  const edits: Edit[] = []
  const height = from.bottom - from.top + 1
  const width = from.right - from.left + 1
  const within = (offset: number, size: number) => ((offset % size) + size) % size
  for (let row = to.top; row <= to.bottom; row += 1)
    for (let column = to.left; column <= to.right; column += 1) {
      const source = {
        row: from.top + within(row - from.top, height),
        column: from.left + within(column - from.left, width),
      }
      if (source.row !== row || source.column !== column) copyCell(session, edits, source, { row, column })
    }
  edit(session, 'fill', edits)
}

type Place = { row: number; column: number }

function copyCell(session: GridSession, edits: Edit[], from: Place, to: Place): void {
  const source = session.keyAt(from.row)
  const key = session.keyAt(to.row)
  const first = session.columns[from.column]
  const name = session.columns[to.column]
  const field = first === undefined ? undefined : session.fieldOf(first)
  if (source === undefined || key === undefined || !field || name === undefined) return
  edits.push({ key, field: name, content: contentIn(session, name, field, session.model.get(source, field.name)) })
}

function boxesOf(session: GridSession): Box[] {
  const boxes = session.boxes()
  const single = session.box()
  return boxes.length > 0 || !single ? boxes : [single]
}
