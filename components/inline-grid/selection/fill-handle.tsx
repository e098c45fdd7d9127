import { type MouseEvent, type RefObject, useLayoutEffect, useRef } from 'react'
import { placeOf } from '@/components/inline-grid/events/event-place'
import { followDrag } from '@/components/inline-grid/events/follow-drag'
import { drawnCell } from '@/components/inline-grid/session/drawn-cells'
import type { GridSession } from '@/components/inline-grid/session/grid-session'
import { useModel, useOrder, useSession } from '@/components/inline-grid/session/use-grid'
import { fillFrom } from './fill-cells'
import type { Box } from './selection'

type FillHandleProps = {
  session: GridSession
  frame: RefObject<HTMLElement | null>
  table: RefObject<HTMLTableElement | null>
}

/** The corner of the selection: dragged with a mouse, it repeats the selected cells over those it is dragged to. */
export function FillHandle({ session, frame, table }: FillHandleProps) {
  const handle = useRef<HTMLDivElement>(null)
  const corner = useSession(session, cornerOf)
  const order = useOrder(session.model)
  const sequence = useModel(session.model, ({ sequence }) => sequence)
  const shift = useSession(session, (each) => each.shift)
  // biome-ignore lint/correctness/useExhaustiveDependencies: whatever may have moved the corner.
  useLayoutEffect(() => {
    const place = () => placeAt(handle.current, frame.current, table.current, corner)
    if (corner === '' || !frame.current) return place()
    // It reports first when the frame is laid out anyway, so that no key press waits for a layout of its own.
    const observer = new ResizeObserver(place)
    observer.observe(frame.current)
    return () => observer.disconnect()
  }, [corner, order, sequence, shift, frame, table])

  const onMouseDown = (event: MouseEvent) => {
    const from = session.box()
    if (event.button !== 0 || !from || !table.current) return
    event.preventDefault()
    let to = from
    followDrag(
      table.current,
      (cell) => {
        const place = placeOf(session, cell)
        if (!place) return
        to = stretched(from, session.indexOf(place.key), session.columns.indexOf(place.field))
        session.selectBox(to)
      },
      () => {
        if (to.top !== from.top || to.bottom !== from.bottom || to.left !== from.left || to.right !== from.right)
          fillFrom(session, from, to)
        session.requestFocus()
        session.tell([])
      },
    )
  }
  return (
    <div
      ref={handle}
      aria-hidden
      data-fill-handle
      onMouseDown={onMouseDown}
      className="invisible absolute top-0 left-0 z-10 grid size-6 cursor-crosshair place-items-center data-shown:visible max-sm:hidden! coarse:hidden!"
    >
      <span className="size-2 rounded-[1px] bg-accent outline-1 outline-canvas" />
    </div>
  )
}

/** The last cell of the selection as "row column", when it can be filled from; else nothing. */
function cornerOf(session: GridSession): string {
  if (!session.isActive || session.editing || session.ranges.length > 1) return ''
  const { add, change } = session.model.form.can
  const box = add || change ? session.box() : undefined
  return box ? `${box.bottom} ${session.columns[box.right]}` : ''
}

/** The box grown to reach a cell, along the direction in which it lies further away. */
function stretched(from: Box, row: number, column: number): Box {
  const down = Math.max(0, row - from.bottom, from.top - row)
  const across = column < 0 ? 0 : Math.max(0, column - from.right, from.left - column)
  if (down === 0 && across === 0) return from
  return down >= across
    ? { ...from, top: Math.min(from.top, row), bottom: Math.max(from.bottom, row) }
    : { ...from, left: Math.min(from.left, column), right: Math.max(from.right, column) }
}

function placeAt(
  handle: HTMLElement | null,
  frame: HTMLElement | null,
  table: HTMLTableElement | null,
  corner: string,
): void {
  if (!handle) return
  const [row, column] = corner.split(' ')
  const cell = corner !== '' && table ? drawnCell(table, Number(row), column ?? '') : null
  handle.toggleAttribute('data-shown', cell !== null)
  if (!frame || !cell) {
    // Out of the way: left where it was, it might make the page longer than its rows.
    handle.style.translate = ''
    return
  }
  const at = cell.getBoundingClientRect()
  const origin = frame.getBoundingClientRect()
  // Moved so, it asks for no layout.
  const [x, y] = [at.right - origin.left + frame.scrollLeft - 3, at.bottom - origin.top - 3]
  handle.style.translate = `calc(${x}px - 50%) calc(${y}px - 50%)`
}
