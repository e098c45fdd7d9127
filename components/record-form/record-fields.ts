import type { Change, Problem } from '@/admin/engine/batch'
import type { Cell, Field } from '@/admin/engine/form'
import { scalarOf } from '@/admin/engine/form'
import { editableFields, type FieldValue, isChanged, scalarOfValue, shownValue, valueFault } from './field-value'

/** Values and stored cells of a record's own fields, by name. */
export type Values = Record<string, FieldValue>
export type Cells = Record<string, Cell>

export function valuesOf(fields: readonly Field[], cells: Cells): Values {
  return Object.fromEntries(
    editableFields(fields).map((field) => [field.name, shownValue(field, cells[field.name] ?? null)]),
  )
}

export function changedFields(fields: readonly Field[], cells: Cells, values: Values): Field[] {
  return editableFields(fields).filter((field) =>
    isChanged(field, values[field.name] ?? null, cells[field.name] ?? null),
  )
}

/** What a batch says of the record's own fields: what changed, or everything that a new record has. */
export function recordChanges(
  fields: readonly Field[],
  cells: Cells,
  values: Values,
  isNew: boolean,
): Record<string, Change> {
  const changes: Record<string, Change> = {}
  for (const field of isNew ? editableFields(fields) : changedFields(fields, cells, values)) {
    const to = scalarOfValue(field, values[field.name] ?? null)
    if (isNew && to === null) continue
    changes[field.name] = [isNew ? null : scalarOf(cells[field.name] ?? null), to]
  }
  return changes
}

/** Why the fields would be refused: all of a new record, of a stored one those that changed. */
export function recordProblems(fields: readonly Field[], cells: Cells, values: Values, isNew: boolean): Problem[] {
  return (isNew ? editableFields(fields) : changedFields(fields, cells, values)).flatMap((field) => {
    const message = valueFault(field, values[field.name] ?? null)
    return message === undefined ? [] : [{ field: field.name, message }]
  })
}
