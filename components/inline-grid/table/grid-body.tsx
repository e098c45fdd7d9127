import { type CSSProperties, type RefObject, startTransition, useEffect, useLayoutEffect, useState } from 'react'
import { whenIdle } from '@/components/inline-grid/rows/when-idle'
import { takeFocusAlong } from '@/components/inline-grid/session/grid-focus'
import { headRows } from '@/components/inline-grid/session/grid-ids'
import type { GridSession } from '@/components/inline-grid/session/grid-session'
import { useOrder, useSession } from '@/components/inline-grid/session/use-grid'
import { classNames } from '@/components/ui/class-names'
import { GridRow } from './grid-row'
import { rowsInSight } from './in-sight'
import { keptRows } from './kept-rows'
import { tallestList } from './list-scroll'
import { RowBlock } from './row-block'
import { plainLimit } from './row-limits'
import { useDrawnBlocks } from './use-drawn-blocks'
import { useRowWindow } from './use-row-window'
import { areOf, nextSlots, type WindowSlots } from './window-slots'

type GridBodyProps = { session: GridSession; table: RefObject<HTMLTableElement | null> }

/** The rows of the grid. */
export function GridBody({ session, table }: GridBodyProps) {
  const { model } = session
  useOrder(model)
  const isKeptFar = useSession(session, () => keptRows(session).some((row) => row >= plainLimit))
  const isPlain = useIsPlain(session, model.windows === undefined && !isKeptFar)
  const rows = areFew(session) ? model.order.length : plainLimit
  const blocks = useDrawnBlocks(session, table, isPlain ? rows : 0)
  // biome-ignore lint/correctness/useExhaustiveDependencies: all rows are drawn anew.
  useLayoutEffect(() => takeFocusAlong(session, table.current), [isPlain, session, table])
  useEffect(() => {
    if (isPlain) model.inSight = () => rowsInSight(table.current)
  }, [model, table, isPlain])
  const [isAwake, setAwake] = useState(false)
  useEffect(() => startTransition(() => setAwake(true)), [])
  return (
    <>
      {isPlain ? null : <RowsOnScreen session={session} table={table} isAwake={isAwake} />}
      {blocks.map((each) => (
        <RowBlock key={each.block.id} session={session} {...each} />
      ))}
      {isPlain && rows < model.order.length ? (
        <tbody aria-hidden className="grid-block" style={{ '--rows': model.order.length - rows } as CSSProperties} />
      ) : null}
    </>
  )
}

/**
 * From drawing all rows to drawing those near the window, or back, takes drawing those in sight anew, and can wait: rows
 * beyond the limit are empty space meanwhile. It cannot where one of them is needed, nor for a list that is not here as a
 * whole.
 */
function useIsPlain(session: GridSession, canWait: boolean): boolean {
  const isFew = areFew(session)
  const [isPlain, setPlain] = useState(isFew)
  if (isPlain && !isFew && !canWait) setPlain(false)
  useEffect(() => {
    // By the time it is drawn an undo or a redo may have changed it again.
    if (isFew !== isPlain) return whenIdle(() => startTransition(() => setPlain(() => areFew(session))))
  }, [isFew, isPlain, session])
  return isPlain && (isFew || canWait)
}

/** Whether all rows may be drawn: there are few, and all of them are here. */
function areFew({ model: { order, hasUnread } }: GridSession): boolean {
  return order.filled <= plainLimit && !hasUnread
}

/** The rows near the window, with empty space for all others. */
function RowsOnScreen({ session, table, isAwake }: GridBodyProps & { isAwake: boolean }) {
  const { model } = session
  const { order } = model
  useOrder(model)
  const { rows, laid, row, isMoved } = useRowWindow(session, table, isAwake)
  const keys = rows.map(({ index }) => order.keyAt(index) ?? `unread ${index}`)
  const slots = useWindowSlots(keys, model.arrangements)
  const drawn = []
  let end = 0
  for (const [number, { index, at }] of rows.entries()) {
    const key = keys[number]!
    const slot = slots.get(key)
    if (at > end) drawn.push(<Gap key={`gap-${index}`} length={at - end} row={row} />)
    if (order.keyAt(index) === undefined) drawn.push(<Unread key={`unread-${slot}`} index={index} />)
    else drawn.push(<GridRow key={slot} session={session} rowKey={key} index={index} />)
    end = at + (row ?? 1)
  }
  if (laid > end) drawn.push(<Gap key="gap-end" length={laid - end} row={row} />)
  return (
    <tbody
      // biome-ignore lint/a11y/noRedundantRoles: laid out as blocks, a table loses its own roles.
      role="rowgroup"
      className={classNames('block', row === null && 'grid-body-guess', isMoved && '[overflow-anchor:none]')}
    >
      {drawn}
    </tbody>
  )
}

/** In which slot each row on the screen is drawn. */
function useWindowSlots(keys: readonly string[], arrangements: number): WindowSlots['of'] {
  const [slots, setSlots] = useState(() => nextSlots(undefined, keys, arrangements))
  if (areOf(slots, keys, arrangements)) return slots.of
  const next = nextSlots(slots, keys, arrangements)
  setSlots(next)
  return next.of
}

/** Empty space of a length in pixels, or in rows as long as nobody knows how tall these are. */
function Gap({ length, row }: { length: number; row: number | null }) {
  const size = { '--rows': length / (row ?? 1), '--gap': row === null ? undefined : `${length}px` }
  return (
    // biome-ignore lint/a11y/noAriaHiddenOnFocusable: a row cannot be focused; it is empty space.
    <tr aria-hidden="true" className="grid-gap" style={{ ...size, maxHeight: tallestList } as CSSProperties} />
  )
}

/** A row of a long list that is on its way. */
function Unread({ index }: { index: number }) {
  return (
    <tr
      // biome-ignore lint/a11y/noRedundantRoles: laid out as blocks, a table loses its own roles.
      role="row"
      aria-rowindex={index + headRows}
      aria-busy="true"
      className="flex h-(--row) items-center border-line border-b px-3 contain-layout contain-size contain-style"
    >
      <td className="block w-2/3">
        <span className="sr-only">Reading…</span>
        <span aria-hidden className="skeleton block h-3 animate-wait" />
      </td>
    </tr>
  )
}
