/** A page that is not shown paints nothing; what waits for that does not wait longer than this. */
const patienceMs = 100

/** Does something once what was drawn last is on the screen. The answer calls it off. */
export function afterPaint(work: () => void): () => void {
  let task: ReturnType<typeof setTimeout> | undefined
  let frame = 0
  const run = () => {
    callOff()
    work()
  }
  const callOff = () => {
    clearTimeout(task)
    if (frame) cancelAnimationFrame(frame)
  }
  task = setTimeout(run, typeof requestAnimationFrame === 'undefined' ? 0 : patienceMs)
  if (typeof requestAnimationFrame !== 'undefined')
    frame = requestAnimationFrame(() => {
      clearTimeout(task)
      task = setTimeout(run)
    })
  return callOff
}
