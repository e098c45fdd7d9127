import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { seed } from '@/components/inline-grid/session/testing'
import { Listeners } from './listeners'

const tasks = async (count: number) => {
  for (let task = 0; task < count; task += 1) await new Promise((done) => setTimeout(done))
}

test('a change of many rows calls those in sight at once and every other one soon', async () => {
  const sizes = fc.record({ from: fc.nat(200), size: fc.nat(40), rows: fc.integer({ min: 21, max: 200 }) })
  await fc.assert(
    fc.asyncProperty(sizes, async ({ from, size, rows }) => {
      const listeners = new Listeners()
      const called = new Map<string, number>()
      for (let row = 0; row < rows; row += 1)
        listeners.addRow(`${row}`, () => called.set(`${row}`, (called.get(`${row}`) ?? 0) + 1))
      const isNear = (key: string) => Number(key) >= from && Number(key) < from + size
      listeners.tellRows(undefined, () => isNear)
      const near = Array.from({ length: rows }, (_, row) => `${row}`).filter(isNear)
      expect([...called.keys()]).toEqual(near)
      await tasks(Math.ceil(rows / 10) + 1)
      expect(called.size).toBe(rows)
      expect([...called.values()].every((times) => times === 1)).toBe(true)
    }),
    { seed, numRuns: 25 },
  )
})

test('a row that comes into sight before its turn is called once', async () => {
  const listeners = new Listeners()
  const called: string[] = []
  for (let row = 0; row < 100; row += 1) listeners.addRow(`${row}`, () => called.push(`${row}`))
  listeners.tellRows(undefined, () => () => false)
  expect(called).toEqual([])
  listeners.tellRows(undefined, () => (key) => key === '7')
  expect(called).toEqual(['7'])
  await tasks(11)
  expect(called.toSorted()).toEqual(Array.from({ length: 100 }, (_, row) => `${row}`).toSorted())
})

test('of the rows that wait, those to which the window is scrolled meanwhile are called first', async () => {
  const listeners = new Listeners()
  const called: number[] = []
  for (let row = 0; row < 100; row += 1) listeners.addRow(`${row}`, () => called.push(row))
  let from = 0
  const sight = () => (key: string) => Number(key) >= from && Number(key) < from + 12
  listeners.tellRows(undefined, sight)
  from = 80
  await tasks(1)
  expect(called.slice(12, 24)).toEqual([80, 81, 82, 83, 84, 85, 86, 87, 88, 89, 90, 91])
  await tasks(10)
  expect(called).toHaveLength(100)
})

test('a few rows are called at once wherever they are', () => {
  const listeners = new Listeners()
  let called = 0
  for (let row = 0; row < 20; row += 1) listeners.addRow(`${row}`, () => (called += 1))
  listeners.tellRows(undefined, () => () => false)
  expect(called).toBe(20)
})
