import type { Cell, Field } from '@/admin/engine/form'
import { isRelated } from '@/admin/engine/form'
import { shownText } from '@/components/inline-grid/values/cell-text'
import { AppLink } from '@/components/navigation/app-link'
import type { Cells } from './record-fields'

/** Fields that nobody edits here, as text. */
export function RecordValues({ fields, cells }: { fields: readonly Field[]; cells: Cells }) {
  return (
    <dl className="flex flex-col gap-3">
      {fields.map((field) => (
        <div key={field.name}>
          <dt className="font-medium text-muted text-sm">{field.label}</dt>
          <dd className="whitespace-pre-wrap">
            <CellValue field={field} cell={cellOf(field, cells)} />
          </dd>
        </div>
      ))}
    </dl>
  )
}

/** A lookup field reads a text of the record that another field points at. */
function cellOf(field: Field, cells: Cells): Cell {
  if (field.kind !== 'lookup') return cells[field.name] ?? null
  const related = cells[field.of]
  return isRelated(related) ? (related[2 + field.at] ?? null) : null
}

function CellValue({ field, cell }: { field: Field; cell: Cell }) {
  if (isRelated(cell) && field.kind === 'relation' && field.searchable)
    return (
      <AppLink
        href={`/${field.model}/${cell[0]}`}
        className="text-accent underline decoration-accent-line underline-offset-3 hover:decoration-current"
      >
        {cell[1]}
      </AppLink>
    )
  const text = shownText(field, cell)
  if (text === '') return <span className="text-faint">—</span>
  if (field.kind === 'moment' && typeof cell === 'string')
    return (
      <time dateTime={cell} title={`${cell} (shown in UTC)`}>
        {text}
      </time>
    )
  return text
}
