import { type Cell, type Field, type InlineForm, isRelated } from '@/admin/engine/form'
import { shownText } from '@/components/inline-grid/values/cell-text'
import { classNames } from '@/components/ui/class-names'

type PrintTableProps = {
  inline: InlineForm
  /** JSON text, as in `InlineRows`. */
  rows: string
  /** How many rows stand before these. */
  from: number
  labelledBy: string
}

const cell = 'border-line-strong border-b px-2 py-1 text-left align-bottom'

/** The rows of a grid as a plain table. Browsers repeat its head on each sheet, and no row is cut in two. */
export function PrintTable({ inline, rows, from, labelledBy }: PrintTableProps) {
  const { fields, heading } = inline
  const read = fields.map((field) => readerOf(field, fields))
  const all = JSON.parse(rows) as readonly Row[]
  return (
    // On a small screen it scrolls sideways, which keys must do too.
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls can be focused.
    <div role="group" aria-labelledby={labelledBy} tabIndex={0} className="overflow-x-auto print:overflow-visible">
      <table aria-labelledby={labelledBy} className="w-full border-collapse text-sm print:text-xs">
        <thead className="print:table-header-group">
          <tr>
            <th scope="col" className={classNames(cell, 'w-px text-right font-normal text-faint')}>
              No.
            </th>
            {fields.map((field) => (
              <th key={field.name} scope="col" className={classNames(cell, 'font-medium text-muted')}>
                {field.label}
              </th>
            ))}
          </tr>
        </thead>
        <tbody className="[&_td:first-child]:text-right [&_td:first-child]:text-faint [&_td:first-child]:tabular-nums [&_th]:font-medium [&_tr>*]:border-line [&_tr>*]:border-b [&_tr>*]:px-2 [&_tr>*]:py-1 [&_tr>*]:text-left [&_tr>*]:align-top [&_tr]:break-inside-avoid print:[overflow-wrap:anywhere]">
          {all.map((row, at) => (
            <tr key={row[0]}>
              <td>{from + at + 1}</td>
              {fields.map((field, column) => {
                const text = shownText(field, read[column]?.(row) ?? null)
                return field.name === heading ? (
                  <th key={field.name} scope="row">
                    {text}
                  </th>
                ) : (
                  <td key={field.name} className={isShort(field) ? 'whitespace-nowrap' : undefined}>
                    {text}
                  </td>
                )
              })}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}

/** Words are broken into lines before a date is. */
function isShort({ kind }: Field): boolean {
  return kind === 'date' || kind === 'moment' || kind === 'integer' || kind === 'decimal' || kind === 'choice'
}

/** A row as it travels: its id, then the cells of all fields but the lookups. */
type Row = readonly [id: number, ...cells: Cell[]]

/** Where in a row the cell of a field stands; a lookup is a text of its relation's cell. */
function readerOf(field: Field, fields: readonly Field[]): (row: Row) => Cell {
  const own = fields.filter(({ kind }) => kind !== 'lookup')
  const place = (name: string) => own.findIndex((each) => each.name === name) + 1
  const at = place(field.kind === 'lookup' ? field.of : field.name)
  if (field.kind !== 'lookup') return (row) => row[at] ?? null
  return (row) => {
    const related = row[at]
    return related !== undefined && isRelated(related) ? (related[2 + field.at] ?? null) : null
  }
}
