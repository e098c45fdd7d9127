import type { Page } from '@playwright/test'
import { expect } from './fixtures'

/** A row that is marked to be deleted is shown with this instead of its status. */
export const removed = 'deleted'

type ShownRow = { name: string; status: string; x: number; y: number }

/** The rows whose status can be pressed on in a grid of enrollments, as they are shown, and where. */
export function shownRows(page: Page): Promise<ShownRow[]> {
  return page.evaluate((removed) => {
    const head = document.querySelector('[role=grid] thead')?.getBoundingClientRect().bottom ?? 0
    return [...document.querySelectorAll('[role=grid] tbody:not([aria-hidden]) > tr[aria-rowindex]')].flatMap((row) => {
      const cell = row.querySelector('[data-column=status]')
      const box = cell?.getBoundingClientRect()
      if (!cell || !box || box.top < Math.max(head, 0) || box.bottom > innerHeight) return []
      const [x, y] = [box.left + 30, box.top + box.height / 2]
      if (!cell.contains(document.elementFromPoint(x, y))) return []
      const isRemoved = getComputedStyle(cell).textDecorationLine === 'line-through'
      const name = row.querySelector('[role=rowheader]')?.textContent ?? ''
      return [{ name, status: isRemoved ? removed : (cell.textContent ?? ''), x, y }]
    })
  }, removed)
}

/** The row whose status has the focus, unless it is open in an editor. */
export function focusedRow(page: Page): Promise<{ name: string; status: string } | null> {
  return page.evaluate((removed) => {
    const cell = document.activeElement
    if (!(cell instanceof HTMLElement) || cell.dataset.column !== 'status') return null
    const isRemoved = getComputedStyle(cell).textDecorationLine === 'line-through'
    const name = cell.closest('tr')?.querySelector('[role=rowheader]')?.textContent ?? ''
    return { name, status: isRemoved ? removed : (cell.textContent ?? '') }
  }, removed)
}

/** Whether the focus is on a row. */
export function isInRows(page: Page): Promise<boolean> {
  return page.evaluate(() => document.activeElement?.closest('[role=grid] tbody') !== null)
}

/** Resolves once no row in sight is being read and nothing is being saved. */
export async function isAtRest(page: Page): Promise<void> {
  const waits = () =>
    page.evaluate(() => {
      const unread = [...document.querySelectorAll('[role=grid] tr[aria-busy=true]')].filter((row) => {
        const { top, bottom } = row.getBoundingClientRect()
        return bottom > 0 && top < innerHeight
      })
      const words = [...document.querySelectorAll('main p, main span')].filter(
        (each) => /^(Reading rows|Saving)…$/.test(each.textContent ?? '') && !each.closest('[data-inline] [aria-live]'),
      )
      return unread.length + words.length
    })
  await expect.poll(waits).toBe(0)
}

/** How many elements of the grid's rows, or instead of them the grid itself, Tab stops at. */
export function tabStops(page: Page): Promise<number> {
  return page.evaluate(() => {
    const stops =
      '[role=grid], [role=grid] tbody:not([aria-hidden]) [data-column], tbody:not([aria-hidden]) [data-column] *'
    return [...document.querySelectorAll<HTMLElement>(stops)].filter(
      (each) => each.getAttribute('tabindex') === '0' || (each.tabIndex === 0 && !each.isContentEditable),
    ).length
  })
}
