/** What can wait does not wait longer than this, however busy the page is. */
const patienceMs = 150

/** Does something once what was drawn last is on the screen and nobody waits for the page. The answer calls it off. */
export function whenIdle(work: () => void): () => void {
  if (typeof requestIdleCallback === 'undefined') {
    const timer = setTimeout(work, typeof window === 'undefined' ? 0 : 30)
    return () => clearTimeout(timer)
  }
  const call = requestIdleCallback(work, { timeout: patienceMs })
  return () => cancelIdleCallback(call)
}
