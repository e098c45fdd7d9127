import { getTableColumns, getTableName, is, SQL } from 'drizzle-orm'
import { getTableConfig, type PgColumn, PgDialect, type PgTable } from 'drizzle-orm/pg-core'

export type Reference = { table: PgTable; column: PgColumn }

/** A unique constraint or index. `columns` are property names; an index over `lower(column)` is `folded`. */
export type UniqueSet = { name: string; columns: readonly string[]; folded: boolean }

type Facts = { references: ReadonlyMap<string, Reference>; uniques: readonly UniqueSet[] }

const known = new WeakMap<PgTable, Facts>()
const dialect = new PgDialect()

/** The columns of a table by the name that the code gives them. */
export function columnsOf(table: PgTable): Record<string, PgColumn> {
  return getTableColumns(table)
}

/** The column of that name. Throws when the table has none: a declaration is checked before it is used. */
export function columnOf(table: PgTable, name: string): PgColumn {
  const column = Object.hasOwn(columnsOf(table), name) ? columnsOf(table)[name] : undefined
  if (!column) throw new Error(`${getTableName(table)} has no column ${name}`)
  return column
}

/** The name by which the code calls a column of the database, or undefined. */
export function nameOf(table: PgTable, databaseName: string): string | undefined {
  return Object.entries(columnsOf(table)).find(([, column]) => column.name === databaseName)?.[0]
}

/** What a single-column foreign key points at, or undefined for every other column. */
export function referenceOf(table: PgTable, name: string): Reference | undefined {
  return factsOf(table).references.get(name)
}

/** Every foreign key column of a table with what it points at. */
export function referencesOf(table: PgTable): ReadonlyMap<string, Reference> {
  return factsOf(table).references
}

/** The unique constraints and whole (not partial) unique indexes over plain columns or `lower(column)`. */
export function uniquesOf(table: PgTable): readonly UniqueSet[] {
  return factsOf(table).uniques
}

/** Splits `studentId.email` into the relation column and the far column; a plain name has no far part. */
export function splitName(name: string): { name: string; far?: string } {
  const dot = name.indexOf('.')
  return dot < 0 ? { name } : { name: name.slice(0, dot), far: name.slice(dot + 1) }
}

/** Whether the database fills the column with the present moment. */
export function defaultsToNow(column: PgColumn): boolean {
  return is(column.default, SQL) && /^(now\(\)|current_timestamp)$/i.test(dialect.sqlToQuery(column.default).sql)
}

function factsOf(table: PgTable): Facts {
  const found = known.get(table) ?? { references: readReferences(table), uniques: readUniques(table) }
  known.set(table, found)
  return found
}

function readReferences(table: PgTable): Map<string, Reference> {
  const references = new Map<string, Reference>()
  for (const key of getTableConfig(table).foreignKeys) {
    const { columns, foreignTable, foreignColumns } = key.reference()
    const [own, far] = [columns[0], foreignColumns[0]]
    const name = own && columns.length === 1 ? nameOf(table, own.name) : undefined
    if (name && far) references.set(name, { table: foreignTable, column: far })
  }
  return references
}

function readUniques(table: PgTable): UniqueSet[] {
  const { uniqueConstraints, indexes, columns } = getTableConfig(table)
  const named = (databaseNames: string[], name: string, folded: boolean): UniqueSet[] => {
    const names = databaseNames.map((each) => nameOf(table, each))
    return names.every((each) => each !== undefined) ? [{ name, columns: names, folded }] : []
  }
  const single = columns.filter((column) => column.isUnique)
  return [
    ...single.flatMap((column) => named([column.name], column.uniqueName ?? '', false)),
    ...uniqueConstraints.flatMap((each) =>
      named(
        each.columns.map((column) => column.name),
        each.getName() ?? '',
        false,
      ),
    ),
    ...indexes
      .filter(({ config }) => config.unique && !config.where)
      .flatMap(({ config }) => {
        const parts = config.columns.map((part) => (is(part, SQL) ? foldedName(part) : plainName(part)))
        const names = parts.flatMap((part) => part?.name ?? [])
        const folded = parts.some((part) => part?.folded)
        return names.length === parts.length ? named(names, config.name ?? '', folded) : []
      }),
  ]
}

/** The database name in `lower("students"."email")`; undefined for any other expression. */
function foldedName(expression: SQL): { name: string; folded: boolean } | undefined {
  const match = /^lower\((?:"[^"]+"\.)?"([^"]+)"\)$/.exec(dialect.sqlToQuery(expression).sql)
  return match?.[1] ? { name: match[1], folded: true } : undefined
}

function plainName(part: object): { name: string; folded: boolean } | undefined {
  return 'name' in part && typeof part.name === 'string' ? { name: part.name, folded: false } : undefined
}
