import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { seed } from '@/components/inline-grid/session/testing'
import { type DrawnBlocks, isComplete, leftovers, nothingDrawn, rearranged, withMore, withRows } from './drawn-blocks'

const rows = (count: number) => Array.from({ length: count }, (_, index) => `row ${index}`)
const top = { from: 0, to: 15 }

const keys = fc.shuffledSubarray(rows(130))
const sight = fc.record({ from: fc.nat(140), size: fc.integer({ min: 1, max: 40 }) })
const step = fc.oneof(
  fc.record({ kind: fc.constant('rearranged' as const), keys, sight }),
  fc.record({ kind: fc.constant('rows' as const), stays: fc.func(fc.boolean()), added: fc.nat(90) }),
  fc.record({ kind: fc.constant('more' as const), sight }),
)

const stretch = ({ from, size }: { from: number; size: number }) => ({ from, to: from + size })

/** What a page that draws these shows: every row once and in order, or nothing at its place. */
function check(state: DrawnBlocks, wanted: readonly string[]): void {
  expect(state.blocks.flatMap((block) => block.keys)).toEqual(wanted)
  const all = [...state.blocks, ...leftovers(state)]
  expect(new Set(all.map(({ id }) => id)).size).toBe(all.length)
  for (const [id, block] of state.drawn) expect(block.id).toBe(id)
  for (const { keys: own, slots } of [...state.blocks, ...state.drawn.values()]) {
    expect(slots.length).toBe(own.length)
    expect(new Set(slots).size).toBe(slots.length)
  }
}

test('whatever comes, goes or moves, each row is in one block and in the end drawn, and nothing else is', () => {
  fc.assert(
    fc.property(fc.array(step, { maxLength: 8 }), (steps) => {
      let state = rearranged(nothingDrawn, rows(100), top)
      let wanted = rows(100)
      let added = 0
      for (const each of steps) {
        if (each.kind === 'more') state = withMore(state, stretch(each.sight))
        else if (each.kind === 'rearranged') {
          wanted = each.keys
          state = rearranged(state, wanted, stretch(each.sight))
        } else {
          wanted = wanted.filter((key) => each.stays(key))
          for (let row = 0; row < each.added; row += 1) wanted.push(`added ${added + row}`)
          added += each.added
          state = withRows(state, wanted)
        }
        check(state, wanted)
      }
      for (let turn = 0; turn < 200 && !isComplete(state); turn += 1) state = withMore(state, top)
      expect(isComplete(state)).toBe(true)
      expect([...state.drawn.values()].sort((a, b) => a.from - b.from).flatMap((block) => block.keys)).toEqual(wanted)
    }),
    { seed },
  )
})

test('rows in sight are up to date as soon as all are ordered or filtered anew, wherever the window is', () => {
  fc.assert(
    fc.property(keys, keys, sight, (before, after, at) => {
      const state = rearranged(rearranged(nothingDrawn, before, top), after, stretch(at))
      const from = Math.max(0, Math.min(at.from, after.length - at.size))
      const seen = new Set(after.slice(from, from + at.size))
      const drawn = state.blocks.filter((block) => state.drawn.get(block.id) === block).flatMap((block) => block.keys)
      for (const key of seen) expect(drawn).toContain(key)
    }),
    { seed },
  )
})

test('rows that are about to go stay in their order, whichever were drawn first', () => {
  let state = rearranged(nothingDrawn, rows(130), { from: 70, to: 80 })
  while (!isComplete(state)) state = withMore(state, { from: 70, to: 80 })
  expect(leftovers(withRows(state, [])).flatMap((block) => block.keys)).toEqual(rows(130))
})

test('rows in another order are drawn into the elements of those that stood there', () => {
  let before = rearranged(nothingDrawn, rows(50), { from: 0, to: 50 })
  before = withRows(before, [...rows(50), 'new'])
  const after = rearranged(before, [...rows(50), 'new'].reverse(), top)
  expect(after.blocks.map(({ id }) => id)).toEqual(before.blocks.map(({ id }) => id))
  expect(after.blocks.map(({ slots }) => slots)).toEqual(before.blocks.map(({ slots }) => slots))
})

test('a row keeps its elements when rows come or go around it', () => {
  const before = rearranged(nothingDrawn, rows(60), { from: 0, to: 60 })
  const slots = (state: DrawnBlocks) =>
    new Map(state.blocks.flatMap(({ id, keys: own, slots: at }) => own.map((key, row) => [key, `${id} ${at[row]}`])))
  const after = withRows(before, ['first', ...rows(60).filter((_, row) => row % 7 !== 3), 'last'])
  for (const [key, slot] of slots(after)) if (slots(before).has(key)) expect(slot).toBe(slots(before).get(key))
})
