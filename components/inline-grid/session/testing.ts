import * as fc from 'fast-check'
import type { Cell, Field, InlineForm } from '@/admin/engine/form'
import type { Paste } from '@/components/inline-grid/clipboard/paste'
import type { Resolved } from '@/components/inline-grid/rows/text-resolver'
import { type Content, isUnsettled } from '@/components/inline-grid/values/content'
import { GridModel } from './grid-model'
import type { GridSession } from './grid-session'

/** Builders for the tests of this folder. */

export const seed = 20_260_901

export function fieldNamed(name: string, kind: Partial<Field> & Pick<Field, 'kind'>): Field {
  return { name, label: name, required: false, readOnly: false, ...kind } as Field
}

export const student: Field = {
  name: 'student',
  label: 'Student',
  required: true,
  readOnly: false,
  kind: 'relation',
  model: 'students',
  lookups: ['email'],
  searchable: true,
  creatable: false,
}

export const status: Field = {
  name: 'status',
  label: 'Status',
  required: true,
  readOnly: false,
  initial: 'active',
  kind: 'choice',
  choices: [
    { value: 'active', label: 'Active' },
    { value: 'completed', label: 'Completed' },
    { value: 'dropped', label: 'Dropped' },
  ],
}

/** The grid of a course's enrollments: a student, the student's e-mail, a status and some points. */
export function enrollmentForm(overrides: Partial<InlineForm> = {}): InlineForm {
  return {
    name: 'enrollments',
    singular: 'Enrollment',
    plural: 'Enrollments',
    heading: 'student',
    extra: 1,
    minRows: 0,
    maxRows: null,
    can: { view: true, add: true, change: true, delete: true },
    unique: [{ fields: ['student'], message: 'This student is already here' }],
    fields: [
      student,
      { name: 'email', label: 'E-mail', required: false, readOnly: true, kind: 'lookup', of: 'student', at: 0 },
      status,
      { name: 'points', label: 'Points', required: false, readOnly: false, kind: 'integer', min: 0, max: 100 },
    ],
    ...overrides,
  }
}

const names = ['Ana Lee', 'Ben Osei', 'Cara Diaz', 'Dov Katz', 'Eva Novak', 'Fay Wong']

/** The far record with an id, as the server would send it. */
export function person(id: number): [number, string, string] {
  return [id, names[(id - 1) % names.length]!, `p${id}@example.org`]
}

/** Stored rows with ids from 1, each pointing at the person of the same number. */
export function enrollments(count: number): [number, ...Cell[]][] {
  return Array.from({ length: count }, (_, index) => [index + 1, person(index + 1), 'active', index])
}

/** Every text is unknown but those given. */
export function resolving(known: Record<string, Resolved> = {}) {
  return async (_: string, texts: string[]) =>
    new Map(texts.map((text): [string, Resolved] => [text, known[text] ?? { status: 'unknown' }]))
}

export function gridOf(count: number, overrides: Partial<InlineForm> = {}, known: Record<string, Resolved> = {}) {
  return new GridModel(enrollmentForm(overrides), enrollments(count), resolving(known))
}

/** Everything a person can see of a grid's values, to compare before and after. */
export function picture(model: GridModel): unknown {
  const row = (key: string) => model.fields.map((field) => plain(model.get(key, field.name)))
  return {
    stored: model.rows.savedKeys.map((key) => [key, model.rows.deleted.has(key), row(key)]),
    created: model.rows.created.filter((key) => !model.rows.isBlank(key)).map((key) => [key, row(key)]),
  }
}

function plain(content: Content): unknown {
  return isUnsettled(content) ? { raw: content.raw } : content
}

/** What a person may do, in numbers that are made to fit whatever grid there is then. */
export type Act =
  | { kind: 'set'; row: number; column: number; value: number }
  | { kind: 'set-many'; rows: number[]; column: number; value: number }
  | { kind: 'delete'; rows: number[] }
  | { kind: 'restore'; rows: number[] }

const row = fc.nat(40)
const column = fc.nat(3)
const value = fc.nat(12)
const rows = fc.array(row, { minLength: 1, maxLength: 6 })

export const act: fc.Arbitrary<Act> = fc.oneof(
  fc.record({ kind: fc.constant('set' as const), row, column, value }),
  fc.record({ kind: fc.constant('set-many' as const), rows, column, value }),
  fc.record({ kind: fc.constant('delete' as const), rows }),
  fc.record({ kind: fc.constant('restore' as const), rows }),
)

/** Does one of those gestures; answers whether it did anything. */
export function perform(model: GridModel, gesture: Act): boolean {
  const key = (index: number) => model.order.keyAt(index % model.order.length) ?? ''
  const set = (index: number, at: number, number: number) => {
    const field = model.fields[at % model.fields.length]!
    return { key: key(index), field: field.name, content: contentFor(field, number) }
  }
  switch (gesture.kind) {
    case 'set':
      return model.edit('change', [set(gesture.row, gesture.column, gesture.value)]).ops.length > 0
    case 'set-many':
      return (
        model.edit(
          'paste',
          gesture.rows.map((each) => set(each, gesture.column, gesture.value)),
        ).ops.length > 0
      )
    case 'delete':
      return model.setHere('deletion', new Set(gesture.rows.map(key)), false).ops.length > 0
    case 'restore':
      return model.setHere('restoring', new Set(gesture.rows.map(key)), true).ops.length > 0
  }
}

function contentFor(field: Field, number: number): Content {
  if (number === 0) return null
  if (number === 1) return { raw: `text ${number}`, state: 'invalid', message: 'Not valid' }
  if (field.kind === 'relation') return person(number)
  if (field.kind === 'choice') return field.choices[number % field.choices.length]!.value
  return number
}

/** The paste that is asked about. */
export function askedPaste({ question }: GridSession): Paste | undefined {
  return question?.kind === 'paste' ? question.paste : undefined
}
