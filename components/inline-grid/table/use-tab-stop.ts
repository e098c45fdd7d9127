import { type RefObject, useLayoutEffect, useRef, useState } from 'react'
import { cellIn } from '@/components/inline-grid/session/drawn-cells'
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
    const put = (name: string, index: 0 | -1) => row.current && setTabIndex(cellIn(row.current, name), index)
    // One that was a control meanwhile is drawn as it was from the first.
    for (const other of new Set([first, last.current])) if (other !== null && other !== field) put(other, -1)
    if (field !== null) put(field, 0)
    last.current = field
  })
  return first
}
