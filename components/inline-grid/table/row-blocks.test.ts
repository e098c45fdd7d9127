import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { seed } from '@/components/inline-grid/session/testing'
import { blockSize, cutBlocks, nearestBlocks, type RowBlock } from './row-blocks'

const rows = (count: number) => Array.from({ length: count }, (_, index) => `row ${index}`)

const homes = (blocks: readonly RowBlock[]) =>
  new Map(blocks.flatMap(({ id, keys }) => keys.map((key): [string, number] => [key, id])))

describe('blocks of rows', () => {
  const orders = fc.array(fc.shuffledSubarray(rows(60)), { minLength: 1, maxLength: 5 })

  test('hold every row once and in order, whatever came before, and have ids of their own', () => {
    fc.assert(
      fc.property(orders, (steps) => {
        let blocks: RowBlock[] = []
        for (const keys of steps) {
          blocks = cutBlocks(keys, blocks)
          expect(blocks.flatMap((block) => block.keys)).toEqual(keys)
          expect(new Set(blocks.map(({ id }) => id)).size).toBe(blocks.length)
          let from = 0
          for (const block of blocks) {
            expect(block.from).toBe(from)
            from += block.keys.length
          }
        }
      }),
      { seed },
    )
  })

  test('keep each row where it was when rows are only removed', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 90 }), fc.func(fc.boolean()), (count, stays) => {
        const before = cutBlocks(rows(count))
        const after = cutBlocks(
          rows(count).filter((key) => stays(key)),
          before,
        )
        const old = homes(before)
        for (const [key, id] of homes(after)) expect(id).toBe(old.get(key))
      }),
      { seed },
    )
  })

  test('keep each row where it was when rows come in between or at the end', () => {
    const before = cutBlocks(rows(50))
    const keys = [...rows(25), 'new 1', ...rows(50).slice(25), 'new 2']
    const after = homes(cutBlocks(keys, before))
    for (const [key, id] of homes(before)) expect(after.get(key)).toBe(id)
  })

  test('are the same objects where nothing changed, and of a good size where they are new', () => {
    const before = cutBlocks(rows(50))
    expect(before.map(({ keys }) => keys.length)).toEqual([blockSize, blockSize, 10])
    const after = cutBlocks([...rows(50), 'new'], before)
    expect(after[0]).toBe(before[0])
    expect(after[1]).toBe(before[1])
    expect(after[2]?.keys.length).toBe(11)
  })
})

test('the blocks nearest to what is in sight come first', () => {
  const blocks = cutBlocks(rows(100))
  expect(nearestBlocks(blocks, { from: 45, to: 56 }, 3).map(({ from }) => from)).toEqual([40, 60, 20])
})
