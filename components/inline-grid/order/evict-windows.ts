import type { EditRows } from '@/components/inline-grid/rows/edit-rows'
import type { RowJudge } from '@/components/inline-grid/rows/row-judge'
import type { RowSlots } from './row-slots'
import { keptWindows, windowSize } from './row-windows'

/** Forgets the windows of a long list that are farthest from `near`, but for the rows that somebody changed. */
export function evictWindows(slots: RowSlots, near: number, rows: EditRows, judge: RowJudge): void {
  while (slots.known > keptWindows * windowSize) {
    const keys = farthestWindow(slots, near)
    if (keys.length === 0) return
    const gone = new Set(
      keys.filter((key) => {
        const { change, problems } = judge.of(key)
        return change === 'none' && problems.size === 0
      }),
    )
    for (const key of gone) rows.stored.delete(key)
    judge.judge(gone)
    rows.dropFromOrder(gone)
  }
}

/** Takes the farthest window that was read out of the list and answers with its rows. */
function farthestWindow(slots: RowSlots, near: number): string[] {
  const last = Math.floor((slots.length - 1) / windowSize)
  const isFarAbove = near > slots.length / 2
  for (let step = 0; step <= last; step += 1) {
    const from = (isFarAbove ? step : last - step) * windowSize
    if (Math.abs(from - near) <= 4 * windowSize) continue
    const keys = slots.clear(from, from + windowSize)
    if (keys.length > 0) return keys
  }
  return []
}
