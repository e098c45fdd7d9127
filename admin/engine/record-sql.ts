import { type SQL, sql } from 'drizzle-orm'
import { cellSql, kindSql } from './cell-sql'
import { columnOf } from './columns'
import { computedOf, computedValue } from './computed'
import type { Field } from './form'
import type { Site } from './site'
import type { Source } from './source'
import { relatedSql } from './title'

/** The fields that have a cell of their own; a lookup field is read from its relation's cell. */
export function ownFields(fields: readonly Field[]): Field[] {
  return fields.filter(({ kind }) => kind !== 'lookup')
}

/** A field's cell as the database makes it: `[id, title, ...lookups]` for a relation, else the value. */
export function fieldSql(site: Site, source: Source, field: Field): SQL {
  const made = field.computed && computedOf(site, source.table, field.name)
  if (made) return kindSql(made.kind, computedValue(source, made))
  if (field.kind === 'relation') return relatedSql(site, source, field.name, field.lookups)
  return cellSql(columnOf(source.table, field.name), source.column(field.name))
}

/** `[id, ...cells]`, a row of an inline as it travels. */
export function rowSql(site: Site, source: Source, fields: readonly Field[]): SQL {
  const cells = ownFields(fields).map((field) => sql`, ${fieldSql(site, source, field)}`)
  return sql`json_build_array(${source.column('id')}${sql.join(cells)})`
}
