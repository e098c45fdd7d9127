import type { RecordPage } from '@/admin/engine/form'

/**
 * Back and Forward show a page as it was read, however long ago. A page that was first shown before this tab's last save
 * may hold values that this very person has changed since, and must be read again.
 */
let saves = 0
const shownAt = new WeakMap<RecordPage, number>()

export function noteSave(): void {
  saves++
}

/** Whether something was saved in this tab since the page was first shown. */
export function isStale(page: RecordPage): boolean {
  const at = shownAt.get(page)
  if (at === undefined) shownAt.set(page, saves)
  return at !== undefined && at !== saves
}
