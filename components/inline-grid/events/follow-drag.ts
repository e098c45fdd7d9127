type Point = { x: number; y: number }

/** So near to an edge of the window, in pixels, a drag scrolls. */
const edge = 56
const fastest = 24

/**
 * Follows a press of the mouse until it is let go: tells which cell's element the pointer is over, as often as that may
 * have changed, and scrolls while the pointer is held near an edge of the window or beyond it.
 */
export function followDrag(table: HTMLElement, over: (cell: Element) => void, end: () => void): void {
  let point: Point | undefined
  let frame = 0
  let last: Element | undefined

  const look = () => {
    const cell = point && cellUnder(table, point)
    if (!cell || cell === last) return
    last = cell
    over(cell)
  }
  const scroll = () => {
    frame = 0
    const step = point ? stepFor(point.y) : 0
    if (step === 0) return
    window.scrollBy({ top: step, behavior: 'instant' })
    look()
    frame = requestAnimationFrame(scroll)
  }
  const move = ({ clientX, clientY, buttons }: MouseEvent) => {
    // The button was let go outside of the window.
    if (buttons === 0) return stop()
    point = { x: clientX, y: clientY }
    look()
    if (frame === 0) frame = requestAnimationFrame(scroll)
  }
  const stop = () => {
    window.removeEventListener('mousemove', move)
    window.removeEventListener('mouseup', stop)
    cancelAnimationFrame(frame)
    end()
  }
  window.addEventListener('mousemove', move)
  window.addEventListener('mouseup', stop)
}

/** How far to scroll with the next frame: the faster, the nearer to the edge. */
function stepFor(y: number): number {
  const above = edge - y
  const below = y - (window.innerHeight - edge)
  const depth = Math.min(1, Math.max(above, below) / edge)
  return depth <= 0 ? 0 : Math.ceil(depth * fastest) * (above > 0 ? -1 : 1)
}

/** The grid's cell at a point, also where a bar lies over it; beyond the grid or the window, the nearest one. */
function cellUnder(table: HTMLElement, { x, y }: Point): Element | undefined {
  const body = table.getBoundingClientRect()
  const across = clamp(x, body.left + 1, body.right - 1)
  const down = clamp(y, Math.max(body.top, 0) + 1, Math.min(body.bottom, window.innerHeight) - 1)
  return document.elementsFromPoint(across, down).find((element) => element.closest('[data-column]'))
}

function clamp(value: number, least: number, most: number): number {
  return Math.min(Math.max(value, least), most)
}
