import { useEffect } from 'react'
import type { RecordSession } from './record-session'
import type { SaveCycle } from './save-cycle'

/** So long after a press nothing moves: the second press of two falls where the first did. */
const pressesMs = 500

/** Takes the problems of a refused save away as they are mended, and never while something is being pressed. */
export function useReview(cycle: SaveCycle, session: RecordSession): void {
  useEffect(() => {
    let isPressed = false
    let pressedAt = Number.NEGATIVE_INFINITY
    let timer: ReturnType<typeof setTimeout> | undefined
    const review = () => {
      clearTimeout(timer)
      timer = undefined
      if (isPressed) return
      const rest = pressedAt + pressesMs - performance.now()
      if (rest > 0) timer = setTimeout(review, rest)
      else cycle.review()
    }
    const look = () => {
      if (cycle.phase.name === 'problems' && timer === undefined) review()
    }
    const press = () => {
      isPressed = true
    }
    const release = () => {
      isPressed = false
      pressedAt = performance.now()
      look()
    }
    const stop = session.subscribe(look)
    const listening = new AbortController()
    const always = { capture: true, signal: listening.signal }
    addEventListener('pointerdown', press, always)
    for (const type of ['pointerup', 'pointercancel', 'dragend']) addEventListener(type, release, always)
    return () => {
      clearTimeout(timer)
      stop()
      listening.abort()
    }
  }, [cycle, session])
}
