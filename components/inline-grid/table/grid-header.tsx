import { flexRender, type HeaderGroup } from '@tanstack/react-table'
import { ArrowDown, ArrowUp } from 'lucide-react'
import type { RowKey } from '@/admin/engine/batch'
import type { Field } from '@/admin/engine/form'
import { isTypable } from '@/components/inline-grid/rows/row-status'
import type { GridSession } from '@/components/inline-grid/session/grid-session'
import { sortBy } from '@/components/inline-grid/session/sort-rows'
import { useSession } from '@/components/inline-grid/session/use-grid'
import { Checkbox } from '@/components/ui/checkbox'
import { classNames } from '@/components/ui/class-names'
import { RequiredMark } from '@/components/ui/field'
import type { gridFeatures } from './grid-columns'

type GridHeaderProps = {
  session: GridSession
  group: HeaderGroup<typeof gridFeatures, { key: RowKey }>
}

const cell = 'flex items-center border-line-strong border-b bg-canvas px-3 text-left font-medium text-muted text-xs'

/** Where the grid scrolls sideways, the head of the column that stays in sight does so too. */
const stuck = 'group-data-narrow/grid:sticky group-data-narrow/grid:left-0 group-data-narrow/grid:z-1'

/** The head of the grid: what each column is called, and by which one the rows are sorted. */
export function GridHeader({ session, group }: GridHeaderProps) {
  return (
    <tr
      // biome-ignore lint/a11y/noRedundantRoles: laid out as blocks, a table loses its own roles.
      role="row"
      aria-rowindex={1}
      className="grid h-row grid-cols-(--grid-tracks)"
    >
      {session.hasRowSelection ? (
        <th
          // biome-ignore lint/a11y/noRedundantRoles: laid out as blocks, a table loses its own roles.
          role="columnheader"
          scope="col"
          className={classNames(cell, 'justify-center px-0')}
        >
          <SelectAll session={session} />
        </th>
      ) : null}
      {group.headers.map((header) => {
        const field = session.fieldOf(header.column.id)
        const direction = header.column.getIsSorted()
        return (
          <th
            key={header.id}
            // biome-ignore lint/a11y/noRedundantRoles: laid out as blocks, a table loses its own roles.
            role="columnheader"
            scope="col"
            aria-sort={direction === 'asc' ? 'ascending' : direction === 'desc' ? 'descending' : undefined}
            title={field && hintOf(field)}
            className={classNames(cell, header.column.id === session.model.form.heading && stuck)}
          >
            <button
              type="button"
              tabIndex={-1}
              onClick={() => sortBy(session, header.column.id)}
              className="inline-flex min-h-6 max-w-full items-center gap-1 rounded-sm coarse:h-full [&_svg]:size-3"
            >
              <span className="truncate">{flexRender(header.column.columnDef.header, header.getContext())}</span>
              {field && isRequired(session, field) ? <RequiredMark /> : null}
              {direction === 'asc' ? <ArrowUp aria-hidden /> : direction === 'desc' ? <ArrowDown aria-hidden /> : null}
            </button>
          </th>
        )
      })}
      <th
        // biome-ignore lint/a11y/noRedundantRoles: laid out as blocks, a table loses its own roles.
        role="columnheader"
        scope="col"
        className={cell}
      >
        <span className="sr-only">Actions</span>
      </th>
    </tr>
  )
}

/** What a column is for, and how dates are written in it. */
function hintOf(field: Field): string | undefined {
  const isDate = (field.kind === 'date' || field.kind === 'moment') && isTypable(field)
  const dates = isDate ? 'Dates as 2026-09-03, 3.9.2026 or 3 Sep 2026' : undefined
  return [field.help, dates].filter(Boolean).join('\n') || undefined
}

function isRequired(session: GridSession, field: Field): boolean {
  const { can } = session.model.form
  return field.required && field.kind !== 'boolean' && isTypable(field) && (can.add || can.change)
}

function SelectAll({ session }: { session: GridSession }) {
  const state = useSession(session, ({ selectedRows, isEverything, model }) =>
    selectedRows.size === 0 ? 'none' : isEverything || selectedRows.size >= model.order.filled ? 'all' : 'some',
  )
  return (
    <Checkbox
      aria-label="Select all rows"
      checked={state === 'all'}
      indeterminate={state === 'some'}
      tabIndex={-1}
      className="align-middle"
      onChange={(event) => session.selectRows(event.currentTarget.checked)}
    />
  )
}
