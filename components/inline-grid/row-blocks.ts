import type { RowKey } from '@/admin/engine/batch'

/** So many rows are drawn, and skipped by the browser while they are out of sight, together. */
export const blockSize = 20

/** Some rows that stand below each other. It keeps its id for as long as it holds any of them. */
export type RowBlock = { readonly id: number; readonly from: number; readonly keys: readonly RowKey[] }

/**
 * Cuts rows into blocks. A row stays in the block in which it was before, where the order allows it, for a row that
 * changed its block would be drawn anew and lose the focus. An unchanged block is the same object.
 */
export function cutBlocks(keys: readonly RowKey[], before: readonly RowBlock[] = []): RowBlock[] {
  const homes = new Map<RowKey, RowBlock>()
  for (const block of before) for (const key of block.keys) homes.set(key, block)
  let nextId = before.reduce((highest, { id }) => Math.max(highest, id), -1) + 1
  const left = new Set(before)
  const blocks: { home: RowBlock | undefined; id: number; from: number; keys: RowKey[] }[] = []
  keys.forEach((key, from) => {
    const last = blocks.at(-1)
    const home = homes.get(key)
    const isAtHome = home !== undefined && last?.home === home
    if (last && (isAtHome || (last.keys.length < blockSize && !(home && left.has(home))))) last.keys.push(key)
    else {
      const isFree = home !== undefined && left.delete(home)
      blocks.push({ home: isFree ? home : undefined, id: isFree ? home.id : nextId++, from, keys: [key] })
    }
  })
  return blocks.map(({ home, id, from, keys }) => (home && isSame(home, from, keys) ? home : { id, from, keys }))
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
