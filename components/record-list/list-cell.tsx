import { type Cell, isRelated } from '@/admin/engine/form'
import { AppLink } from '@/components/navigation/app-link'
import { Moment } from '@/components/ui/moment'
import { StatusPill } from '@/components/ui/status-pill'
import type { ListColumn } from './list-page'

/** A value as a list shows it. Nothing is shown as nothing. `unlinked` inside a link, where a relation leads nowhere. */
export function ListCell({ column, cell, unlinked }: { column: ListColumn; cell: Cell; unlinked?: boolean }) {
  if (cell === null || cell === '') return null
  if (isRelated(cell) && unlinked) return <bdi>{cell[1]}</bdi>
  if (isRelated(cell)) return <Related column={column} id={cell[0]} title={cell[1]} />
  switch (column.kind) {
    case 'choice':
      return <ChoicePill column={column} value={String(cell)} />
    case 'boolean':
      return cell ? 'Yes' : <span className="text-faint">No</span>
    case 'date':
    case 'moment':
      return <Moment iso={String(cell)} />
    case 'integer':
      return Number(cell).toLocaleString('en')
    case 'text':
    case 'decimal':
    case 'relation':
    case 'lookup':
      return <bdi>{cell}</bdi>
  }
}

function Related({ column, id, title }: { column: ListColumn; id: number; title: string }) {
  if (!column.model) return <bdi>{title}</bdi>
  return (
    <AppLink href={`/${column.model}/${id}`} prefetch={false} className="rounded-sm hover:text-accent hover:underline">
      <bdi>{title}</bdi>
    </AppLink>
  )
}

function ChoicePill({ column, value }: { column: ListColumn; value: string }) {
  const at = column.choices?.findIndex((choice) => choice.value === value) ?? -1
  return <StatusPill tone={at < 0 ? 2 : at}>{column.choices?.[at]?.label ?? value}</StatusPill>
}

/** A value in words, for the hint under the pointer when it is cut off. */
export function cellText(cell: Cell): string | undefined {
  if (isRelated(cell)) return cell[1]
  return typeof cell === 'string' ? cell : undefined
}
