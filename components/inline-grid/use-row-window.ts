import { defaultRangeExtractor, type Range, useWindowVirtualizer } from '@tanstack/react-virtual'
import { type RefObject, startTransition, useEffect, useLayoutEffect, useState } from 'react'
import type { GridSession } from './grid-session'
import { rowsInSight } from './in-sight'
import { firstRows } from './use-drawn-blocks'
import { useModel, useSession } from './use-grid'
import { whenIdle } from './when-idle'

/** Browsers stop drawing far down a page; a longer list is shown in parts of this many pixels. */
const tallestPart = 10_000_000

const useBrowserLayoutEffect = typeof window === 'undefined' ? useEffect : useLayoutEffect

/** The rows of one part of a list: the numbers of those to draw, and where the part begins and ends. */
export type RowWindow = {
  rows: number[]
  from: number
  to: number
  parts: number
  part: number
  /** More rows may be drawn than are in sight: it is not known yet which these are. */
  isGuess: boolean
}

/** Which rows of a long list to draw: those that the server's HTML holds, and once the page is awake those near the window. */
export function useRowWindow(
  session: GridSession,
  table: RefObject<HTMLTableElement | null>,
  isAwake: boolean,
): RowWindow {
  const { order } = session.model
  const near = useVirtualRows(session, table, isAwake)
  if (isAwake && near.rows.length > 0) return near
  // The window is not measured yet.
  const sight = (isAwake && rowsInSight(table.current)) || { from: 0, to: firstRows }
  const kept = keptRows(session)
  const rows = new Set<number>()
  for (let row = sight.from; row < Math.min(sight.to, order.length); row += 1) rows.add(row)
  for (const row of kept) rows.add(row)
  return { rows: [...rows].sort((a, b) => a - b), from: 0, to: order.length, parts: 1, part: 0, isGuess: true }
}

/** Always keeps the focused row, the edited one and the anchor of the selection: focus must never fall off the page. */
function useVirtualRows(session: GridSession, table: RefObject<HTMLTableElement | null>, enabled: boolean): RowWindow {
  const { order, windows } = session.model
  const [frame, setFrame] = useState({ top: 0, row: 34 })
  const perPart = Math.floor(tallestPart / frame.row)
  const parts = Math.max(1, Math.ceil(order.length / perPart))
  const part = Math.min(
    useSession(session, (each) => each.part),
    parts - 1,
  )
  const from = part * perPart
  const to = Math.min(order.length, from + perPart)
  const kept = useSession(session, () => keptRows(session).join(' '))
  const isSettled = useIsSettled(session)
  const virtualizer = useWindowVirtualizer({
    count: to - from,
    enabled,
    estimateSize: () => frame.row,
    overscan: isSettled ? 12 : 2,
    scrollMargin: frame.top,
    useFlushSync: false,
    rangeExtractor: (range: Range) => {
      const rows = new Set(defaultRangeExtractor(range))
      for (const row of kept.split(' '))
        if (row !== '' && Number(row) >= from && Number(row) < to) rows.add(Number(row) - from)
      return [...rows].sort((a, b) => a - b)
    },
  })
  useBrowserLayoutEffect(() => {
    if (!enabled) return
    const measure = () => {
      const row = table.current?.querySelector('tbody tr[aria-rowindex]')
      const body = row?.closest('tbody')
      const top = Math.round((body?.getBoundingClientRect().top ?? 0) + window.scrollY)
      const height = row?.getBoundingClientRect().height ?? 34
      setFrame((last) => (Math.abs(last.top - top) > 1 || last.row !== height ? { top, row: height } : last))
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
  useEffect(() => {
    session.perPart = perPart
  }, [session, perPart])
  const { range } = virtualizer
  const first = range ? from + Math.max(0, range.startIndex - 50) : from
  const last = range ? from + range.endIndex + 50 : from
  useEffect(() => {
    if (!enabled || !windows) return
    // Rows that only flash by are not read.
    const timer = setTimeout(() => windows.show(first, last), 60)
    return () => clearTimeout(timer)
  }, [enabled, windows, first, last])
  return { rows: virtualizer.getVirtualItems().map((item) => item.index + from), from, to, parts, part, isGuess: false }
}

/** Whether the order is drawn: right after sorting or filtering only the rows in sight are, without those around them. */
function useIsSettled({ model }: GridSession): boolean {
  const arrangements = useModel(model, (each) => each.arrangements)
  const [settled, setSettled] = useState(arrangements)
  useEffect(() => whenIdle(() => startTransition(() => setSettled(arrangements))), [arrangements])
  return settled === arrangements
}

function keptRows(session: GridSession): number[] {
  const places = [session.focus.key, session.editing?.key, session.ranges.at(-1)?.anchor.key]
  const rows = places.flatMap((key) => (key === undefined ? [] : session.indexOf(key)))
  return [...new Set(rows)].filter((index) => index >= 0)
}
