import { defaultRangeExtractor, type Range, useWindowVirtualizer } from '@tanstack/react-virtual'
import { type RefObject, startTransition, useEffect, useLayoutEffect, useState } from 'react'
import type { GridSession } from './grid-session'
import { useSession } from './use-grid'

/** Above this many rows only those on the screen are drawn; below, find-in-page, print and table reading just work. */
export const plainLimit = 1_000
/** The server's HTML holds this many rows. */
const firstRows = 100

const useBrowserLayoutEffect = typeof window === 'undefined' ? useEffect : useLayoutEffect

/** The numbers of the rows to draw, from top to bottom. */
export function useRowWindow(session: GridSession, table: RefObject<HTMLTableElement | null>): number[] {
  const count = session.model.order.length
  const [isWhole, setWhole] = useState(false)
  useEffect(() => startTransition(() => setWhole(true)), [])
  const isVirtual = session.model.order.filled > plainLimit
  const virtual = useVirtualRows(session, table, isVirtual && isWhole)
  if (isVirtual && isWhole) return virtual
  return Array.from({ length: isWhole ? count : Math.min(count, firstRows) }, (_, index) => index)
}

/** Always keeps the focused row, the edited one and the anchor of the selection: focus must never fall off the page. */
function useVirtualRows(session: GridSession, table: RefObject<HTMLTableElement | null>, enabled: boolean): number[] {
  const [frame, setFrame] = useState({ top: 0, row: 34 })
  const kept = useSession(session, () => keptRows(session).join(' '))
  const virtualizer = useWindowVirtualizer({
    count: session.model.order.length,
    enabled,
    estimateSize: () => frame.row,
    overscan: 12,
    scrollMargin: frame.top,
    useFlushSync: false,
    rangeExtractor: (range: Range) => {
      const rows = new Set(defaultRangeExtractor(range))
      for (const index of kept.split(' ')) if (index !== '') rows.add(Number(index))
      return [...rows].sort((a, b) => a - b)
    },
  })
  useBrowserLayoutEffect(() => {
    if (!enabled) return
    const measure = () => {
      const top = Math.round((table.current?.tBodies[0]?.getBoundingClientRect().top ?? 0) + window.scrollY)
      const row = table.current?.tBodies[0]?.querySelector('tr[aria-rowindex]')?.getBoundingClientRect().height ?? 34
      setFrame((last) => (Math.abs(last.top - top) > 1 || last.row !== row ? { top, row } : last))
    }
    measure()
    // What stands above the grid may grow or shrink at any time, and the page with it.
    const observer = new ResizeObserver(measure)
    observer.observe(document.body)
    return () => observer.disconnect()
  }, [enabled, table])
  // biome-ignore lint/correctness/useExhaustiveDependencies: a new row height makes every measurement an old one.
  useEffect(() => {
    if (enabled) virtualizer.measure()
  }, [enabled, virtualizer, frame.row])
  const items = virtualizer.getVirtualItems()
  useEffect(() => {
    if (!enabled) return
    const rows = Math.floor(window.innerHeight / frame.row) - 3
    session.pageRows = Math.max(1, rows)
  }, [enabled, session, frame.row])
  return items.map((item) => item.index)
}

function keptRows(session: GridSession): number[] {
  const places = [session.focus.key, session.editing?.key, session.ranges.at(-1)?.anchor.key]
  const rows = places.flatMap((key) => (key === undefined ? [] : session.indexOf(key)))
  return [...new Set(rows)].filter((index) => index >= 0)
}
