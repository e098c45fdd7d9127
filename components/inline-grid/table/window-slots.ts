import type { RowKey } from '@/admin/engine/batch'

/**
 * In which slot each of the rows on the screen is drawn, from top to bottom. A row that takes over another's slot is drawn
 * into that row's elements, which takes a third of the time.
 */
export type WindowSlots = { readonly arrangements: number; readonly of: ReadonlyMap<RowKey, number> }

/**
 * The slots of the rows that are on the screen now. As long as the order stands every row keeps its own; rows that were
 * ordered or filtered anew take over what stood at their places.
 */
export function nextSlots(last: WindowSlots | undefined, keys: readonly RowKey[], arrangements: number): WindowSlots {
  const before = last ? [...last.of.values()] : []
  let next = before.reduce((highest, slot) => Math.max(highest, slot), -1) + 1
  const isAsBefore = last?.arrangements === arrangements
  const known = (key: RowKey, row: number) => (isAsBefore ? last.of.get(key) : before[row])
  return { arrangements, of: new Map(keys.map((key, row): [RowKey, number] => [key, known(key, row) ?? next++])) }
}

/** Whether these are the slots of these rows. */
export function areOf(slots: WindowSlots, keys: readonly RowKey[], arrangements: number): boolean {
  if (slots.arrangements !== arrangements || slots.of.size !== keys.length) return false
  let row = 0
  for (const key of slots.of.keys()) {
    if (key !== keys[row]) return false
    row += 1
  }
  return true
}
