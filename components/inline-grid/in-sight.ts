import { headRows } from './grid-ids'

/** Rows from one place in the order to another, the second not included. */
export type Stretch = { readonly from: number; readonly to: number }

export function isIn({ from, to }: Stretch, row: number): boolean {
  return row >= from && row < to
}

/** The rows of a table that the window shows, or would show if they were drawn. Reads the page's layout. */
export function rowsInSight(table: HTMLTableElement | null): Stretch | undefined {
  const row = table?.querySelector('tbody tr[aria-rowindex]')
  const { top, height } = row?.getBoundingClientRect() ?? { top: 0, height: 0 }
  if (!row || height === 0) return undefined
  const place = Number(row.getAttribute('aria-rowindex')) - headRows
  const from = Math.max(0, place + Math.floor(-top / height))
  return { from, to: Math.max(from, place + Math.ceil((window.innerHeight - top) / height)) }
}
