import type { MouseEvent } from 'react'
import { flushSync } from 'react-dom'
import { isControl, placeOf } from './event-place'
import { space } from './grid-commands'
import type { GridSession } from './grid-session'
import type { CellPlace } from './selection'
import { selectColumn } from './side-columns'

/** Whether rows are shown as cards; the same width as in the classes of rows and cells. */
function isCards(): boolean {
  return window.matchMedia('(width < 40rem)').matches
}

/** A press focuses, a second one edits, dragging selects; a finger never selects by dragging, that is for scrolling. */
export function mouseEvents(session: GridSession) {
  let pressed: { place: CellPlace; wasFocused: boolean } | null = null

  return {
    onMouseDown(event: MouseEvent) {
      const place = placeOf(session, event.target)
      if (!place || event.button !== 0 || isControl(event.target)) return
      const { key, field } = session.focus
      pressed = { place, wasFocused: session.isActive && key === place.key && field === place.field }
      event.preventDefault()
      flushSync(() => {
        session.commit()
        session.moveTo(place, { extend: event.shiftKey, add: event.ctrlKey || event.metaKey })
      })
    },
    onMouseOver(event: MouseEvent) {
      const place = event.buttons === 1 && pressed ? placeOf(session, event.target) : undefined
      if (!place || session.editing || !session.columns.includes(place.field)) return
      if (place.key === session.focus.key && place.field === session.focus.field) return
      pressed = { place, wasFocused: false }
      session.moveTo(place, { extend: true })
    },
    onMouseUp() {
      if (pressed && session.ranges.length > 0) session.announceSelection()
    },
    onClick(event: MouseEvent) {
      const place = placeOf(session, event.target)
      const { wasFocused } = pressed ?? { wasFocused: false }
      pressed = null
      if (!place) return
      if (isCards() && !isControl(event.target)) session.openSheet(place.key)
      else if (place.field === selectColumn && isControl(event.target))
        session.selectRow(place.key, !session.selectedRows.has(place.key), event.shiftKey)
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
