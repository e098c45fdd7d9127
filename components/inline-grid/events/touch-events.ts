import type { TouchEvent } from 'react'
import { flushSync } from 'react-dom'
import type { GridSession } from '@/components/inline-grid/session/grid-session'
import { isControl, placeOf } from './event-place'
import type { GridPageActions } from './key-events'

/** How long a finger rests on a cell until its menu opens; longer than where the browser has an event of its own for it. */
const holdMs = 600
/** A finger that moves so many pixels scrolls. */
const slack = 10

/** A finger that rests on a cell opens its menu, also where the browser knows no such gesture. */
export function touchEvents(session: GridSession, { openMenu }: GridPageActions) {
  let resting: { timer: number; x: number; y: number } | null = null
  let hasOpened = false
  const lift = () => {
    if (resting) window.clearTimeout(resting.timer)
    resting = null
  }
  return {
    onTouchStart(event: TouchEvent) {
      lift()
      hasOpened = false
      const touch = event.touches[0]
      const place = placeOf(session, event.target)
      if (!touch || event.touches.length > 1 || !place || session.editing || isControl(event.target)) return
      const { clientX: x, clientY: y } = touch
      const open = () => {
        resting = null
        hasOpened = true
        if (!session.isCellSelected(place.key, place.field)) flushSync(() => session.moveTo(place))
        openMenu({ x, y })
      }
      resting = { x, y, timer: window.setTimeout(open, holdMs) }
    },
    onTouchMove(event: TouchEvent) {
      const touch = event.touches[0]
      if (resting && touch && Math.hypot(touch.clientX - resting.x, touch.clientY - resting.y) > slack) lift()
    },
    onTouchEnd(event: TouchEvent) {
      lift()
      // Else a press would follow, which edits the cell and closes the menu.
      if (hasOpened) event.preventDefault()
      hasOpened = false
    },
    onTouchCancel: lift,
  }
}
