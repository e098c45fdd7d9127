import type { StoredRow } from '@/components/inline-grid/rows/edit-rows'
import type { Arrangement } from './arrange'

/** Rows of one window are read together. */
export const windowSize = 500
/** How many windows may be read at the same time. */
const atOnce = 2
/** After these pauses, in milliseconds, a window that could not be read is asked for again by itself. */
const pauses = [500, 2_000]
/** So many windows stay in memory; rows with unsaved changes always do. */
export const keptWindows = 60

export type RowRequest = { offset: number; limit: number; arrangement: Arrangement; signal: AbortSignal }
export type LoadRows = (request: RowRequest) => Promise<{ rows: StoredRow[]; total: number }>

/** What becomes of a window: its rows, or why they could not be read. */
export type WindowAnswer = { offset: number; rows: StoredRow[]; total: number }

/**
 * Reads the rows of a long list in windows as they come into sight. A window that is out of sight again before it was
 * asked for is not; an answer to an older order or search is dropped.
 */
export class RowWindows {
  private wanted: number[] = []
  private readonly asked = new Map<number, AbortController>()
  private readonly failed = new Set<number>()
  private era = 0
  /** Rows came or went elsewhere so often; and how often they had when each window was read. */
  private edition = 0
  private readonly editions = new Map<number, number>()
  /** The places that are to be read: those in sight, and the one that the focus waits for. */
  private sight = { from: 0, to: 0 }
  private awaited: number | null = null

  constructor(
    private readonly load: LoadRows,
    private readonly arrangement: () => Arrangement,
    private readonly isKnown: (place: number) => boolean,
    /** Takes an answer; answers whether other windows are not as they were read. */
    private readonly answered: (answer: WindowAnswer) => boolean,
    private readonly refused: () => void,
  ) {}

  /** Whether rows that were in sight could not be read. */
  get hasFailed(): boolean {
    return this.failed.size > 0
  }

  /** Reads what is missing between two places, the second not included, until other places are in sight. */
  show(from: number, to: number): void {
    this.sight = { from, to }
    this.plan()
  }

  /** Reads the row at a place before all others, whatever is in sight meanwhile; null when nobody waits any more. */
  reach(place: number | null): void {
    this.awaited = place
    this.plan()
  }

  private plan(): void {
    const windows = new Set<number>()
    if (this.awaited !== null && !this.isKnown(this.awaited)) windows.add(Math.floor(this.awaited / windowSize))
    const { from, to } = this.sight
    for (let window = Math.floor(from / windowSize); window * windowSize < to; window += 1) {
      const place = Math.max(from, window * windowSize)
      if (this.isOld(window) || this.hasHole(place, Math.min(to, (window + 1) * windowSize))) windows.add(window)
    }
    this.wanted = [...windows].filter((window) => !this.asked.has(window) && !this.failed.has(window))
    this.next()
  }

  private isOld(window: number): boolean {
    return (this.editions.get(window) ?? 0) < this.edition
  }

  private hasHole(from: number, to: number): boolean {
    for (let place = from; place < to; place += 1) if (!this.isKnown(place)) return true
    return false
  }

  /** Rows came or went where nobody knows: every window is read again when it is in sight. */
  outdate(): void {
    this.edition += 1
    this.plan()
  }

  /** Nobody looks at windows any more, until they are in another order or restarted. */
  rest(): void {
    this.drop()
    this.wanted = []
  }

  /** Something was stored: what is under way may tell of before, and is asked for again. */
  renew(): void {
    const open = [...this.asked.keys()]
    this.drop()
    this.wanted = [...open, ...this.wanted]
    this.next()
  }

  private drop(): void {
    this.era += 1
    for (const request of this.asked.values()) request.abort()
    this.asked.clear()
  }

  /** The order or the search is another one: whatever is under way answers the old question. */
  restart(): void {
    this.drop()
    this.failed.clear()
    this.wanted = [0]
    this.next()
  }

  /** Asks again for what could not be read. */
  retry(): void {
    this.wanted = [...this.failed]
    this.failed.clear()
    this.next()
  }

  private next(): void {
    while (this.asked.size < atOnce) {
      const window = this.wanted.shift()
      if (window === undefined) return
      void this.read(window, this.era)
    }
  }

  private async read(window: number, era: number): Promise<void> {
    const request = new AbortController()
    this.asked.set(window, request)
    const offset = window * windowSize
    let answer: Awaited<ReturnType<LoadRows>> | undefined
    for (const pause of [...pauses, null]) {
      try {
        answer = await this.load({ offset, limit: windowSize, arrangement: this.arrangement(), signal: request.signal })
      } catch (error) {
        if (!(error instanceof Error)) throw error
      }
      if (answer || era !== this.era || pause === null) break
      await new Promise((done) => setTimeout(done, pause))
      if (era !== this.era) break
    }
    if (era !== this.era) return
    this.asked.delete(window)
    if (answer) {
      if (this.answered({ offset, ...answer })) this.edition += 1
      this.editions.set(window, this.edition)
    } else {
      this.failed.add(window)
      this.refused()
    }
    // Only now is it known how many rows there are in a new order, and which of them are in sight.
    if (era === this.era) this.plan()
  }
}
