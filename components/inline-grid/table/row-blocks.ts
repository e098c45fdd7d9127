import type { RowKey } from '@/admin/engine/batch'

/** So many rows are drawn, and skipped by the browser while they are out of sight, together. */
export const blockSize = 20

/**
 * Some rows that stand below each other. It keeps its id for as long as it holds any of them. Each row stands in a slot:
 * a row that takes over another's slot is drawn into that row's elements.
 */
export type RowBlock = {
  readonly id: number
  readonly from: number
  readonly keys: readonly RowKey[]
  readonly slots: readonly number[]
}

/**
 * Cuts rows into blocks. A row stays in the block and the slot in which it was before, where the order allows it, for a
 * row that changed its block would be drawn anew and lose the focus. An unchanged block is the same object. New blocks
 * are numbered from `nextId`.
 */
export function cutBlocks(
  keys: readonly RowKey[],
  before: readonly RowBlock[] = [],
  nextId = idAfter(before),
): RowBlock[] {
  const homes = new Map<RowKey, RowBlock>()
  for (const block of before) for (const key of block.keys) homes.set(key, block)
  let newId = nextId
  const left = new Set(before)
  const blocks: { home: RowBlock | undefined; id: number; from: number; keys: RowKey[] }[] = []
  keys.forEach((key, from) => {
    const last = blocks.at(-1)
    const home = homes.get(key)
    const isAtHome = home !== undefined && last?.home === home
    if (last && (isAtHome || (last.keys.length < blockSize && !(home && left.has(home))))) last.keys.push(key)
    else {
      const isFree = home !== undefined && left.delete(home)
      blocks.push({ home: isFree ? home : undefined, id: isFree ? home.id : newId++, from, keys: [key] })
    }
  })
  return blocks.map(({ home, id, from, keys: own }) => {
    if (home && isSame(home, from, own)) return home
    return { id, from, keys: own, slots: own.map(slotter(home, (key) => home?.slots[home.keys.indexOf(key)])) }
  })
}

/**
 * Cuts rows that stand in another order than before, or are others, into blocks of the same size. They take over what
 * stood at their places: the block that began at the same row, else any, and in it one slot after the other.
 */
export function refillBlocks(
  keys: readonly RowKey[],
  before: readonly RowBlock[],
  nextId = idAfter(before),
): RowBlock[] {
  let newId = nextId
  const left = new Map(before.map((block) => [block.from, block]))
  const spare = before.filter((block) => left.get(block.from) !== block)
  const cuts = Array.from({ length: Math.ceil(keys.length / blockSize) }, (_, at) => at * blockSize)
  const homes = cuts.map((from) => {
    const home = left.get(from)
    left.delete(from)
    return home
  })
  spare.push(...left.values())
  return cuts.map((from, at) => {
    const home = homes[at] ?? spare.shift()
    const own = keys.slice(from, from + blockSize)
    return { id: home?.id ?? newId++, from, keys: own, slots: own.map(slotter(home, (_, row) => home?.slots[row])) }
  })
}

/** One more than the highest id of some blocks. */
export function idAfter(blocks: readonly RowBlock[]): number {
  return blocks.reduce((highest, { id }) => Math.max(highest, id), -1) + 1
}

/** Gives each row the slot that `known` says, or one that the block has never had. */
function slotter(home: RowBlock | undefined, known: (key: RowKey, row: number) => number | undefined) {
  let next = home ? Math.max(...home.slots) + 1 : 0
  return (key: RowKey, row: number): number => known(key, row) ?? next++
}

function isSame(block: RowBlock, from: number, keys: readonly RowKey[]): boolean {
  return (
    block.from === from && block.keys.length === keys.length && block.keys.every((key, index) => key === keys[index])
  )
}

/** The blocks nearest to some rows (`to` not included), the nearest first. */
export function nearestBlocks(
  blocks: readonly RowBlock[],
  { from, to }: { from: number; to: number },
  count: number,
): RowBlock[] {
  const distance = (block: RowBlock) => Math.max(0, block.from - to, from - block.from - block.keys.length)
  return [...blocks].sort((a, b) => distance(a) - distance(b)).slice(0, count)
}
