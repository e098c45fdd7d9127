import type { RowKey } from '@/admin/engine/batch'
import { isFiltered } from '@/components/inline-grid/order/arrange'
import type { Gesture } from '@/components/inline-grid/rows/command-log'
import type { Edit } from '@/components/inline-grid/rows/edited-rows'
import type { CellPlace } from '@/components/inline-grid/selection/selection'
import { actionColumn, selectColumn } from '@/components/inline-grid/selection/side-columns'
import type { Content } from '@/components/inline-grid/values/content'
import { emptyContent } from '@/components/inline-grid/values/read-cell'
import { cellCount, rowCount } from './count-words'
import type { GridSession } from './grid-session'

/** Why nothing happens to a selection that reaches into rows which are not here. */
export const unread =
  'Some of the selected rows have not been read yet: select fewer of them, search first, or select all rows by their check box'

/** Empties the selected cells. */
export function clear(session: GridSession): boolean {
  const { focus } = session
  if (focus.field === selectColumn || focus.field === actionColumn) return false
  empty(session, 'clearing', session.cells())
  return true
}

/** Empties cells as one gesture. */
export function empty(session: GridSession, label: string, cells: readonly CellPlace[]): void {
  edit(
    session,
    label,
    cells.map(({ key, field }) => ({ key, field, content: emptyOf(session, key, field) })),
  )
}

function emptyOf(session: GridSession, key: RowKey, name: string): Content {
  const field = session.fieldOf(name)
  // A new row goes back to its default: with nothing else in it, it is blank again.
  if (!field || !session.model.rows.isSaved(key)) return field?.initial ?? null
  return emptyContent(field)
}

/** Turns a check box over; on a row's heading, selects the row. */
export function space(session: GridSession): boolean {
  const { key, field: name } = session.focus
  const field = session.fieldOf(name)
  if (field?.kind === 'boolean') {
    edit(session, 'change', [{ key, field: name, content: session.model.get(key, name) !== true }])
    return true
  }
  if (name !== session.model.form.heading || !session.hasRowSelection) return false
  session.selectRow(key, !session.selectedRows.has(key))
  return true
}

/** Sets cells as one gesture and says how many it were. */
export function edit(session: GridSession, label: string, edits: Edit[]): number {
  const able = edits.filter(({ key, field }) => session.model.canEdit(key, field))
  const { ops } = session.model.edit(`${label} of ${cellCount(able.length)}`, able)
  const changed = ops.filter((op) => op.kind === 'cell').length
  if (edits.length > 1) session.announce(`${capital(label)}: ${cellCount(changed)} changed`)
  return changed
}

/** Marks rows for deletion, or restores them when all of them are marked. */
export function toggleRows(session: GridSession, keys: readonly RowKey[]): void {
  const { model } = session
  const rows = keys.filter((key) => model.rows.isSaved(key) || model.rows.isHere(key))
  if (rows.length === 0) return
  const isDeleted = rows.every((key) => model.rows.deleted.has(key))
  const title = rows.length === 1 ? session.titleOf(rows[0]!) : rowCount(session, rows.length)
  const { ops } = model.setHere(isDeleted ? `restoring of ${title}` : `deletion of ${title}`, rows, isDeleted)
  if (ops.length === 0) {
    session.refuse(session.work ? `${session.work.words}: wait for its end` : `You may not delete ${title}`)
    return
  }
  const isGone = !isDeleted && rows.every((key) => !model.rows.isSaved(key))
  session.announce(`${title} ${isDeleted ? 'restored' : isGone ? 'removed' : 'will be deleted on save'}`)
}

/** Takes the last gesture back, or does it again, and goes to where it happened. */
export function travel(session: GridSession, way: 'undo' | 'redo'): boolean {
  const { model } = session
  const gesture = way === 'undo' ? model.undo() : model.redo()
  if (!gesture) {
    session.announce(way === 'undo' ? 'Nothing to undo' : 'Nothing to redo')
    return true
  }
  const onServer = gesture.takeBack ?? gesture.again
  if (onServer) {
    onServer()
    return true
  }
  const place = gesture.ops.find((op) => op.kind === 'cell') ?? gesture.ops[0]
  if (place) {
    model.reveal([place.key, ...changedBy(session, gesture)])
    if (session.indexOf(place.key) >= 0)
      session.moveTo({ key: place.key, field: place.kind === 'cell' ? place.field : session.focus.field })
  }
  session.announce(`${way === 'undo' ? 'Undid' : 'Redid'} ${gesture.label}`, 'travel')
  return true
}

/** The rows of a gesture that no search and no value may hide, because they are not as they are stored. */
function changedBy({ model }: GridSession, { ops }: Gesture): RowKey[] {
  if (!isFiltered(model.arrangement) || model.arrangement.only !== null) return []
  return [...new Set(ops.map(({ key }) => key))].filter((key) => model.status(key).change !== 'none')
}

/** Goes to the next (or previous) cell with a problem, around the end. */
export function nextProblem(session: GridSession, back: boolean): boolean {
  const { model } = session
  const places = [...model.judge.touched()]
    .flatMap((key) => {
      const { problems, conflicts } = model.status(key)
      return [...new Set([...problems.keys(), ...conflicts.keys()])].map((field) => ({
        key,
        field: field || model.form.heading,
      }))
    })
    .sort((a, b) => rank(session, a) - rank(session, b))
  if (back) places.reverse()
  const here = rank(session, session.focus)
  const next = places.find((place) => (back ? rank(session, place) < here : rank(session, place) > here)) ?? places[0]
  if (!next) {
    session.announce('No problems')
    return true
  }
  model.reveal([next.key])
  session.moveTo(next)
  return true
}

function rank(session: GridSession, place: { key: RowKey; field: string }): number {
  const row = session.indexOf(place.key)
  return (row < 0 ? session.model.order.length : row) * 1000 + session.columns.indexOf(place.field)
}

function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1)
}
