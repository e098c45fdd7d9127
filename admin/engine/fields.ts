import type { PgColumn } from 'drizzle-orm/pg-core'
import { columnOf, defaultsToNow, splitName } from './columns'
import { type Computed, maySee } from './computed'
import type { FieldOptions, Inline, Model } from './define'
import { type FarModel, farModel, lookupsOf } from './far'
import type { Choice, Field, FieldKind, Scalar } from './form'
import { kindOf, rangeOf } from './kinds'
import { humanise, labelOf, optionsOf } from './labels'
import { type Actor, rightsOf } from './permissions'
import type { Site } from './site'

/**
 * The fields of a page or a grid. A text of a far record (`studentId.email`) is left out for people who may not view the
 * far model: they see its title, no more.
 */
export function fieldsOf(site: Site, actor: Actor, part: Model | Inline): Field[] {
  return part.fields.flatMap((name) => {
    const { name: own, far } = splitName(name)
    const made = part.computed?.find((each) => each.name === name)
    if (made) return computedField(site, actor, part, made) ?? []
    if (far === undefined) return [fieldOf(site, actor, part, own)]
    return lookupField(site, actor, part, name, own, far) ?? []
  })
}

function lookupField(
  site: Site,
  actor: Actor,
  part: Model | Inline,
  name: string,
  of: string,
  column: string,
): Field | undefined {
  const at = lookupsOf(site, actor, part, of).indexOf(column)
  const far = farModel(site, part.table, of)
  if (!far || at < 0) return undefined
  const label = labelOf(far.model.table, column, optionsOf(site, far.model, column))
  return { name, label, required: false, readOnly: true, kind: 'lookup', of, at }
}

function computedField(site: Site, actor: Actor, { table }: Model | Inline, made: Computed): Field | undefined {
  if (!maySee(site, actor, table, made)) return undefined
  const { name, label, help, kind } = made
  const shown = {
    name,
    label,
    required: false,
    readOnly: true,
    computed: true as const,
    ...(help !== undefined && { help }),
  }
  return kind === 'integer'
    ? { ...shown, kind, min: Number.MIN_SAFE_INTEGER, max: Number.MAX_SAFE_INTEGER }
    : { ...shown, kind }
}

function fieldOf(site: Site, actor: Actor, part: Model | Inline, name: string): Field {
  const column = columnOf(part.table, name)
  const options = optionsOf(site, part, name)
  const guarded = options.guard === 'superuser' && !actor.superuser
  const readOnly = guarded || (options.readOnly ?? defaultsToNow(column))
  const initial = initialOf(column)
  return {
    name,
    label: labelOf(part.table, name, options),
    required: !readOnly && isRequired(column),
    readOnly,
    ...(options.help !== undefined && { help: options.help }),
    ...(initial !== undefined && { initial }),
    ...(initial !== undefined && column.notNull && { neverEmpty: true as const }),
    ...kindFor(site, actor, part, name, column, options),
  }
}

/** A yes/no is never missing: its blank is "no". */
export function isRequired(column: PgColumn): boolean {
  return column.notNull && !column.hasDefault && kindOf(column) !== 'boolean'
}

/** The literal default of a column; an expression (`now()`) is for the database to fill in. */
function initialOf(column: PgColumn): Scalar | undefined {
  const value: unknown = column.default
  if (typeof value === 'boolean' || typeof value === 'number') return value
  if (typeof value === 'string' && value !== '') return value
  return kindOf(column) === 'boolean' && column.notNull ? false : undefined
}

function kindFor(
  site: Site,
  actor: Actor,
  part: Model | Inline,
  name: string,
  column: PgColumn,
  options: FieldOptions,
): FieldKind {
  const far = farModel(site, part.table, name)
  if (far) return relationKind(site, actor, part, name, far)
  const kind = kindOf(column) ?? 'text'
  switch (kind) {
    case 'text':
      return {
        kind,
        ...(maxLengthOf(column) !== undefined && { maxLength: maxLengthOf(column) }),
        ...(options.widget === 'textarea' && { multiline: true }),
        ...(options.format !== undefined && { format: options.format }),
      }
    case 'integer':
      return { kind, ...rangeOf(column) }
    case 'decimal':
      return {
        kind,
        ...(numberAt(column, 'precision') !== undefined && { precision: numberAt(column, 'precision') }),
        ...(numberAt(column, 'scale') !== undefined && { scale: numberAt(column, 'scale') }),
      }
    case 'choice':
      return { kind, choices: choicesOf(column, options) }
    case 'boolean':
    case 'date':
    case 'moment':
      return { kind }
  }
}

function relationKind(
  site: Site,
  actor: Actor,
  part: Model | Inline,
  name: string,
  far: FarModel,
): FieldKind & { kind: 'relation' } {
  const can = rightsOf(site, actor, far.slug)
  return {
    kind: 'relation',
    model: far.slug,
    lookups: lookupsOf(site, actor, part, name),
    searchable: can.view,
    creatable: can.add,
  }
}

/** The values of a choice column with what people call them: as declared, else the capitalised value. */
export function choicesOf(column: PgColumn, options: FieldOptions): Choice[] {
  return (column.enumValues ?? []).map((value) => ({ value, label: options.choices?.[value] ?? humanise(value) }))
}

function maxLengthOf(column: PgColumn): number | undefined {
  return column.columnType === 'PgUUID' ? 36 : numberAt(column, 'length')
}

/** Drizzle's column classes carry `length`, `precision` and `scale`, the general column type does not name them. */
function numberAt(column: PgColumn, property: 'length' | 'precision' | 'scale'): number | undefined {
  const value: unknown = Reflect.get(column, property)
  return typeof value === 'number' ? value : undefined
}
