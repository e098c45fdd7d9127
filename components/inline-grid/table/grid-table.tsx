import { useTable } from '@tanstack/react-table'
import { type CSSProperties, useMemo, useRef } from 'react'
import type { RowKey } from '@/admin/engine/batch'
import type { GridPageActions } from '@/components/inline-grid/events/key-events'
import { useGridEvents } from '@/components/inline-grid/events/use-grid-events'
import { sortText } from '@/components/inline-grid/order/arrange'
import { FillHandle } from '@/components/inline-grid/selection/fill-handle'
import { GridFocus } from '@/components/inline-grid/session/grid-focus'
import { useGridIds } from '@/components/inline-grid/session/grid-ids'
import type { GridSession } from '@/components/inline-grid/session/grid-session'
import { useModel, useOrder } from '@/components/inline-grid/session/use-grid'
import { classNames } from '@/components/ui/class-names'
import { GridBody } from './grid-body'
import { gridColumns, gridFeatures, leastWidth, rowTracks } from './grid-columns'
import { GridHeader } from './grid-header'
import { useHeldHead } from './use-held-head'
import { useIsNarrow } from './use-is-narrow'

const noRows: { key: RowKey }[] = []

/** The table itself: columns by TanStack Table, rows by the store, and every event of the grid. */
export function GridTable({ session, page }: { session: GridSession; page: GridPageActions }) {
  const { model } = session
  const ids = useGridIds()
  const table = useRef<HTMLTableElement>(null)
  const frame = useRef<HTMLDivElement>(null)
  const columns = useMemo(() => gridColumns(model), [model])
  useOrder(model)
  const isCounted = useModel(model, (each) => each.isCounted)
  const sorted = useModel(model, ({ arrangement }) => sortText(arrangement.sort))
  const sorting = useMemo(
    () => (sorted === '' ? [] : [{ id: sorted.replace('-', ''), desc: sorted.startsWith('-') }]),
    [sorted],
  )
  const grid = useTable({ features: gridFeatures, columns, data: noRows, state: { sorting }, manualSorting: true })
  const least = model.fields.reduce((sum, field) => sum + leastWidth(field), session.hasRowSelection ? 168 : 128)
  const isNarrow = useIsNarrow(frame, least)
  useHeldHead(frame, isNarrow)
  const events = useGridEvents(session, table, page)
  const tracks = {
    '--grid-tracks': rowTracks(model.fields, session.hasRowSelection),
    '--grid-least': `${least}px`,
    '--card-lines': model.fields.length - 1,
    '--card-first': session.hasRowSelection ? '2.75rem' : '0.75rem',
  } as CSSProperties
  const canEdit = model.form.can.add || model.form.can.change

  return (
    // It scrolls sideways alone, so that the head stays with the page; where browsers cannot, the head is held there.
    <div
      ref={frame}
      className={classNames('grid-frame sm:relative', isNarrow && 'sm:overflow-x-auto sm:overflow-y-clip')}
    >
      <table
        ref={table}
        // biome-ignore lint/a11y/noNoninteractiveElementToInteractiveRole: a native table needs no roles on its rows and cells.
        role="grid"
        aria-labelledby={ids.heading}
        aria-describedby={canEdit ? ids.help : undefined}
        aria-rowcount={isCounted ? model.order.length + 1 : -1}
        aria-colcount={session.walk().length}
        aria-multiselectable
        aria-readonly={canEdit ? undefined : true}
        data-narrow={isNarrow || undefined}
        className={classNames(
          'group/grid block w-full text-sm [--row:var(--size-row)]',
          'max-sm:[--row:calc(3.25rem+var(--card-lines)*1.75rem)]',
          isNarrow && 'sm:min-w-(--grid-least)',
        )}
        style={tracks}
        {...events}
      >
        <thead
          // biome-ignore lint/a11y/noRedundantRoles: laid out as blocks, a table loses its own roles.
          role="rowgroup"
          className="block max-sm:sr-only sm:sticky sm:top-0 sm:z-20"
        >
          {grid.getHeaderGroups().map((group) => (
            <GridHeader key={group.id} session={session} group={group} />
          ))}
        </thead>
        <GridBody session={session} table={table} />
      </table>
      <GridFocus session={session} table={table} />
      <FillHandle session={session} frame={frame} table={table} />
    </div>
  )
}
