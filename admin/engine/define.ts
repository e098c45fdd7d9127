import type { PgTable } from 'drizzle-orm/pg-core'
import type { Computed } from './computed'

/** A Drizzle table whose rows read as `Row`. */
type TableOf<Row> = PgTable & { readonly $inferSelect: Row }

/** The columns of `Row` that hold a `Value`: a search wants strings, a foreign key wants an id. */
type KeyOf<Row, Value> = {
  [Name in keyof Row & string]: NonNullable<Row[Name]> extends Value ? Name : never
}[keyof Row & string]

type SortBy<Name extends string> = Name | `-${Name}`

/** A text column, or a template over columns; a relation in a template stands for its own title. */
type Title<Name extends string, Text extends string> = Text | `${string}{${Name}}${string}`

export type FieldOptions = {
  label?: string
  help?: string
  widget?: 'textarea'
  format?: 'email'
  /** Shown, never edited. */
  readOnly?: boolean
  /** Only a superuser may change it; for others it is read-only. */
  guard?: 'superuser'
  /** Labels of a choice column's values, where the capitalised value is not enough. */
  choices?: Record<string, string>
  /** A relation offers only far records with these column values; the server refuses others. */
  limit?: Record<string, string | number | boolean>
}

/**
 * What a page or grid shows, by column name. `studentId.email` shows a text column of the record that a relation points
 * at, read-only; the far column is checked at boot. `computed(…)` shows what an SQL expression makes of the row.
 */
type FieldSet<Name extends string, Key extends string, Extra = Computed> = {
  fields: readonly (Name | `${Key}.${string}` | Extra)[]
  options?: { readonly [N in Name]?: FieldOptions }
}

export type InlineConfig<Name extends string, Key extends string, Extra = Computed> = FieldSet<Name, Key, Extra> & {
  /** The foreign key that ties a row to the page's record: filled in by the engine, never shown. */
  parent: Key
  /** The page record's column that `parent` equals, when it is not the record's own id. */
  via?: string
  /** Its name in a batch; the table's name in kebab case by default. */
  name?: string
  singular?: string
  plural?: string
  sort?: SortBy<Name>
  /** Blank rows offered below the existing ones, 1 by default. */
  extra?: number
  minRows?: number
  maxRows?: number
  canAdd?: boolean
  canChange?: boolean
  canDelete?: boolean
  /** Its rows stand behind a heading that opens them; they come to sight by themselves when something is wrong with one. */
  collapsed?: boolean
  /** No two rows of one parent may share this value of these columns beyond `max` rows ("one active row per student"). */
  rules?: readonly Rule<Name>[]
}

/** At most `max` rows of a parent may have `where`. Checked on both sides and reported above the table. */
export type Rule<Name extends string> = {
  where: { readonly [N in Name]?: string | number | boolean }
  max: number
  message: string
}

export type PickConfig<Key extends string> = {
  /** The junction's key to the page's record. */
  parent: Key
  /** The junction's key to the far record. */
  far: Key
  name?: string
  label?: string
  help?: string
  guard?: 'superuser'
}

export type ModelConfig<Name extends string, Text extends string, Key extends string, Extra = Computed> = FieldSet<
  Name,
  Key,
  Extra
> & {
  /** What names a record wherever another model points at it. */
  title: Title<Name, Text>
  /** The text column by which a person or a spreadsheet names a record exactly; unique without regard to case. */
  naturalKey?: Text
  singular?: string
  plural?: string
  /** The heading under which the navigation lists it. */
  group?: string
  /** Kept out of the navigation and the dashboard. */
  hidden?: boolean
  /** Nobody adds, changes or deletes records through the admin. */
  readOnly?: boolean
  list: {
    /** A computed column is shown like the others, but the list is never sorted by it. */
    columns: readonly (Name | `${Key}.${string}` | Extra)[]
    search?: readonly (Text | `${Key}.${string}`)[]
    sort?: SortBy<Name> | readonly SortBy<Name>[]
    filters?: readonly Name[]
  }
  inlines?: readonly Inline[]
  picks?: readonly Pick[]
}

/** The table of a declaration, and what its computed columns are; among the fields they are names like the others. */
type Declared = { table: PgTable; computed?: readonly Computed[] }

/** A declaration once the compiler has checked it: the engine needs the names, no longer their types. */
export type Inline = InlineConfig<string, string, never> & Declared
export type Pick = PickConfig<string> & { table: PgTable }
export type Model = ModelConfig<string, string, string, never> & Declared

/** Declares how the admin shows a table. A wrong column name does not compile; the rest is checked by `site()`. */
export function model<Row>(
  table: TableOf<Row>,
  config: ModelConfig<keyof Row & string, KeyOf<Row, string>, KeyOf<Row, number>>,
): Model {
  const { columns } = config.list
  const list = { ...config.list, columns: columns.map(nameOf) }
  return { table, ...config, list, ...named(config.fields, columns) } as Model
}

/** Declares the rows of a table as a grid on the page of the record they belong to. */
export function inline<Row>(table: TableOf<Row>, config: InlineConfig<keyof Row & string, KeyOf<Row, number>>): Inline {
  return { table, ...config, ...named(config.fields) } as Inline
}

/** Declares a standard many-to-many relation over a plain junction table, edited with the picker. */
export function pick<Row>(table: TableOf<Row>, config: PickConfig<KeyOf<Row, number>>): Pick {
  return { table, ...config }
}

type Named = string | Computed

function nameOf(field: Named): string {
  return typeof field === 'string' ? field : field.name
}

function named(fields: readonly Named[], others: readonly Named[] = []): { fields: string[]; computed?: Computed[] } {
  const computed = new Set([...fields, ...others].filter((field) => typeof field !== 'string'))
  return { fields: fields.map(nameOf), ...(computed.size > 0 && { computed: [...computed] }) }
}
