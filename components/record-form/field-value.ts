import { type Cell, checkValue, type Field, isRelated, type Related, type Scalar, scalarOf } from '@/admin/engine/form'
import { type Content, isUnsettled, sameContent } from '@/components/inline-grid/values/content'
import { readCell } from '@/components/inline-grid/values/read-cell'

/** What the control of a field holds: typed text, a check mark, or a chosen record (its name while it is typed). */
export type FieldValue = string | boolean | Related | null

/** The fields that a person may fill in. */
export function editableFields(fields: readonly Field[]): Field[] {
  return fields.filter((field) => !field.readOnly && field.kind !== 'lookup')
}

/** What the control of a field shows for a stored cell. */
export function shownValue(field: Field, cell: Cell): FieldValue {
  if (field.kind === 'relation') return isRelated(cell) ? cell : null
  const scalar = scalarOf(cell)
  if (field.kind === 'boolean') return typeof scalar === 'boolean' ? scalar : null
  if (field.kind === 'moment' && typeof scalar === 'string') return inputMoment(scalar)
  return scalar === null ? '' : String(scalar)
}

/** A moment as a `datetime-local` input wants it, in UTC, with the seconds only where there are some. */
function inputMoment(iso: string): string {
  const time = Date.parse(iso)
  if (Number.isNaN(time)) return iso
  const utc = new Date(time).toISOString()
  return utc.slice(0, 16) + (utc.slice(17, 23) === '00.000' ? '' : utc.slice(16, 23))
}

/** What a blank form starts with. */
export function initialCell(field: Field): Cell {
  return field.initial ?? (field.kind === 'boolean' && field.required ? false : null)
}

function contentOf(field: Field, value: FieldValue): Content {
  if (typeof value !== 'string') return value
  return field.kind === 'text' ? value.trim() || null : readCell(field, value)
}

/** What would be stored for a value; what cannot be read stays the typed text, so that nothing is dropped. */
export function scalarOfValue(field: Field, value: FieldValue): Scalar {
  const content = contentOf(field, value)
  return isUnsettled(content) ? content.raw : scalarOf(content)
}

/** Whether a value says something else than the stored cell. */
export function isChanged(field: Field, value: FieldValue, stored: Cell): boolean {
  // What the control made of the stored cell is no edit, even where typing the same would be trimmed or rounded.
  if (sameValue(value, shownValue(field, stored))) return false
  const content = contentOf(field, value)
  return !sameContent(field, content === '' ? null : content, stored)
}

export function sameValue(a: FieldValue, b: FieldValue): boolean {
  if (Array.isArray(a) && Array.isArray(b)) return a[0] === b[0]
  return a === b
}

/** Why a value would be refused, in words, or undefined. */
export function valueFault(field: Field, value: FieldValue): string | undefined {
  if (field.kind === 'relation' && typeof value === 'string' && value.trim() !== '')
    return `“${value.trim()}” is not chosen yet: take it from the list`
  const content = contentOf(field, value)
  if (isUnsettled(content)) return content.message
  const result = checkValue(field, scalarOf(content))
  return result.ok ? undefined : result.message
}
