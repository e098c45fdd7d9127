// Runs in the measured page before its own scripts, and says there how long things take until they are seen.
;(() => {
  const frame = () => new Promise((done) => requestAnimationFrame(done))
  const idle = () => new Promise((done) => requestIdleCallback(done))
  const task = () =>
    new Promise((done) => {
      const { port1, port2 } = new MessageChannel()
      port1.onmessage = done
      port2.postMessage(null)
    })
  /** A task that is begun in a frame runs once that frame is painted. */
  const painted = async () => {
    await frame()
    await task()
    return performance.now()
  }
  const grid = () => document.querySelector('table[role=grid]')
  const isLive = (element) => Object.keys(element).some((key) => key.startsWith('__reactProps$'))

  let longTasks = []
  new PerformanceObserver((list) => longTasks.push(...list.getEntries())).observe({ type: 'longtask' })

  let measuring
  globalThis.bench = {
    /**
     * When so many rows are drawn, the grid listens to keys and the browser has nothing left to do that cannot wait, if
     * somebody uses the page from now on.
     */
    async opened(rows) {
      while (!globalThis.firstUse) await frame()
      globalThis.firstUse.use()
      while (!(grid() && isLive(grid()) && grid().querySelectorAll('tr[aria-rowindex]').length > rows)) await frame()
      await idle()
      return performance.now()
    },
    /** Measures the handlers of the next event of a type, and what it leads to until `isDone` holds and is painted. */
    arm(type, isDone = () => true) {
      longTasks = []
      measuring = new Promise((done) => {
        const start = async (event) => {
          const begun = performance.now()
          let script
          // Behind all handlers of the page, if none of them stops the event.
          addEventListener(type, () => (script = performance.now() - begun), { once: true })
          await task()
          script ??= performance.now() - begun
          while (!isDone()) await frame()
          const end = await painted()
          performance.measure('bench', { start: event.timeStamp, end })
          done({ script, seen: end - event.timeStamp, begun })
        }
        addEventListener(type, start, { capture: true, once: true })
      })
    },
    async measured() {
      const patience = new Promise((done) => setTimeout(done, 60_000))
      const result = await Promise.race([measuring, patience])
      if (!result) throw new Error(`Nothing happened for a minute; ${bench.unsaved()} rows are unsaved`)
      // Long tasks are told a moment later.
      await new Promise((done) => setTimeout(done, 50))
      const { begun, ...measured } = result
      const longest = Math.max(
        0,
        ...longTasks.map(({ startTime, duration }) => (startTime + duration > begun ? duration : 0)),
      )
      return { ...measured, longest }
    },
    /** Waits until a draft is kept that was finished after now; answers with the longest task until then. */
    async kept() {
      longTasks = []
      const begun = Date.now()
      const isIndex = (key) => key.startsWith('throughline:draft:') && !key.includes('#')
      const isNew = (key) => isIndex(key) && JSON.parse(localStorage.getItem(key)).at > begun
      while (!Object.keys(localStorage).some(isNew)) await frame()
      await new Promise((done) => setTimeout(done, 50))
      return Math.max(0, ...longTasks.map(({ duration }) => duration))
    },
    /** How many rows the grid says that it changed or added. */
    unsaved() {
      // Beside the table: going through its cells in each frame would be part of what is measured.
      const around = [...grid().closest('section').children].filter((part) => !part.contains(grid()))
      const states = around.flatMap((part) => [...part.querySelectorAll('button[aria-pressed]')])
      const counts = states.filter((state) => / (changed|new)$/.test(state.textContent))
      return counts.reduce((sum, { textContent }) => sum + Number.parseInt(textContent.replaceAll(',', ''), 10), 0)
    },
    rowCount: () => Number(grid().getAttribute('aria-rowcount')),
    async paste(text, html) {
      const data = new DataTransfer()
      data.setData('text/plain', text)
      data.setData('text/html', html)
      // What made them is no part of the paste.
      await task()
      document.activeElement.dispatchEvent(
        new ClipboardEvent('paste', { bubbles: true, cancelable: true, clipboardData: data }),
      )
    },
    script() {
      const files = performance
        .getEntriesByType('resource')
        .filter(({ name }) => new URL(name).pathname.endsWith('.js'))
      return files.reduce((sum, { encodedBodySize }) => sum + encodedBodySize, 0)
    },
  }
})()
