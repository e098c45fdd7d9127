import { type SQL, sql } from 'drizzle-orm'
import { columnOf } from './columns'
import { computedOf, computedValue } from './computed'
import { type Field, type InlineForm, type Scalar, textFault } from './form'
import type { Site } from './site'
import type { Source } from './source'

/** By field: the values that a row may have there, null for an empty cell. */
export type RowValues = Readonly<Record<string, readonly Scalar[]>>

const maxValues = 100

/** Whether a filter speaks of columns that the grid shows and of values that they can have; no other is carried out. */
export function isRowValues({ fields }: InlineForm, values: RowValues): boolean {
  return Object.entries(values).every(([name, allowed]) => {
    const field = fields.find((each) => each.name === name)
    return field !== undefined && allowed.length <= maxValues && allowed.every((value) => canHold(field, value))
  })
}

function canHold(field: Field, value: Scalar): boolean {
  if (value === null) return field.kind !== 'lookup'
  switch (field.kind) {
    case 'choice':
      return field.choices.some((choice) => choice.value === value)
    case 'boolean':
      return typeof value === 'boolean'
    case 'relation':
      return typeof value === 'number' && Number.isSafeInteger(value) && value > 0
    case 'text':
      return typeof value === 'string' && textFault(value) === undefined
    case 'integer':
      return typeof value === 'number' && Number.isInteger(value) && value >= field.min && value <= field.max
    case 'decimal':
    case 'date':
    case 'moment':
    case 'lookup':
      return false
  }
}

/** The rows that have one of the values in each of the columns, after ` and `; nothing for an empty filter. */
export function valuesSql(site: Site, source: Source, values: RowValues): SQL {
  return sql.join(
    Object.entries(values).map(([name, allowed]) => {
      const made = computedOf(site, source.table, name)
      const cell = made ? computedValue(source, made) : source.column(name)
      const encoder = made ? undefined : columnOf(source.table, name)
      const given = allowed.filter((value) => value !== null).map((value) => sql`${sql.param(value, encoder)}`)
      const ways = [
        ...(given.length > 0 ? [sql`${cell} in (${sql.join(given, sql`, `)})`] : []),
        ...(allowed.includes(null) ? [sql`${cell} is null`] : []),
      ]
      return ways.length > 0 ? sql` and (${sql.join(ways, sql` or `)})` : sql` and false`
    }),
  )
}
