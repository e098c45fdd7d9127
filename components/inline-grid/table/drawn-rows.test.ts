import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { seed } from '@/components/inline-grid/session/testing'
import { layRows, rowsAround, type View } from './drawn-rows'
import { laidAt, listHeight, placeAt, restingAt, shiftAfter, shortWay, tallestList } from './list-scroll'

const heights = fc.constantFrom(29.75, 34, 33.99147727, 44, 108)
const windows = fc.integer({ min: 200, max: 1_600 })
const counts = fc.oneof(fc.integer({ min: 1, max: 400 }), fc.integer({ min: 1_001, max: 3_000_000 }))
const parts = fc.double({ min: 0, max: 1, noNaN: true })

/** A window over a list, scrolled as a browser does it; what it shows is looked at after each step. */
class Page {
  private at = 0
  private shift = 0

  constructor(
    readonly count: number,
    readonly row: number,
    readonly height: number,
    readonly others: number[] = [],
  ) {}

  get list() {
    return listHeight(this.count, this.row)
  }

  get view(): View {
    return { at: this.at, height: this.height, shift: this.shift, row: this.row }
  }

  /** The place in the list at the upper edge of the window. */
  get place(): number {
    return this.at + this.shift
  }

  get rows() {
    return layRows(this.list, this.view, rowsAround(this.view, this.count, 12), this.others)
  }

  scrollTo(at: number): void {
    const next = { at: Math.max(0, Math.min(at, this.list.laid - this.height)), height: this.height }
    this.shift = shiftAfter(this.list, next, this.view, this.rows, this.row)
    this.at = next.at
  }

  scrollBy(way: number): void {
    this.scrollTo(this.at + way)
  }

  /** As the browser brings the element of a drawn row into sight. */
  reveal(index: number): void {
    const at = this.rows.find((row) => row.index === index)?.at ?? Number.NaN
    if (at < this.at) this.scrollTo(at)
    else if (at + this.row > this.at + this.height) this.scrollTo(at + this.row - this.height)
  }

  rest(): void {
    const { place } = this
    this.at = restingAt(this.list, this.view, this.height)
    this.shift = place - this.at
  }

  /** Whether each row that the window should show is drawn where it should be. */
  shows(): boolean {
    const drawn = new Map(this.rows.map(({ index, at }) => [index, at]))
    for (let index = Math.floor(this.place / this.row); index * this.row < this.place + this.height; index += 1) {
      const at = drawn.get(index)
      if (index >= this.count) return true
      if (at === undefined || Math.abs(at - this.at - (index * this.row - this.place)) > 0.01) return false
    }
    return true
  }
}

const pages = fc
  .record({ count: counts, row: heights, height: windows, others: fc.array(parts, { maxLength: 3 }) })
  .map(({ count, row, height, others }) => {
    const indexes = others.map((part) => Math.floor(part * (count - 1)))
    return new Page(count, row, height, indexes)
  })

const steps = fc.array(
  fc.oneof(
    fc.record({ kind: fc.constant('jump' as const), to: parts }),
    fc.record({ kind: fc.constant('wheel' as const), to: fc.double({ min: -0.9, max: 0.9, noNaN: true }) }),
    fc.record({ kind: fc.constant('rest' as const), to: fc.constant(0) }),
    fc.record({ kind: fc.constant('reveal' as const), to: parts }),
  ),
  { maxLength: 12 },
)

function walk(page: Page, taken: { kind: 'jump' | 'wheel' | 'rest' | 'reveal'; to: number }[]): void {
  for (const { kind, to } of taken) {
    if (kind === 'jump') page.scrollTo(to * page.list.laid)
    else if (kind === 'wheel') page.scrollBy(to * page.height)
    else if (kind === 'rest') page.rest()
    else if (page.others.length > 0) page.reveal(page.others[Math.floor(to * (page.others.length - 1))]!)
  }
}

