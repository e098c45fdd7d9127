import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { seed } from '@/components/inline-grid/session/testing'
import { areOf, nextSlots, type WindowSlots } from './window-slots'

const rows = (from: number, to: number) => Array.from({ length: to - from }, (_, row) => `${from + row}`)

test('rows on the screen have slots of their own and keep them until they are ordered anew', () => {
  const steps = fc.array(fc.record({ keys: fc.shuffledSubarray(rows(0, 30)), isAnew: fc.boolean() }), {
    minLength: 1,
    maxLength: 8,
  })
  fc.assert(
    fc.property(steps, (all) => {
      let last: WindowSlots | undefined
      let arrangements = 0
      for (const { keys, isAnew } of all) {
        if (isAnew) arrangements += 1
        const next = nextSlots(last, keys, arrangements)
        expect([...next.of.keys()]).toEqual(keys)
        expect(new Set(next.of.values()).size).toBe(keys.length)
        expect(areOf(next, keys, arrangements)).toBe(true)
        if (last && !isAnew)
          for (const [key, slot] of last.of) if (next.of.has(key)) expect(next.of.get(key)).toBe(slot)
        if (last && isAnew) {
          const [before, after] = [[...last.of.values()], [...next.of.values()]]
          const both = Math.min(before.length, after.length)
          expect(after.slice(0, both)).toEqual(before.slice(0, both))
        }
        last = next
      }
    }),
    { seed },
  )
})

test('slots are those of other rows when one more is drawn, one less or another', () => {
  const slots = nextSlots(undefined, rows(0, 3), 1)
  expect(areOf(slots, rows(0, 4), 1)).toBe(false)
  expect(areOf(slots, rows(0, 2), 1)).toBe(false)
  expect(areOf(slots, rows(1, 4), 1)).toBe(false)
  expect(areOf(slots, rows(0, 3), 2)).toBe(false)
})
