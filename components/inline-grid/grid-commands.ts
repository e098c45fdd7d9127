import type { RowKey } from '@/admin/engine/batch'
import type { Content } from './content'
import { cellCount, rowCount } from './count-words'
import type { Edit } from './edited-rows'
import type { Intent } from './grid-keys'
import type { GridSession } from './grid-session'
import { actionColumn, selectColumn } from './side-columns'

/** What a command needs of the page around the rows. */
export type GridPage = { help(): void; find(): boolean; leave(back: boolean): void }

/** Does what a key press asked for. Answers false where the key is the browser's after all. */
export function perform(session: GridSession, intent: Intent, page: GridPage): boolean {
  if (session.hasGaps && actsOnSelection(intent)) {
    session.refuse(unread)
    return true
  }
  if (session.work && !isHarmless(intent)) {
    if (intent.kind === 'escape') session.work.giveUp()
    else session.announce(`${session.work.words}: wait for its end, or press Escape to give it up`)
    return true
  }
  switch (intent.kind) {
    case 'move':
      session.move(intent.to, intent.extend)
      if (intent.extend) session.announceSelection()
      return true
    case 'tab':
      return tabOn(session, intent.back, page)
    case 'edit':
      return enter(session, intent.open)
    case 'commit':
      return commitAnd(session, intent.next, page)
    case 'cancel':
      session.cancel()
      return true
    case 'switch-mode':
      session.switchMode()
      return true
    case 'escape':
      return letGo(session)
    case 'clear':
      return clear(session)
    case 'select':
      session.select(intent.what)
      return true
    case 'space':
      return space(session)
    case 'fill':
      return intent.direction === 'down' ? fillDown(session) : fillRight(session)
    case 'undo':
    case 'redo':
      return travel(session, intent.kind)
    case 'delete-rows':
      if (session.isEverything)
        void import('./bulk-commands').then(({ askBulk }) => askBulk(session, { kind: 'delete' }))
      else toggleRows(session, session.chosenRows())
      return true
    case 'problem':
      return nextProblem(session, intent.back)
    case 'leave':
      page.leave(intent.back)
      return true
    case 'help':
      page.help()
      return true
    case 'find':
      return page.find()
    case 'menu':
      // The browser's own event for it opens the menu, by mouse and by key alike.
      return false
  }
}

/** Why nothing happens to a selection that reaches into rows which are not here. */
export const unread =
  'Some of the selected rows have not been read yet: select fewer of them, search first, or select all rows by their check box'

/** What may be done while the rows are kept busy. */
function isHarmless({ kind }: Intent): boolean {
  return kind === 'move' || kind === 'tab' || kind === 'leave' || kind === 'help' || kind === 'find' || kind === 'menu'
}

function actsOnSelection(intent: Intent): boolean {
  return intent.kind === 'clear' || intent.kind === 'fill' || intent.kind === 'delete-rows'
}

function tabOn(session: GridSession, back: boolean, page: GridPage): boolean {
  if (!session.isLeaving && session.tab(back)) return true
  page.leave(back)
  return true
}

function enter(session: GridSession, open: boolean): boolean {
  const { key, field } = session.focus
  if (field === selectColumn || field === actionColumn) return false
  if (session.fieldOf(field)?.kind === 'boolean') return space(session)
  if (!session.edit('caret', { open })) {
    const { change } = session.model.status(key)
    session.announce(change === 'deleted' ? 'This row will be deleted; restore it to edit' : 'This cell is read-only')
  }
  return true
}

type After = Extract<Intent, { kind: 'commit' }>['next']

function commitAnd(session: GridSession, after: After, page: GridPage): boolean {
  if (after === 'fill') return commitAndFill(session)
  session.commit()
  switch (after) {
    case 'down':
    case 'up':
      session.moveAfterEnter(after)
      return true
    case 'left':
    case 'right':
      session.move(after)
      return true
    case 'home':
    case 'end':
      session.move(after === 'home' ? 'first-column' : 'last-column')
      return true
    case 'next':
    case 'previous':
      return tabOn(session, after === 'previous', page)
  }
}

function commitAndFill(session: GridSession): boolean {
  const content = session.editedContent()
  const field = session.editing?.field
  const cells = session.cells()
  session.editing = null
  session.requestFocus()
  if (content !== undefined && field !== undefined)
    edit(
      session,
      'fill',
      cells.filter((cell) => cell.field === field).map((cell) => ({ ...cell, content })),
    )
  session.tell()
  return true
}

function letGo(session: GridSession): boolean {
  if (session.ranges.length > 0 || session.selectedRows.size > 0) {
    session.ranges = []
    session.selectedRows.clear()
    session.tell()
    session.announce('Selection cleared')
  } else {
    session.isLeaving = true
    session.announce('Press Tab to leave the table')
  }
  return true
}

/** Empties the selected cells. */
export function clear(session: GridSession, label = 'clearing'): boolean {
  const { focus } = session
  if (focus.field === selectColumn || focus.field === actionColumn) return false
  edit(
    session,
    label,
    session.cells().map(({ key, field }) => ({ key, field, content: emptyOf(session, key, field) })),
  )
  return true
}

function emptyOf(session: GridSession, key: RowKey, name: string): Content {
  const field = session.fieldOf(name)
  if (field?.kind === 'boolean') return field.required ? false : null
  // A new row goes back to its default: with nothing else in it, it is blank again.
  return session.model.rows.isSaved(key) ? null : (field?.initial ?? null)
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

/** Copies the first row of the range into the rows below it; of a single row, the row above into it. */
export function fillDown(session: GridSession): boolean {
  const box = session.box()
  if (!box) return true
  const from = box.top === box.bottom ? box.top - 1 : box.top
  const source = session.keyAt(from)
  if (source === undefined) return true
  const edits: Edit[] = []
  for (let row = from + 1; row <= box.bottom; row += 1) {
    const key = session.keyAt(row)
    if (key === undefined) continue
    for (const field of session.columns.slice(box.left, box.right + 1))
      edits.push({ key, field, content: session.model.get(source, field) })
  }
  edit(session, 'fill', edits)
  return true
}

function fillRight(session: GridSession): boolean {
  const box = session.box()
  // Without several columns the key stays the browser's: reload.
  if (!box || box.left === box.right) return false
  const edits: Edit[] = []
  for (let row = box.top; row <= box.bottom; row += 1) {
    const key = session.keyAt(row)
    const first = session.columns[box.left]
    if (key === undefined || first === undefined) continue
    const source = session.fieldOf(first)
    for (const name of session.columns.slice(box.left + 1, box.right + 1))
      if (session.fieldOf(name)?.kind === source?.kind)
        edits.push({ key, field: name, content: session.model.get(key, first) })
  }
  edit(session, 'fill', edits)
  return true
}

/** Sets cells as one gesture and says how many it were. */
export function edit(session: GridSession, label: string, edits: Edit[]): number {
  const { ops } = session.model.edit(`${label} of ${cellCount(edits.length)}`, edits)
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
  if (ops.length === 0) return
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
  if (gesture.takeBack) {
    gesture.takeBack()
    return true
  }
  const place = gesture.ops.find((op) => op.kind === 'cell') ?? gesture.ops[0]
  if (place) {
    model.reveal(place.key)
    if (session.indexOf(place.key) >= 0)
      session.moveTo({ key: place.key, field: place.kind === 'cell' ? place.field : session.focus.field })
  }
  session.announce(`${way === 'undo' ? 'Undid' : 'Redid'} ${gesture.label}`, 'travel')
  return true
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
  model.reveal(next.key)
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
