import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { seed } from '@/components/inline-grid/session/testing'
import { headingColumns, planPaste } from './paste-plan'

const grid = { rows: 5, columns: 4 }
const box = (top: number, bottom: number, left: number, right: number) => ({ top, bottom, left, right })

test('one cell fills the range', () => {
  const plan = planPaste({ rows: 1, columns: 1 }, box(1, 3, 0, 1), grid)
  expect([...plan.cells]).toHaveLength(plan.size)
  expect(plan.size).toBe(6)
  expect(new Set([...plan.cells].map(({ from }) => `${from.row} ${from.column}`))).toEqual(new Set(['0 0']))
})

test('a block that divides the range is repeated in it', () => {
  const plan = planPaste({ rows: 2, columns: 1 }, box(0, 3, 1, 2), grid)
  expect([...plan.cells].map(({ from }) => from.row)).toEqual([0, 0, 1, 1, 0, 0, 1, 1])
})

test('any other block goes in from the corner', () => {
  const plan = planPaste({ rows: 2, columns: 2 }, box(1, 3, 1, 1), grid)
  expect(plan.box).toEqual(box(1, 2, 1, 2))
})

test('rows past the last are new, columns past the last are cut off', () => {
  const plan = planPaste({ rows: 4, columns: 3 }, box(3, 3, 2, 2), grid)
  expect(plan.newRows).toBe(2)
  expect(plan.cutColumns).toBe(1)
  expect([...plan.cells]).toHaveLength(8)
})

test('every cell of a block that fits lands somewhere, once', () => {
  const size = fc.record({ rows: fc.integer({ min: 1, max: 4 }), columns: fc.integer({ min: 1, max: 3 }) })
  fc.assert(
    fc.property(size, fc.nat(8), fc.nat(1), ({ rows, columns }, top, left) => {
      const plan = planPaste({ rows, columns }, box(top, top, left, left), grid)
      expect(new Set([...plan.cells].map(({ row, column }) => `${row} ${column}`)).size).toBe(rows * columns)
      expect(new Set([...plan.cells].map(({ from }) => `${from.row} ${from.column}`)).size).toBe(rows * columns)
    }),
    { seed },
  )
})

describe('a first row', () => {
  const columns = [
    { name: 'student', label: 'Student' },
    { name: 'status', label: 'Status' },
    { name: 'points', label: 'Points' },
  ]

  test.each([
    [
      ['STATUS', ' student '],
      ['status', 'student'],
    ],
    [
      ['Points', 'Grade', 'Status'],
      ['points', undefined, 'status'],
    ],
    [['Status'], ['status']],
  ])('%j is a heading', (first, found) => {
    expect(headingColumns(first, columns)).toEqual(found)
  })

  test.each([[['Status', 'Ana Lee']], [['Active', '3']], [[]]])('%j is not', (first) => {
    expect(headingColumns(first, columns)).toBeUndefined()
  })
})
