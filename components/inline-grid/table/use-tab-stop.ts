import { type RefObject, useLayoutEffect, useRef, useState } from 'react'
import { setTabIndex } from '@/components/inline-grid/session/tab-index'

/**
 * Makes the cell of a field the one of its row that Tab reaches; null: none. Answers with the field whose cell is to be
 * drawn so, for the page's HTML: from then on the cells are changed by hand, because the focus is on them by the time that
 * they are drawn anew.
 */
export function useTabStop(row: RefObject<HTMLTableRowElement | null>, field: string | null): string | null {
  const [first] = useState(field)
  const last = useRef(first)
  useLayoutEffect(() => {
    // One that was a control meanwhile is drawn as it was from the first.
    for (const other of new Set([first, last.current]))
      if (other !== null && other !== field) setTabIndex(cellOf(row.current, other), -1)
    if (field !== null) setTabIndex(cellOf(row.current, field), 0)
    last.current = field
  })
  return first
}

function cellOf(row: HTMLTableRowElement | null, field: string): HTMLElement | undefined {
  return [...(row?.cells ?? [])].find((cell) => cell.dataset.column === field)
}