describe('the rows that are drawn', () => {
  test('are those in sight wherever a person scrolls, each where it belongs', () => {
    fc.assert(
      fc.property(pages, steps, (page, taken) => {
        walk(page, taken)
        expect(page.shows()).toBe(true)
        const { from, to } = rowsAround(page.view, page.count, 12)
        expect(to - from).toBeLessThanOrEqual(Math.ceil(page.height / page.row) + 25)
        expect(from).toBeGreaterThanOrEqual(0)
        expect(to).toBeLessThanOrEqual(page.count)
        expect(to).toBeGreaterThan(from)
      }),
      { seed, numRuns: 500 },
    )
  })

  test('stand below each other with the others among them, and within the list', () => {
    fc.assert(
      fc.property(pages, steps, (page, taken) => {
        walk(page, taken)
        const { rows } = page
        let end = 0
        for (const { at, index } of rows) {
          expect(at).toBeGreaterThanOrEqual(end)
          end = at + page.row
          expect(index).toBeLessThan(page.count)
        }
        expect(end).toBeLessThanOrEqual(page.list.laid + 0.01)
        const indexes = rows.map(({ index }) => index)
        expect(indexes).toEqual([...new Set(indexes)].sort((a, b) => a - b))
        for (const other of page.others) expect(indexes).toContain(other)
      }),
      { seed, numRuns: 500 },
    )
  })

  test('are those at the edges when the window looks past the list, and none of an empty one', () => {
    const view = { height: 800, shift: 0, row: 34 }
    expect(rowsAround({ ...view, at: -5_000 }, 100, 2)).toEqual({ from: 0, to: 3 })
    expect(rowsAround({ ...view, at: 50_000 }, 100, 2)).toEqual({ from: 97, to: 100 })
    expect(rowsAround({ ...view, at: 0 }, 0, 2)).toEqual({ from: 0, to: 0 })
  })
})

describe('a list taller than a browser lays out', () => {
  const tall = fc
    .record({ count: fc.integer({ min: 300_000, max: 5_000_000 }), row: heights, height: windows })
    .map(({ count, row, height }) => new Page(count, row, height))

  test('has a place for every position of the scrollbar and back, from the first pixel to the last', () => {
    fc.assert(
      fc.property(tall, parts, parts, ({ list }, a, b) => {
        expect(list.laid).toBe(tallestList)
        const [one, other] = [a * list.full, b * list.full].sort((x, y) => x - y) as [number, number]
        expect(laidAt(list, other)).toBeGreaterThanOrEqual(laidAt(list, one))
        expect(placeAt(list, laidAt(list, one))).toBeCloseTo(one, 4)
        expect(laidAt(list, 0)).toBe(0)
        expect(laidAt(list, list.full)).toBeCloseTo(list.laid, 4)
      }),
      { seed },
    )
  })

  test('moves by pixels under a wheel, rested in between or not', () => {
    fc.assert(
      fc.property(tall, parts, fc.array(fc.integer({ min: -180, max: 180 }), { minLength: 1 }), (page, to, ways) => {
        page.scrollTo((0.1 + to * 0.8) * page.list.laid)
        for (const [number, way] of ways.entries()) {
          const before = page.place
          page.scrollBy(way)
          expect(page.place).toBeCloseTo(before + way, 4)
          if (number % 3 === 0) {
            page.rest()
            expect(page.place).toBeCloseTo(before + way, 4)
          }
        }
      }),
      { seed },
    )
  })

  test('shows the row that the focus went to, however far away it was', () => {
    fc.assert(
      fc.property(pages, parts, (page, from) => {
        page.scrollTo(from * page.list.laid)
        for (const index of page.others) {
          page.reveal(index)
          expect(index * page.row).toBeGreaterThanOrEqual(page.place - 0.01)
          if (page.list.full > page.height)
            expect((index + 1) * page.row).toBeLessThanOrEqual(page.place + page.height + 0.01)
          expect(page.shows()).toBe(true)
        }
      }),
      { seed, numRuns: 500 },
    )
  })

  test('is scrolled by a wheel to its very end and back to its beginning', () => {
    const page = new Page(1_000_000, 34, 800)
    const start = page.list.full - 700_000
    page.scrollTo(laidAt(page.list, start))
    expect(page.place).toBeCloseTo(start, 0)
    const way = shortWay(page.view) - 100
    for (let step = 0; step * way < 720_000; step += 1) {
      page.scrollBy(way)
      if (step % 50 === 0) page.rest()
    }
    expect(page.place).toBe(page.list.full - 800)
    page.scrollTo(0.1 * page.list.laid)
    const back = page.place
    for (let step = 0; step * way < back + 1; step += 1) {
      page.scrollBy(-way)
      if (step % 50 === 0) page.rest()
    }
    expect(page.place).toBe(0)
  })
})
