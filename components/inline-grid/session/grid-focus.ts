import { type RefObject, useLayoutEffect } from 'react'
import { drawnCell } from './drawn-cells'
import type { GridSession } from './grid-session'
import { setTabIndex } from './tab-index'
import { useOrder, useSession } from './use-grid'

type GridFocusProps = { session: GridSession; table: RefObject<HTMLTableElement | null> }

/**
 * Puts the browser's focus where the session has it, whenever the session asks, right after the rows are drawn. It shows
 * nothing: by itself, so that a move of the focus draws nothing else.
 */
export function GridFocus({ session, table }: GridFocusProps): null {
  const requests = useSession(session, ({ focusRequests }) => focusRequests)
  useLayoutEffect(() => {
    if (requests === 0 || session.editing || !table.current) return
    if (session.focusRequestsMet === requests) takeFocusAlong(session, table.current)
    else focusDrawnCell(session, table.current)
  }, [requests, session, table])
  const order = useOrder(session.model)
  // biome-ignore lint/correctness/useExhaustiveDependencies: looked at whenever rows came, went or moved.
  useLayoutEffect(() => {
    if (table.current) standIn(session, table.current)
    takeFocusAlong(session, table.current)
  }, [order, session, table])
  return null
}

/** As long as the focused row has not been read, the grid itself is where Tab stops, and has the focus for it. */
function standIn(session: GridSession, table: HTMLTableElement): void {
  if (isUnread(session)) table.tabIndex = 0
  else if (table !== document.activeElement) table.removeAttribute('tabindex')
}

function isUnread({ model, focus }: GridSession): boolean {
  return model.windows !== undefined && model.order.indexOf(focus.key) < 0
}

/**
 * Puts the browser's focus on the focused cell if it was asked for and the cell's row is drawn, and brings that in sight
 * with the next frame, which needs the layout anyway.
 */
export function focusDrawnCell(session: GridSession, table: HTMLTableElement | null): void {
  if (session.editing || !table || session.focusRequestsMet === session.focusRequests) return
  const target = focusTarget(session, table)
  if (!target) {
    standIn(session, table)
    if (isUnread(session)) table.focus({ preventScroll: true })
    return
  }
  session.focusRequestsMet = session.focusRequests
  if (target.dataset.column) setTabIndex(target, 0)
  if (target !== document.activeElement) target.focus({ preventScroll: true })
  standIn(session, table)
  requestAnimationFrame(() => {
    if (target === document.activeElement)
      target.closest('td,th')?.scrollIntoView({ block: 'nearest', inline: 'nearest' })
  })
}

/**
 * For rows that were drawn anew at another place: they have left the browser's focus behind, with nothing or with the row
 * that took their place.
 */
export function takeFocusAlong(session: GridSession, table: HTMLTableElement | null): void {
  if (!session.isActive || !table) return
  const target = focusTarget(session, table) ?? (isUnread(session) ? table : null)
  if (!target || !isLeftBehind(session, table, target)) return
  takeSelectionAlong(table, target)
  target.focus({ preventScroll: true })
  standIn(session, table)
}

/**
 * The browser's selection stays in the cell that was pressed. Where that is not shown any more, or gone, a browser looks with
 * every frame for the text next to it, through all rows that are not shown.
 */
function takeSelectionAlong(table: HTMLTableElement, target: HTMLElement): void {
  const selection = document.getSelection()
  if (selection?.anchorNode && table.contains(selection.anchorNode)) selection.collapse(target, 0)
}

function isLeftBehind(session: GridSession, table: HTMLTableElement, target: HTMLElement): boolean {
  const { activeElement } = document
  if (activeElement === document.body || activeElement === table) return activeElement !== target
  const cell = activeElement?.closest('tbody td, tbody th')
  if (session.editing || !cell || !table.contains(cell)) return false
  // A control that was drawn in its cell since is what has the focus.
  return activeElement === cell ? cell !== target : cell !== target.closest('td, th')
}

/** The element that stands for the focused cell: the cell, or the control in it. */
export function focusTarget(session: GridSession, table: HTMLTableElement): HTMLElement | null {
  const { key, field } = session.focus
  const cell = drawnCell(table, session.indexOf(key), field)
  const control = cell?.querySelector<HTMLElement>('input[type="checkbox"], button')
  return control ?? cell?.querySelector('a') ?? cell
}

/** The same in a grid of which only the id of its root is at hand. */
export function focusTargetIn(session: GridSession, root: string): HTMLElement | null {
  const table = document.getElementById(root)?.querySelector('table')
  return table ? focusTarget(session, table) : null
}
