import { type RefObject, startTransition, useEffect, useLayoutEffect, useRef, useState } from 'react'
import { isIn, type Stretch } from '@/components/inline-grid/order/stretch'
import { whenIdle } from '@/components/inline-grid/rows/when-idle'
import type { GridSession } from '@/components/inline-grid/session/grid-session'
import { useModel, useOrder, useSession } from '@/components/inline-grid/session/use-grid'
import { type LaidRow, layRows, rowsAround, type View } from './drawn-rows'
import { rowsInSight } from './in-sight'
import { keptRows } from './kept-rows'
import { listHeight } from './list-scroll'
import { firstRows } from './row-limits'
import { WindowWatch } from './window-watch'

/** The rows of a long list to draw, and how much of the page the list takes. */
export type RowWindow = {
  rows: readonly LaidRow[]
  laid: number
  /** It takes less of the page than its rows would: these are moved together with the window while nothing moves on the screen. */
  isMoved: boolean
  /** The height of a row in pixels. Null while it is not known, and with it which rows are in sight: the list is measured in rows. */
  row: number | null
}

/** Which rows of a long list to draw: those that the server's HTML holds, and once the page is awake those near the window. */
export function useRowWindow(
  session: GridSession,
  table: RefObject<HTMLTableElement | null>,
  isAwake: boolean,
): RowWindow {
  const { order } = session.model
  const around = useAround(session, isAwake)
  const { view: seen, watch } = useView(session, table, isAwake)
  const view = seen && onList(seen, order.length)
  // A move of the focus among the rows that are drawn anyway changes nothing here.
  const near = view ? rowsAround(view, order.length, around) : nowhere
  const kept = useSession(session, () =>
    keptRows(session)
      .filter((row) => !isIn(near, row))
      .join(' '),
  )
  const others = kept === '' ? [] : kept.split(' ').map(Number)
  const drawn = view ? windowOf(view, order.length, near, others) : guessed(order.length, isAwake, table, others)
  useLayoutEffect(() => {
    watch.drawn = drawn.rows
  })
  return drawn
}

const nowhere: Stretch = { from: 0, to: 0 }

/** A shorter list than the window was over begins at its beginning. */
function onList(view: View, count: number): View {
  const list = listHeight(count, view.row)
  return { ...view, shift: Math.min(view.shift, list.full - list.laid) }
}

function windowOf(view: View, count: number, near: Stretch, others: readonly number[]): RowWindow {
  const list = listHeight(count, view.row)
  return { rows: layRows(list, view, near, others), laid: list.laid, isMoved: list.laid < list.full, row: view.row }
}

/** The window is not measured yet. */
function guessed(
  count: number,
  isAwake: boolean,
  table: RefObject<HTMLTableElement | null>,
  others: readonly number[],
): RowWindow {
  const sight = (isAwake && rowsInSight(table.current)) || { from: 0, to: firstRows }
  const near = { from: Math.min(sight.from, count), to: Math.min(sight.to, count) }
  const view = { at: near.from, height: near.to - near.from, shift: 0, row: 1 }
  return { rows: layRows({ full: count, laid: count }, view, near, others), laid: count, isMoved: false, row: null }
}

/** What the window shows of the rows, once the page is awake. */
function useView(session: GridSession, table: RefObject<HTMLTableElement | null>, isAwake: boolean) {
  const { model } = session
  const [watch] = useState(
    () =>
      new WindowWatch(
        table,
        () => model.order.length,
        (next) => setView(next),
      ),
  )
  // Where all rows were drawn until now, it is known what the window shows before these are drawn.
  const [view, setView] = useState<View | null>(() => (isAwake ? watch.first() : null))
  const version = useOrder(model)
  const lookedAt = useRef(version)
  useLayoutEffect(() => (isAwake ? watch.start() : undefined), [isAwake, watch])
  useLayoutEffect(() => {
    if (!isAwake || lookedAt.current === version) return
    // With other rows the page is another one.
    lookedAt.current = version
    watch.look()
  }, [isAwake, watch, version])
  useEffect(() => {
    model.inSight = () => watch.sight ?? rowsInSight(table.current)
  }, [model, watch, table])
  const shift = view?.shift ?? 0
  useLayoutEffect(() => session.shiftTo(shift), [session, shift])
  const { windows } = model
  const { from, to } = view ? rowsAround(view, model.order.length, 50) : { from: 0, to: 0 }
  const isLooking = view !== null
  useEffect(() => {
    if (!isLooking || !windows) return
    // Rows that only flash by are not read.
    const timer = setTimeout(() => windows.show(from, to), 60)
    return () => clearTimeout(timer)
  }, [isLooking, windows, from, to])
  return { view, watch }
}

/** So many rows are drawn above and below those in sight, and how many of them more in one go. */
const [fewest, most, portion] = [2, 12, 5]

/**
 * Right after sorting or filtering, or where all rows were drawn until now, hardly more than the rows in sight are drawn,
 * and those around them little by little.
 */
function useAround({ model }: GridSession, isAwake: boolean): number {
  const arrangements = useModel(model, (each) => each.arrangements)
  const [drawn, setDrawn] = useState({ arrangements, around: isAwake ? fewest : most })
  const around = drawn.arrangements === arrangements ? drawn.around : fewest
  useEffect(() => {
    if (around >= most) return
    return whenIdle(() => startTransition(() => setDrawn({ arrangements, around: around + portion })))
  }, [arrangements, around])
  return around
}
