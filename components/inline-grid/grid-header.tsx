import { flexRender, type HeaderGroup } from '@tanstack/react-table'
import { ArrowDown, ArrowUp } from 'lucide-react'
import type { RowKey } from '@/admin/engine/batch'
import type { Field } from '@/admin/engine/form'
import { Checkbox } from '@/components/ui/checkbox'
import { classNames } from '@/components/ui/class-names'
import { RequiredMark } from '@/components/ui/field'
import type { gridFeatures } from './grid-columns'
import type { GridSession } from './grid-session'
import { isTypable } from './row-status'
import { useSession } from './use-grid'

type GridHeaderProps = {
  session: GridSession
  group: HeaderGroup<typeof gridFeatures, { key: RowKey }>
  isSticky: boolean
}

const cell = 'h-row border-line-strong border-b bg-canvas px-3 text-left align-middle font-medium text-muted text-xs'

/** The head of the grid: what each column is called, and by which one the rows are sorted. */
export function GridHeader({ session, group, isSticky }: GridHeaderProps) {
  const sticky = isSticky && 'sticky top-0 z-20'
  return (
    <tr aria-rowindex={1}>
      {session.hasRowSelection ? (
        <th scope="col" className={classNames(cell, sticky, 'px-0 text-center')}>
          <SelectAll session={session} />
        </th>
      ) : null}
      {group.headers.map((header) => {
        const field = session.fieldOf(header.column.id)
        const direction = header.column.getIsSorted()
        return (
          <th
            key={header.id}
            scope="col"
            aria-sort={direction === 'asc' ? 'ascending' : direction === 'desc' ? 'descending' : undefined}
            title={field?.help}
            className={classNames(cell, sticky)}
          >
            <button
              type="button"
              tabIndex={-1}
              onClick={() => sortBy(session, header.column.id)}
              className="inline-flex max-w-full items-center gap-1 rounded-sm [&_svg]:size-3"
            >
              <span className="truncate">{flexRender(header.column.columnDef.header, header.getContext())}</span>
              {field && isRequired(session, field) ? <RequiredMark /> : null}
              {direction === 'asc' ? <ArrowUp aria-hidden /> : direction === 'desc' ? <ArrowDown aria-hidden /> : null}
            </button>
          </th>
        )
      })}
      <th scope="col" className={classNames(cell, sticky)}>
        <span className="sr-only">Actions</span>
      </th>
    </tr>
  )
}

function isRequired(session: GridSession, field: Field): boolean {
  const { can } = session.model.form
  return field.required && field.kind !== 'boolean' && isTypable(field) && (can.add || can.change)
}

/** Ascending, then descending, then as stored. */
function sortBy({ model }: GridSession, field: string): void {
  const { sort } = model.arrangement
  const isSame = sort?.field === field
  model.apply({
    ...model.arrangement,
    sort: isSame && sort.descending ? null : { field, descending: isSame },
  })
}

function SelectAll({ session }: { session: GridSession }) {
  const state = useSession(session, ({ selectedRows, model }) =>
    selectedRows.size === 0 ? 'none' : selectedRows.size >= model.order.filled ? 'all' : 'some',
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
