/** What can wait does not wait longer than this, however busy the page is. */
const patienceMs = 150

/** Does something once what was drawn last is on the screen and nobody waits for the page. The answer calls it off. */
export function whenIdle(work: () => void): () => void {
  if (typeof requestIdleCallback === 'undefined') {
    const timer = setTimeout(work, typeof window === 'undefined' ? 0 : 30)
    return () => clearTimeout(timer)
  }
  let idle = 0
  const start = () => {
    stopWaiting()
    idle = requestIdleCallback(work, { timeout: patienceMs })
  }
  const stopWaiting = () => {
    cancelAnimationFrame(frame)
    clearTimeout(timer)
  }
  // A browser may find itself idle before the frame that shows the last change. A page in the background has no frames.
  const frame = requestAnimationFrame(start)
  const timer = setTimeout(start, patienceMs)
  return () => {
    stopWaiting()
    cancelIdleCallback(idle)
  }
}
