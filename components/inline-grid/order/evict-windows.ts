import type { RowKey } from '@/admin/engine/batch'
import type { RowSlots } from './row-slots'
import { keptWindows, windowSize } from './row-windows'

/** Takes the windows that are farthest from `near` out of a long list, but for those of rows `atHand`. Answers with their rows. */
export function evictWindows(slots: RowSlots, near: number, atHand: Iterable<RowKey>): RowKey[] {
  const held = new Set([...atHand].map((key) => Math.floor(slots.placeOf(key) / windowSize)))
  const gone: RowKey[] = []
  while (slots.known > keptWindows * windowSize) {
    const keys = farthestWindow(slots, near, held)
    if (keys.length === 0) return gone
    for (const key of keys) gone.push(key)
  }
  return gone
}

/** Takes the farthest window that was read out of the list and answers with its rows. */
function farthestWindow(slots: RowSlots, near: number, held: ReadonlySet<number>): RowKey[] {
  const last = Math.floor((slots.length - 1) / windowSize)
  const isFarAbove = near > slots.length / 2
  for (let step = 0; step <= last; step += 1) {
    const window = isFarAbove ? step : last - step
    const from = window * windowSize
    if (held.has(window) || Math.abs(from - near) <= 4 * windowSize) continue
    const keys = slots.clear(from, from + windowSize)
    if (keys.length > 0) return keys
  }
  return []
}
