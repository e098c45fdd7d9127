import type { RowKey } from '@/admin/engine/batch'
import { isIn, type Stretch } from '@/components/inline-grid/order/stretch'
import { blockSize, cutBlocks, idAfter, nearestBlocks, type RowBlock, refillBlocks } from './row-blocks'

/** So many blocks are drawn in one go. */
const portion = 1
/** So many blocks that are no longer needed are taken out in one go. */
const removed = 8
/** A few new blocks, such as that of a row just added, do not wait. */
const few = 3

/** Rows in blocks, and what of them is drawn. */
export type DrawnBlocks = {
  readonly blocks: readonly RowBlock[]
  /**
   * What is drawn, by the block's id. Where that is not the block itself it is out of date: rows that stood there before.
   * Ids of no block are left from rows that are gone.
   */
  readonly drawn: ReadonlyMap<number, RowBlock>
}

export const nothingDrawn: DrawnBlocks = { blocks: [], drawn: new Map() }

/** Drawn blocks of rows that are gone, in their old order: in another, all of them would be moved in the page. */
export function leftovers({ blocks, drawn }: DrawnBlocks): RowBlock[] {
  const ids = new Set(blocks.map(({ id }) => id))
  return [...drawn.values()].filter(({ id }) => !ids.has(id)).sort((a, b) => a.from - b.from)
}

/** Rows that came, went or moved. What was up to date still is. */
export function withRows(last: DrawnBlocks, keys: readonly RowKey[]): DrawnBlocks {
  const blocks = cutBlocks(keys, last.blocks, nextId(last))
  const known = new Map(last.blocks.map((block) => [block.id, block]))
  const drawn = new Map(last.drawn)
  const added = blocks.filter(({ id }) => !known.has(id))
  for (const block of blocks) {
    const was = known.get(block.id)
    if (was ? drawn.get(block.id) === was : added.length <= few) drawn.set(block.id, block)
  }
  return { blocks, drawn }
}

/** Rows that were ordered or filtered anew: those in sight are drawn into what stood in their places, the rest waits. */
export function rearranged(last: DrawnBlocks, keys: readonly RowKey[], sight: Stretch): DrawnBlocks {
  const blocks = refillBlocks(keys, [...last.blocks, ...leftovers(last)], nextId(last))
  const drawn = new Map(last.drawn)
  // Fewer rows make a shorter page, and the window shows its end then.
  const from = Math.max(0, Math.min(sight.from, keys.length - (sight.to - sight.from)))
  const near = { from: from - blockSize + 1, to: from + sight.to - sight.from }
  for (const block of blocks) if (isIn(near, block.from)) drawn.set(block.id, block)
  return { blocks, drawn }
}

/** Some more blocks are brought up to date, those nearest to what is in sight first; once all are, leftovers go. */
export function withMore(last: DrawnBlocks, sight: Stretch, needed: readonly number[] = []): DrawnBlocks {
  const behind = last.blocks.filter((block) => last.drawn.get(block.id) !== block)
  const drawn = new Map(last.drawn)
  for (const block of nearestBlocks(behind, sight, portion)) drawn.set(block.id, block)
  for (const block of behind) if (needed.includes(block.id)) drawn.set(block.id, block)
  if (behind.length === 0) for (const { id } of leftovers(last).slice(0, removed)) drawn.delete(id)
  return { blocks: last.blocks, drawn }
}

/** Whether everything is drawn as it is, and nothing else. */
export function isComplete({ blocks, drawn }: DrawnBlocks): boolean {
  return drawn.size === blocks.length && blocks.every((block) => drawn.get(block.id) === block)
}

function nextId({ blocks, drawn }: DrawnBlocks): number {
  return idAfter([...blocks, ...drawn.values()])
}
