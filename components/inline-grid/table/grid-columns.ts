import { createColumnHelper, rowSortingFeature, tableFeatures } from '@tanstack/react-table'
import type { RowKey } from '@/admin/engine/batch'
import type { Field } from '@/admin/engine/form'
import type { GridModel } from '@/components/inline-grid/session/grid-model'

export const gridFeatures = tableFeatures({ rowSortingFeature })

const helper = createColumnHelper<typeof gridFeatures, { key: RowKey }>()

/** The grid's columns. Rows and their order are the store's: to the table a row is its key and nothing else. */
export function gridColumns(model: GridModel) {
  return helper.columns(
    model.fields.map((field) =>
      helper.accessor(({ key }) => model.get(key, field.name), {
        id: field.name,
        header: field.label,
        sortDescFirst: false,
      }),
    ),
  )
}

/**
 * The tracks of a row. Rows are laid out one by one, not as a table: an edit in one of a thousand rows then costs the
 * layout of that row alone.
 */
export function rowTracks(fields: readonly Field[], hasRowSelection: boolean): string {
  const tracks = fields.map(trackOf)
  return [...(hasRowSelection ? ['2.5rem'] : []), ...tracks, '8rem'].join(' ')
}

/** Columns of words share what the others leave. */
function trackOf(field: Field): string {
  switch (field.kind) {
    case 'boolean':
      return '6rem'
    case 'integer':
    case 'decimal':
      return '7rem'
    case 'date':
      return '9rem'
    case 'choice':
      return '10rem'
    case 'moment':
      return '12rem'
    case 'text':
    case 'relation':
    case 'lookup':
      return 'minmax(0, 1fr)'
  }
}

/** The least width, in pixels, at which a column can be read. */
export function leastWidth(field: Field): number {
  return {
    boolean: 96,
    integer: 112,
    decimal: 112,
    date: 144,
    choice: 160,
    moment: 192,
    text: 150,
    relation: 160,
    lookup: 150,
  }[field.kind]
}
