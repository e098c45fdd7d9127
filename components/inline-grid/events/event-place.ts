import type { CellPlace } from '@/components/inline-grid/selection/selection'
import { headRows } from '@/components/inline-grid/session/grid-ids'
import type { GridSession } from '@/components/inline-grid/session/grid-session'

/** Which cell an element belongs to. */
export function placeOf(session: GridSession, target: EventTarget): CellPlace | undefined {
  const cell = target instanceof Element ? target.closest<HTMLElement>('[data-column]') : null
  const index = cell?.closest('tr')?.getAttribute('aria-rowindex')
  const key = index ? session.keyAt(Number(index) - headRows) : undefined
  const field = cell?.dataset.column
  return key === undefined || field === undefined ? undefined : { key, field }
}

export function isInCell(target: EventTarget | null): boolean {
  return target instanceof Element && target.closest('[data-column]') !== null
}

export function isCell(target: EventTarget): target is HTMLElement {
  return target instanceof HTMLElement && target.dataset.column !== undefined
}

/** Controls inside a cell take their own presses. */
export function isControl(target: EventTarget): boolean {
  if (!(target instanceof Element)) return false
  return target.closest('input, textarea, button, a')?.closest('[data-column]') != null
}
