import type { RefObject } from 'react'
import { flushSync } from 'react-dom'
import type { Stretch } from '@/components/inline-grid/order/stretch'
import { type LaidRow, rowsAround, type View } from './drawn-rows'
import { listHeight, restingAt, shiftAfter } from './list-scroll'

/** So long after the last scrolling, in milliseconds, the window is taken to rest. */
const restMs = 150

/** Follows the window as it is scrolled over the rows of a table, and tells when it shows others. */
export class WindowWatch {
  /** The rows that stand in the page now. */
  drawn: readonly LaidRow[] = []
  private view: View | undefined
  private frame = 0
  private timer: ReturnType<typeof setTimeout> | undefined

  constructor(
    private readonly table: RefObject<HTMLTableElement | null>,
    private readonly count: () => number,
    private readonly changed: (view: View) => void,
  ) {}

  /** The rows that the window shows; undefined before it was looked at. */
  get sight(): Stretch | undefined {
    return this.view && rowsAround(this.view, this.count(), 0)
  }

  /** What the window shows of rows that stand in the page but are not followed yet; null without any. */
  first(): View | null {
    this.view = this.measured()
    return this.view ?? null
  }

  /** Looks now, unless it was done before, and whenever the window or the page moves, until the answer is called. */
  start(): () => void {
    if (!this.view) this.look()
    const later = () => {
      if (this.frame === 0) this.frame = requestAnimationFrame(() => this.follow())
    }
    // What stands above the rows may grow or shrink at any time, and they with the size of letters.
    const observer = new ResizeObserver(() => this.look())
    observer.observe(document.body)
    window.addEventListener('scroll', later, { passive: true })
    window.addEventListener('resize', later)
    return () => {
      observer.disconnect()
      window.removeEventListener('scroll', later)
      window.removeEventListener('resize', later)
      cancelAnimationFrame(this.frame)
      clearTimeout(this.timer)
      this.frame = 0
    }
  }

  /** Looks which rows the window shows. */
  look(): void {
    const view = this.measured()
    if (view) this.take(view)
  }

  private measured(): View | undefined {
    const element = this.table.current?.querySelector('tbody tr[aria-rowindex]')
    const row = element?.getBoundingClientRect().height
    if (!element || !row) return undefined
    const list = listHeight(this.count(), row)
    const sight = { at: this.distance(), height: window.innerHeight }
    const shift = shiftAfter(list, sight, this.view ?? { at: 0, shift: 0 }, this.drawn, row)
    return { ...sight, shift, row }
  }

  private follow(): void {
    this.frame = 0
    // Drawn before this frame is painted, so that no empty space is seen.
    flushSync(() => this.look())
    clearTimeout(this.timer)
    this.timer = setTimeout(() => this.rest(), restMs)
  }

  /** Puts the window, and the rows with it, where the scrollbar is as far down as they are. Nothing moves on the screen. */
  private rest(): void {
    const { view } = this
    const element = this.table.current?.querySelector('tbody tr[aria-rowindex]')
    if (!view || !element) return
    const way = restingAt(listHeight(this.count(), view.row), view, view.height) - view.at
    if (way === 0) return
    window.scrollBy({ top: way, behavior: 'instant' })
    const at = this.distance()
    flushSync(() => this.take({ ...view, at, shift: view.shift + view.at - at }))
  }

  /** How far the window's upper edge is below that of the rows, however they are drawn. */
  private distance(): number {
    return -(this.table.current?.tBodies[0]?.getBoundingClientRect().top ?? 0)
  }

  private take(view: View): void {
    const before = this.view
    const { sight } = this
    this.view = view
    const next = this.sight
    if (before?.row !== view.row || before.shift !== view.shift || sight?.from !== next?.from || sight?.to !== next?.to)
      this.changed(view)
  }
}
