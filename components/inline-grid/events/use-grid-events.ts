import { type FocusEvent, type MouseEvent, type RefObject, useEffect, useMemo } from 'react'
import { flushSync } from 'react-dom'
import { focusTarget } from '@/components/inline-grid/session/grid-focus'
import type { GridSession } from '@/components/inline-grid/session/grid-session'
import { openedElsewhere } from '@/components/inline-grid/session/open-elsewhere'
import { useClipboard } from './clipboard-events'
import { placeOf } from './event-place'
import { hoverHint } from './hover-hint'
import { type GridPageActions, keyEvents } from './key-events'
import { mouseEvents } from './mouse-events'
import { textEvents } from './text-events'
import { touchEvents } from './touch-events'
import { useTypableCell } from './typable-cell'

/** The handlers of the table. All events of all cells arrive here; what they mean is decided by plain functions. */
export function useGridEvents(
  session: GridSession,
  table: RefObject<HTMLTableElement | null>,
  actions: GridPageActions,
) {
  const { beforeInput, ...textHandlers } = useMemo(() => textEvents(session), [session])
  useEffect(() => {
    const { current } = table
    current?.addEventListener('beforeinput', beforeInput)
    return () => current?.removeEventListener('beforeinput', beforeInput)
  }, [table, beforeInput])
  const typable = useTypableCell(session, table)
  useClipboard(session, table)
  const handlers = useMemo(
    () => ({
      ...keyEvents(session, table, typable, actions),
      ...mouseEvents(session, table),
      ...hoverHint(),
      ...focusEvents(session, table),
      ...menuEvents(session, table, actions),
      ...touchEvents(session, actions),
      ...linkEvents(session),
    }),
    [session, table, typable, actions],
  )
  return { ...handlers, ...textHandlers }
}

function focusEvents(session: GridSession, table: RefObject<HTMLTableElement | null>) {
  return {
    onFocus(event: FocusEvent) {
      const place = placeOf(session, event.target)
      const wasActive = session.isActive
      // Where the head has the focus, no cell has it.
      session.isActive = !table.current?.tHead?.contains(event.target)
      if (wasActive && !session.isActive) session.tell([])
      const { key, field } = session.focus
      if (place && !session.editing && (place.key !== key || place.field !== field))
        session.moveTo(place, { request: false })
    },
    onBlur(event: FocusEvent) {
      if (table.current?.contains(event.relatedTarget)) return
      session.isActive = false
      session.isLeaving = false
      session.model.leave(session.focus.key)
      session.tell([])
    },
  }
}

/** A row's link leads to another tab, by mouse and by key, with whichever button. */
function linkEvents(session: GridSession) {
  const note = ({ target }: { target: EventTarget }) => {
    if (target instanceof Element && target.closest('a[target]')) openedElsewhere(session)
  }
  return { onClickCapture: note, onAuxClickCapture: note }
}

function menuEvents(session: GridSession, table: RefObject<HTMLTableElement | null>, actions: GridPageActions) {
  return {
    onContextMenu(event: MouseEvent) {
      const place = placeOf(session, event.target)
      if (!place || session.editing) return
      event.preventDefault()
      if (!session.isCellSelected(place.key, place.field)) flushSync(() => session.moveTo(place))
      // The menu key has no pointer: the menu opens at the cell.
      const cell = table.current && focusTarget(session, table.current)?.getBoundingClientRect()
      const isKey = event.clientX === 0 && event.clientY === 0
      actions.openMenu(isKey && cell ? { x: cell.left, y: cell.bottom } : { x: event.clientX, y: event.clientY })
    },
  }
}
