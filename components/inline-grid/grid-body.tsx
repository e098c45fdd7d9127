import { type RefObject, startTransition, useEffect, useLayoutEffect, useState } from 'react'
import { classNames } from '@/components/ui/class-names'
import { headRows } from './grid-ids'
import { GridRow } from './grid-row'
import type { GridSession } from './grid-session'
import { rowsInSight } from './in-sight'
import { PartSwitch } from './part-switch'
import { RowBlock } from './row-block'
import { useDrawnBlocks } from './use-drawn-blocks'
import { useOrder } from './use-grid'
import { takeFocusAlong } from './use-grid-focus'
import { useRowWindow } from './use-row-window'
import { whenIdle } from './when-idle'
import { areOf, nextSlots, type WindowSlots } from './window-slots'

type GridBodyProps = { session: GridSession; table: RefObject<HTMLTableElement | null> }

/** Above this many rows only those on the screen are drawn; below, find-in-page, print and table reading just work. */
export const plainLimit = 1_000

/** The rows of the grid. */
export function GridBody({ session, table }: GridBodyProps) {
  const { model } = session
  useOrder(model)
  const isPlain = useIsPlain(model.order.filled <= plainLimit)
  const blocks = useDrawnBlocks(session, table, isPlain)
  // biome-ignore lint/correctness/useExhaustiveDependencies: all rows are drawn anew.
  useLayoutEffect(() => takeFocusAlong(session, table.current), [isPlain, session, table])
  useEffect(() => {
    model.inSight = () => rowsInSight(table.current)
  }, [model, table])
  const [isAwake, setAwake] = useState(false)
  useEffect(() => startTransition(() => setAwake(true)), [])
  return (
    <>
      {isPlain ? null : <RowsOnScreen session={session} table={table} isAwake={isAwake} />}
      {blocks.map((each) => (
        <RowBlock key={each.block.id} session={session} {...each} />
      ))}
    </>
  )
}

/** Too many rows are drawn near the window at once; that few enough were left is nothing that cannot wait. */
function useIsPlain(isFew: boolean): boolean {
  const [isPlain, setPlain] = useState(isFew)
  if (isPlain && !isFew) setPlain(false)
  useEffect(() => {
    if (isFew && !isPlain) return whenIdle(() => startTransition(() => setPlain(true)))
  }, [isFew, isPlain])
  return isPlain && isFew
}

/** The rows near the window, with empty space for all others. */
function RowsOnScreen({ session, table, isAwake }: GridBodyProps & { isAwake: boolean }) {
  const { model } = session
  const { order } = model
  useOrder(model)
  const { rows, from, to, parts, part, isGuess } = useRowWindow(session, table, isAwake)
  const keys = rows.filter((index) => index < to).map((index) => order.keyAt(index) ?? `unread ${index}`)
  const slots = useWindowSlots(keys, model.arrangements)
  const drawn = []
  let next = from
  for (const [at, key] of keys.entries()) {
    const index = rows[at]!
    const slot = slots.get(key)
    if (index > next) drawn.push(<Gap key={`gap-${next}`} rows={index - next} />)
    if (order.keyAt(index) === undefined) drawn.push(<Unread key={`unread-${slot}`} index={index} />)
    else drawn.push(<GridRow key={slot} session={session} rowKey={key} index={index} />)
    next = index + 1
  }
  if (next < to) drawn.push(<Gap key="gap-end" rows={to - next} />)
  return (
    <>
      {parts > 1 ? <PartSwitch session={session} from={from} to={to} part={part} parts={parts} /> : null}
      <tbody
        // biome-ignore lint/a11y/noRedundantRoles: laid out as blocks, a table loses its own roles.
        role="rowgroup"
        className={classNames('block', isGuess && 'grid-body-guess')}
      >
        {drawn}
      </tbody>
      {parts > 1 ? <PartSwitch session={session} from={from} to={to} part={part} parts={parts} /> : null}
    </>
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

function Gap({ rows }: { rows: number }) {
  return (
    // biome-ignore lint/a11y/noAriaHiddenOnFocusable: a row cannot be focused; it is empty space.
    <tr aria-hidden="true" className="block" style={{ height: `calc(var(--row) * ${rows})` }} />
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
