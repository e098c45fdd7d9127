import type { Stretch } from '@/components/inline-grid/order/stretch'
import { headRows } from '@/components/inline-grid/session/grid-ids'

/** The rows of a table that the window shows, or would show if they were drawn. Reads the page's layout. */
export function rowsInSight(table: HTMLTableElement | null): Stretch | undefined {
  const row = table?.querySelector('tbody tr[aria-rowindex]')
  const { top, height } = row?.getBoundingClientRect() ?? { top: 0, height: 0 }
  if (!row || height === 0) return undefined
  const place = Number(row.getAttribute('aria-rowindex')) - headRows
  const from = Math.max(0, place + Math.floor(-top / height))
  return { from, to: Math.max(from, place + Math.ceil((window.innerHeight - top) / height)) }
}
