import { nextTabStop } from '@/components/ui/tab-stops'

/** Puts the focus on the next (going back: the previous) thing outside of the grid; false when there is none. */
export function leaveGrid(table: HTMLTableElement | null, back: boolean): boolean {
  const outside = table ? nextTabStop(table, back) : undefined
  outside?.focus()
  return outside !== undefined
}
