import type { Work } from './slices'
import { whenIdle } from './when-idle'

/** So long such work goes on before the page may do something else, in milliseconds. */
const sliceMs = 8

/** Does work that nobody waits for, in short slices while the page is at rest. The answer stops it where it is. */
export function inIdleTime<Result>(work: Work<Result>, done: (result: Result) => void): () => void {
  let stopWaiting = whenIdle(slice)
  function slice() {
    const end = performance.now() + sliceMs
    do {
      const step = work.next()
      if (step.done) return done(step.value)
    } while (performance.now() < end)
    stopWaiting = whenIdle(slice)
  }
  return () => {
    stopWaiting()
    work.return(undefined as Result)
  }
}
