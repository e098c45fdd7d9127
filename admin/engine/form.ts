import { regexes } from 'zod/v4/core'
import { rangeFault } from './range-fault'

/** A record's rows all travel with its page up to this number; of more only the first ones do, and windows the rest. */
export const wholeRows = 10_000

/** A plain column value as it crosses between browser and server: text, number, yes/no, or nothing. */
export type Scalar = string | number | boolean | null

/**
 * What a relation column points at: the far record's id, its title, then the texts of `field.lookups` in that order
 * (the natural key first, where the far model has one).
 */
export type Related = readonly [id: number, title: string, ...lookups: (string | null)[]]

/** A value of a cell as it is shown: a relation carries its title, everything else is a scalar. */
export type Cell = Scalar | Related

export type Choice = { value: string; label: string }

/** What a form needs to know of one column, as plain JSON: it crosses from the server to the browser as it is. */
export type Field = {
  name: string
  label: string
  /** A value must be given. False for a column whose blank cell is left to the database's default. */
  required: boolean
  /** Shown, never edited; a sent value is refused. */
  readOnly: boolean
  help?: string
  /** Made by the database from the rest of the row; there is no such column. Always read-only. */
  computed?: true
  /** What a blank row shows and takes when nothing else is typed. */
  initial?: Scalar
  /** The column cannot be empty: a cell that is cleared takes `initial`. */
  neverEmpty?: true
} & FieldKind

export type FieldKind =
  | { kind: 'text'; maxLength?: number; multiline?: boolean; format?: 'email' }
  | { kind: 'integer'; min: number; max: number }
  | { kind: 'decimal'; precision?: number; scale?: number }
  | { kind: 'boolean' }
  | { kind: 'date' }
  | { kind: 'moment' }
  | { kind: 'choice'; choices: readonly Choice[] }
  /** `model` is the far model's slug, `searchable` whether the reader may search it, `creatable` whether they may add to it. */
  | { kind: 'relation'; model: string; lookups: readonly string[]; searchable: boolean; creatable: boolean }
  /** A text of the record that the relation field `of` points at: `lookups[at]` of its value. Always read-only. */
  | { kind: 'lookup'; of: string; at: number }

/** What one person may do to the rows of a model or an inline. */
export type Rights = { view: boolean; add: boolean; change: boolean; delete: boolean }

export type InlineForm = {
  /** The key under which its rows and its part of a batch travel. */
  name: string
  singular: string
  plural: string
  /** The slug of the rows' own model, where it has pages of its own. */
  model?: string
  fields: Field[]
  /** The relation or text field whose value names a row ("Ana Lee"). */
  heading: string
  extra: number
  minRows: number
  maxRows: number | null
  can: Rights
  /** The page opens without it in sight: a press on its heading, or whatever concerns one of its rows, opens it. */
  collapsed?: true
  /** Sets of fields that no two rows of this parent may share, with the message for the later one. */
  unique: { fields: string[]; message: string }[]
  /** At most `max` rows of this parent may have these values; the message is for the table as a whole. */
  rules?: { where: Record<string, Scalar>; max: number; message: string }[]
  /** The page record's field that the rows hang on, when it is not the record itself: without a value there are no rows. */
  via?: { field: string; label: string }
}

/** A standard many-to-many relation, edited with the picker. */
export type PickForm = {
  name: string
  label: string
  help?: string
  /** The far model's slug. */
  model: string
  readOnly: boolean
  searchable: boolean
}

export type Form = {
  model: string
  singular: string
  plural: string
  fields: Field[]
  inlines: InlineForm[]
  picks: PickForm[]
  can: Rights
}

/** A loaded record: its cells by field name. */
export type RecordCells = { id: number; title: string; cells: Record<string, Cell> }

/**
 * What an address asks of a grid: an order (`-status`; empty: as stored), words, and by field the values that a row may
 * have.
 */
export type RowsAsked = { sort: string; q: string; values: Readonly<Record<string, readonly Scalar[]>> }

/**
 * The rows of one inline. `rows` is JSON text made by the database: an array with one array per row, `[id, ...cells]` in
 * the order of the inline's fields without its lookup fields (those are read from the relation's own cell).
 * `total` counts all rows of the parent; `rows` may hold fewer. Of so many that counting them would keep the page waiting,
 * there are more than `total`, and `counting` answers how many, or null where that cannot be had. With `asked` the rows are
 * those that match it, in its order, or the first of them; `found` counts them all.
 */
export type InlineRows = {
  rows: string
  total: number
  counting?: Promise<number | null>
  asked?: RowsAsked & { found: number }
}

