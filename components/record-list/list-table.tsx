import { ArrowDown, ArrowUp } from 'lucide-react'
import { AppLink } from '@/components/navigation/app-link'
import { classNames } from '@/components/ui/class-names'
import { directionOf } from '@/components/ui/text-direction'
import { listAddress, sortedBy, sortOf } from './list-address'
import { cellText, ListCell } from './list-cell'
import type { ListColumn, ListPage, ListQuery, ListRow } from './list-page'
import { RecordLink } from './record-link'

type ListTableProps = {
  slug: string
  plural: string
  page: ListPage
  query: ListQuery
  defaultSort: readonly string[]
}

/** The records of one page. On a phone each row is a short card and the headers are a line of ways to sort. */
export function ListTable({ slug, plural, page, query, defaultSort }: ListTableProps) {
  return (
    <table aria-label={plural} className="w-full border-separate border-spacing-0 text-sm max-sm:block sm:table-fixed">
      <thead className="sticky top-0 z-10 bg-canvas max-sm:static max-sm:block">
        <tr className="max-sm:flex max-sm:gap-4 max-sm:overflow-x-auto max-sm:border-line max-sm:border-b max-sm:px-gutter">
          {page.columns.map((column, at) => (
            <th
              key={column.name}
              scope="col"
              aria-sort={sortOf(query, column.name)}
              className={classNames(
                'h-8 p-0 text-left font-medium text-muted text-xs sm:border-line sm:border-b',
                at === 0
                  ? 'sm:pl-[calc(var(--spacing-gutter)-0.75rem)]'
                  : 'sm:last:pr-[calc(var(--spacing-gutter)-0.75rem)]',
                !column.sortable && 'max-sm:hidden',
                widthOf(column, at),
              )}
            >
              <ColumnHeader column={column} query={query} slug={slug} defaultSort={defaultSort} />
            </th>
          ))}
        </tr>
      </thead>
      <tbody className="max-sm:block">
        {page.rows.map((row) => (
          <TableRow key={row.id} slug={slug} columns={page.columns} row={row} />
        ))}
      </tbody>
    </table>
  )
}

type ColumnHeaderProps = Pick<ListTableProps, 'slug' | 'query' | 'defaultSort'> & { column: ListColumn }

function ColumnHeader({ slug, column, query, defaultSort }: ColumnHeaderProps) {
  if (!column.sortable) return <span className="block truncate px-3">{column.label}</span>
  const sorted = sortOf(query, column.name)
  return (
    <AppLink
      href={listAddress(slug, query, defaultSort, { sort: sortedBy(query, column.name) })}
      prefetch={false}
      scroll={false}
      className={classNames(
        'group flex h-8 items-center gap-1 rounded-sm transition-colors hover:text-text focus-visible:-outline-offset-2 coarse:h-11 sm:px-3',
        column.kind === 'integer' || column.kind === 'decimal' ? 'sm:justify-end' : '',
        sorted && 'text-text',
      )}
    >
      <span className="truncate">{column.label}</span>
      <SortSign sorted={sorted} />
    </AppLink>
  )
}

/** Where a press would lead stands there quietly; its place is kept, so that nothing moves. */
function SortSign({ sorted }: { sorted: ReturnType<typeof sortOf> }) {
  const Arrow = sorted === 'descending' ? ArrowDown : ArrowUp
  return (
    <Arrow
      aria-hidden
      className={classNames(
        'size-3 shrink-0 transition-opacity',
        !sorted && 'opacity-0 group-hover:opacity-60 group-focus-visible:opacity-60 max-sm:hidden',
      )}
    />
  )
}

function TableRow({ slug, columns, row }: { slug: string; columns: readonly ListColumn[]; row: ListRow }) {
  return (
    <tr className="transition-colors hover:bg-hover max-sm:relative max-sm:flex max-sm:flex-wrap max-sm:items-center max-sm:gap-x-3 max-sm:gap-y-1 max-sm:border-line max-sm:border-b max-sm:px-gutter max-sm:py-2.5">
      {columns.map((column, at) => {
        const cell = row.cells[at] ?? null
        if (at === 0)
          return (
            <td key={column.name} className="p-0 max-sm:basis-full sm:border-line sm:border-b">
              <RecordLink
                href={`/${slug}/${row.id}`}
                title={row.title}
                className="flex min-h-row items-center font-medium text-text hover:text-accent focus-visible:-outline-offset-2 max-sm:min-h-0 max-sm:after:absolute max-sm:after:inset-0 sm:px-3 sm:pl-gutter"
              >
                <span
                  dir={directionOf(cellText(cell) ?? row.title)}
                  className="truncate text-left max-sm:line-clamp-2 max-sm:whitespace-normal"
                >
                  {cell === null || cell === '' ? (
                    <bdi>{row.title}</bdi>
                  ) : (
                    <ListCell unlinked column={column} cell={cell} />
                  )}
                </span>
              </RecordLink>
            </td>
          )
        return (
          <td
            key={column.name}
            title={cellText(cell)}
            dir={directionOf(cellText(cell))}
            className={classNames(
              'h-row truncate text-left text-muted empty:max-sm:hidden max-sm:h-auto max-sm:text-xs sm:border-line sm:border-b sm:px-3 sm:last:pr-gutter',
              (column.kind === 'integer' || column.kind === 'decimal') && 'tabular-nums sm:text-right',
            )}
          >
            {column.kind === 'boolean' && cell !== null ? <span className="sm:hidden">{column.label}: </span> : null}
            <ListCell column={column} cell={cell} />
          </td>
        )
      })}
    </tr>
  )
}

/** Widths follow the kind of value, not this page's values: columns stay where they are from page to page. */
function widthOf(column: ListColumn, at: number): string | undefined {
  if (at === 0) return 'sm:w-[28%]'
  switch (column.kind) {
    case 'choice':
      return 'sm:w-34'
    case 'boolean':
      return 'sm:w-30'
    case 'date':
    case 'moment':
      return 'sm:w-32'
    case 'integer':
    case 'decimal':
      return 'sm:w-28'
    case 'text':
    case 'relation':
    case 'lookup':
      return undefined
  }
}
