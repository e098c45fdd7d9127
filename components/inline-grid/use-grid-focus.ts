import { type RefObject, useLayoutEffect } from 'react'
import { headRows } from './grid-ids'
import type { GridSession } from './grid-session'
import { useOrder, useSession } from './use-grid'

/** Puts the browser's focus where the session has it, whenever the session asks, right after the rows are drawn. */
export function useGridFocus(session: GridSession, table: RefObject<HTMLTableElement | null>): void {
  const requests = useSession(session, ({ focusRequests }) => focusRequests)
  useLayoutEffect(() => {
    if (requests === 0 || session.editing || !table.current) return
    const target = focusTarget(session, table.current)
    if (!target) return
    target.focus({ preventScroll: true })
    target.closest('td,th')?.scrollIntoView({ block: 'nearest', inline: 'nearest' })
  }, [requests, session, table])
  const order = useOrder(session.model)
  // A row that was drawn anew at another place has left the focus behind.
  // biome-ignore lint/correctness/useExhaustiveDependencies: looked at whenever rows came, went or moved.
  useLayoutEffect(() => {
    if (session.isActive && document.activeElement === document.body && table.current)
      focusTarget(session, table.current)?.focus({ preventScroll: true })
  }, [order, session, table])
}

/** The element that stands for the focused cell: the cell, or the control in it. */
export function focusTarget(session: GridSession, table: HTMLTableElement): HTMLElement | null {
  const { key, field } = session.focus
  const cell = table.querySelector<HTMLElement>(
    `tr[aria-rowindex="${session.indexOf(key) + headRows}"] > [data-column="${CSS.escape(field)}"]`,
  )
  const control = cell?.querySelector<HTMLElement>('input[type="checkbox"], button')
  return control ?? cell?.querySelector('a') ?? cell
}