/** All that a detail page is made of. `record` is null for a record that does not exist yet. */
export type RecordPage = {
  form: Form
  record: RecordCells | null
  inlines: Record<string, InlineRows>
  picks: Record<string, Related[]>
}

/** What a relation search answers: up to the limit asked for, and whether there are more. */
export type Options = { options: Related[]; more: boolean }

const illFormed = /\p{Surrogate}/u

/** Why a text can not be stored at all, or undefined. PostgreSQL refuses NUL; a lone surrogate would be stored as U+FFFD. */
export function textFault(text: string): string | undefined {
  if (text.includes('\u0000')) return 'Contains a character that cannot be stored (NUL)'
  if (illFormed.test(text)) return 'Contains half of a character (a lone surrogate)'
  return undefined
}

const emailShape = /^[^\s@<>()[\]\\,;:"]+@[^\s@<>()[\]\\,;:"]+\.[^\s@<>()[\]\\,;:".]+$/
// The patterns of zod's own `iso.datetime` and `iso.date`: the browser needs no more of it.
const momentShape = regexes.datetime({ offset: true })
const dateShape = regexes.date

function faultOf(field: Field, value: string | number | boolean): string | undefined {
  switch (field.kind) {
    case 'text':
      return typeof value === 'string' ? textFieldFault(field, value) : 'Must be text'
    case 'integer':
      if (typeof value === 'number' && Number.isInteger(value) && value >= field.min && value <= field.max)
        return undefined
      return `Must be a whole number from ${field.min} to ${field.max}`
    case 'decimal':
      return typeof value === 'string' && /^-?\d{1,100}(\.\d{1,100})?$/.test(value) ? undefined : 'Must be a number'
    case 'boolean':
      return typeof value === 'boolean' ? undefined : 'Must be yes or no'
    case 'date':
      return typeof value === 'string' && dateShape.test(value) ? undefined : 'Not a date (write it as 2026-09-03)'
    case 'moment':
      return typeof value === 'string' && momentShape.test(value)
        ? undefined
        : 'Not a moment (write it as 2026-09-03T10:00:00Z)'
    case 'choice':
      if (field.choices.some((choice) => choice.value === value)) return undefined
      return `“${[...String(value)].slice(0, 40).join('')}” is not one of the available choices`
    case 'relation':
      return typeof value === 'number' && Number.isSafeInteger(value) && value > 0
        ? undefined
        : 'Not one of the available choices'
    case 'lookup':
      return 'Cannot be edited'
  }
}

function textFieldFault(field: Field & { kind: 'text' }, value: string): string | undefined {
  const fault = textFault(value)
  if (fault) return fault
  const length = [...value].length
  if (field.maxLength !== undefined && length > field.maxLength)
    return `At most ${field.maxLength} characters (this has ${length})`
  if (!field.multiline && /[\r\n]/.test(value)) return 'Must be on one line'
  if (field.format === 'email' && !emailShape.test(value)) return 'Not a valid e-mail address'
  return undefined
}

/** A text of nothing but spaces and what has no width: it looks like none. */
const unseen = /^[\s\p{Default_Ignorable_Code_Point}]*$/u

/**
 * Judges one value: the value to store, or why it is refused, in words. Text is trimmed and an empty text is nothing;
 * nothing, and what nobody can see, is refused where the field is required. The one definition of a valid value: the browser asks it per cell,
 * the server per batch.
 */
export function checkValue(field: Field, input: unknown): { ok: true; value: Scalar } | { ok: false; message: string } {
  if (field.readOnly) return { ok: false, message: 'Cannot be edited' }
  const value = typeof input === 'string' ? input.trim() : input
  if (value === '' || value === null || value === undefined)
    return field.required ? { ok: false, message: 'Required' } : { ok: true, value: null }
  if (typeof value !== 'string' && typeof value !== 'number' && typeof value !== 'boolean')
    return { ok: false, message: 'Not valid' }
  if (field.required && typeof value === 'string' && unseen.test(value)) return { ok: false, message: 'Required' }
  const message = faultOf(field, value) ?? (typeof value === 'string' ? rangeFault(field, value) : undefined)
  return message === undefined ? { ok: true, value } : { ok: false, message }
}

/** The scalar that a cell stands for: a relation's id, everything else itself. */
export function scalarOf(cell: Cell): Scalar {
  return isRelated(cell) ? cell[0] : cell
}

export function isRelated(cell: Cell | undefined): cell is Related {
  return Array.isArray(cell)
}
