import type { MouseEvent, RefObject } from 'react'
import { flushSync } from 'react-dom'
import type { CellPlace } from '@/components/inline-grid/selection/selection'
import { selectColumn } from '@/components/inline-grid/selection/side-columns'
import { space } from '@/components/inline-grid/session/grid-commands'
import type { GridSession } from '@/components/inline-grid/session/grid-session'
import { isCards } from '@/components/inline-grid/session/is-cards'
import { isControl, placeOf } from './event-place'
import { followDrag } from './follow-drag'

/** A press focuses, a second one edits, dragging selects; a finger never selects by dragging, that is for scrolling. */
export function mouseEvents(session: GridSession, table: RefObject<HTMLTableElement | null>) {
  let pressed: { place: CellPlace; wasFocused: boolean } | null = null
  let wasDragged = false

  const dragCells = () => {
    if (!table.current) return
    followDrag(
      table.current,
      (cell) => {
        const place = placeOf(session, cell)
        if (!place || session.editing || !session.columns.includes(place.field)) return
        if (place.key === session.focus.key && place.field === session.focus.field) return
        if (pressed) pressed = { place, wasFocused: false }
        wasDragged = true
        session.moveTo(place, { extend: true, request: false })
      },
      () => {
        if (!wasDragged) return
        session.requestFocus()
        session.tell([])
        session.announceSelection()
      },
    )
  }
  const dragRows = (from: CellPlace) => {
    if (!table.current) return
    const before = new Set(session.selectedRows)
    followDrag(
      table.current,
      (cell) => {
        const place = placeOf(session, cell)
        if (!place || (place.key === from.key && !wasDragged)) return
        wasDragged = true
        session.dragRows(from.key, place.key, before)
      },
      () => {},
    )
  }

  return {
    onMouseDown(event: MouseEvent) {
      wasDragged = false
      const place = placeOf(session, event.target)
      if (!place || event.button !== 0) return
      if (place.field === selectColumn && !event.shiftKey) dragRows(place)
      if (isControl(event.target)) return
      const { key, field } = session.focus
      pressed = { place, wasFocused: session.isActive && key === place.key && field === place.field }
      event.preventDefault()
      flushSync(() => {
        session.commit()
        session.moveTo(place, { extend: event.shiftKey, add: event.ctrlKey || event.metaKey })
      })
      if (session.columns.includes(place.field)) dragCells()
    },
    onMouseUp() {
      if (pressed && session.ranges.length > 0) session.announceSelection()
    },
    onClick(event: MouseEvent) {
      const place = placeOf(session, event.target)
      const { wasFocused } = pressed ?? { wasFocused: false }
      pressed = null
      if (!place) return
      // All of the cell is the target, not only the box in it.
      if (place.field === selectColumn) {
        if (!wasDragged) session.selectRow(place.key, !session.selectedRows.has(place.key), event.shiftKey)
      } else if (isCards() && !isControl(event.target)) session.openSheet(place.key)
      else if (isControl(event.target) && session.fieldOf(place.field)?.kind === 'boolean') {
        session.moveTo(place)
        space(session)
      } else if (wasFocused && !session.editing && !event.shiftKey && !event.ctrlKey && !event.metaKey)
        flushSync(() => session.edit('caret'))
    },
    onDoubleClick(event: MouseEvent) {
      if (!session.editing && placeOf(session, event.target) && !isControl(event.target))
        flushSync(() => session.edit('caret'))
    },
  }
}
