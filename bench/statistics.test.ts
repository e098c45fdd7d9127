import fc from 'fast-check'
import { expect, test } from 'vitest'
import { compared, median } from './statistics'

test('the median is the middle value, or between the two in the middle, in whatever order they come', () => {
  expect(median([5, 1, 9])).toBe(5)
  expect(median([4, 1, 9, 2])).toBe(3)
  expect(median([])).toBeNaN()
})

test('half of the values are at most the median, and half at least', () => {
  const values = fc.array(fc.double({ noNaN: true, noDefaultInfinity: true, min: -1e6, max: 1e6 }), { minLength: 1 })
  fc.assert(
    fc.property(values, (some) => {
      const middle = median(some)
      expect(some.filter((value) => value <= middle).length).toBeGreaterThanOrEqual(some.length / 2)
      expect(some.filter((value) => value >= middle).length).toBeGreaterThanOrEqual(some.length / 2)
    }),
    { seed: 8 },
  )
})

test('a case is so many times its floor, and one slow round does not count', () => {
  expect(compared([30, 3_000, 31], [10, 9, 11])).toEqual({ ms: 31, floorMs: 10, ratio: 3.1 })
})
