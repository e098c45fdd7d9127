import { type RefObject, startTransition, useEffect, useState } from 'react'
import { classNames } from '@/components/ui/class-names'
import { headRows } from './grid-ids'
import { GridRow } from './grid-row'
import type { GridSession } from './grid-session'
import { rowsInSight } from './in-sight'
import { PartSwitch } from './part-switch'
import { RowBlock } from './row-block'
import { useDrawnBlocks } from './use-drawn-blocks'
import { useOrder } from './use-grid'
import { useRowWindow } from './use-row-window'

type GridBodyProps = { session: GridSession; table: RefObject<HTMLTableElement | null> }

/** Above this many rows only those on the screen are drawn; below, find-in-page, print and table reading just work. */
export const plainLimit = 1_000

/** The rows of the grid. */
export function GridBody({ session, table }: GridBodyProps) {
  const { model } = session
  useOrder(model)
  const isPlain = model.order.filled <= plainLimit
  const { blocks, isDrawn } = useDrawnBlocks(session, table, isPlain)
  useEffect(() => {
    model.inSight = () => rowsInSight(table.current)
  }, [model, table])
  const [isAwake, setAwake] = useState(false)
  useEffect(() => startTransition(() => setAwake(true)), [])
  if (!isPlain) return <RowsOnScreen session={session} table={table} isAwake={isAwake} />
  return blocks.map((block) => <RowBlock key={block.id} session={session} block={block} isDrawn={isDrawn(block)} />)
}

/** The rows near the window, with empty space for all others. */
function RowsOnScreen({ session, table, isAwake }: GridBodyProps & { isAwake: boolean }) {
  const { order } = session.model
  useOrder(session.model)
  const { rows, from, to, parts, part, isGuess } = useRowWindow(session, table, isAwake)
  const drawn = []
  let next = from
  for (const index of rows) {
    if (index >= to) break
    const key = order.keyAt(index)
    if (index > next) drawn.push(<Gap key={`gap-${next}`} rows={index - next} />)
    if (key !== undefined) drawn.push(<GridRow key={key} session={session} rowKey={key} index={index} />)
    else drawn.push(<Unread key={`unread-${index}`} index={index} />)
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
