import { createColumnHelper, rowSortingFeature, tableFeatures } from '@tanstack/react-table'
import type { RowKey } from '@/admin/engine/batch'
import type { Field } from '@/admin/engine/form'
import type { GridModel } from './grid-model'

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

/** How wide a column is, as classes; columns of words share what is left. */
export function columnWidth(field: Field): string {
  switch (field.kind) {
    case 'boolean':
      return 'w-24'
    case 'integer':
    case 'decimal':
      return 'w-28'
    case 'date':
      return 'w-36'
    case 'choice':
      return 'w-40'
    case 'moment':
      return 'w-48'
    case 'text':
    case 'relation':
    case 'lookup':
      return ''
  }
}

/** The least width, in pixels, at which a column can be read. */
export function leastWidth(field: Field): number {
  return {
    boolean: 80,
    integer: 96,
    decimal: 96,
    date: 120,
    choice: 128,
    moment: 160,
    text: 140,
    relation: 160,
    lookup: 140,
  }[field.kind]
}
