import { is, SQL } from 'drizzle-orm'
import type { PgColumn, PgTable } from 'drizzle-orm/pg-core'
import type { Place } from '../batch'
import { columnOf, uniquesOf } from '../columns'
import type { Inline, Model } from '../define'
import type { Field, Form, InlineForm, Scalar } from '../form'
import { kindOf } from '../kinds'
import { partName } from '../labels'
import type { Site } from '../site'

/** What a save knows of one set of rows: the page's own record, or the rows of one inline. */
export type Part = {
  /** The inline's name; undefined for the page's own record. */
  inline: string | undefined
  declared: Model | Inline
  table: PgTable
  /** The slug of the table's model, where it has one. */
  slug: string | undefined
  /** The foreign key that ties a row to its parent; undefined for the page's own record. */
  parent: string | undefined
  /** The fields that are columns of the table; the texts of far records and computed ones are left out. */
  fields: ReadonlyMap<string, Field>
  heading: string
  singular: string
  plural: string
}

export type InlinePart = Part & { inline: string; parent: string; declared: Inline; form: InlineForm }

export function recordPart(site: Site, form: Form): Part {
  const model = site.modelAt(form.model)
  if (!model) throw new Error(`There is no model ${form.model}`)
  return {
    inline: undefined,
    declared: model,
    table: model.table,
    slug: form.model,
    parent: undefined,
    fields: columnFields(form.fields),
    heading: form.fields[0]?.name ?? 'id',
    singular: form.singular,
    plural: form.plural,
  }
}

/** The inlines of the form, in the order in which they are written. */
export function inlineParts(site: Site, form: Form): InlinePart[] {
  const declared = site.modelAt(form.model)?.inlines ?? []
  return form.inlines.flatMap((inline) => {
    const found = declared.find((each) => partName(each) === inline.name)
    if (!found) return []
    return {
      inline: inline.name,
      declared: found,
      table: found.table,
      slug: site.slugOf(found.table),
      parent: found.parent,
      fields: columnFields(inline.fields),
      heading: inline.heading,
      singular: inline.singular,
      plural: inline.plural,
      form: inline,
    }
  })
}

/** The columns that a save reads of each row: what is edited, and what constraints, rules and inlines look at. */
export function readColumns(part: Part): string[] {
  const rules = 'rules' in part.declared ? (part.declared.rules ?? []) : []
  const inlines = 'inlines' in part.declared ? (part.declared.inlines ?? []) : []
  const names = [
    ...part.fields.keys(),
    ...uniquesOf(part.table).flatMap(({ columns }) => columns),
    ...rules.flatMap(({ where }) => Object.keys(where)),
    ...inlines.flatMap(({ via }) => via ?? []),
  ]
  return [...new Set(names)].filter((name) => name !== part.parent && name !== 'id')
}

/** A place in the part: `row` and `field` within it. The page's own record has no rows. */
export function placeIn(part: Part, row: string | undefined, field?: string): Place {
  return {
    ...(part.inline !== undefined && { inline: part.inline, ...(row !== undefined && { row }) }),
    ...(field !== undefined && { field }),
  }
}

/** What is stored for a valid value: a blank becomes the column's literal default, where it may not stay blank. */
export function storedValue(part: Part, name: string, value: Scalar): Scalar {
  if (value !== null) return value
  const column = columnOf(part.table, name)
  if (!column.notNull) return null
  return literalDefault(column) ?? (kindOf(column) === 'boolean' ? false : null)
}

function literalDefault(column: PgColumn): Scalar | undefined {
  const value: unknown = column.default
  if (is(value, SQL)) return undefined
  return typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean' ? value : undefined
}

function columnFields(fields: readonly Field[]): ReadonlyMap<string, Field> {
  return new Map(
    fields.filter(({ kind, computed }) => kind !== 'lookup' && !computed).map((field) => [field.name, field]),
  )
}
