import { Column, is, SQL, sql, Table } from 'drizzle-orm'
import type { PgTable } from 'drizzle-orm/pg-core'
import { nameOf, referencesOf } from './columns'
import { type Actor, rightsOf } from './permissions'
import type { Site } from './site'
import type { Source } from './source'

type Kinds =
  | { kind: 'text'; sql: SQL<string> | SQL<string | null> }
  | { kind: 'integer'; sql: SQL<number> | SQL<number | null> }
  /** As text, so that no digit is lost. */
  | { kind: 'decimal'; sql: SQL<string> | SQL<string | null> }
  | { kind: 'boolean'; sql: SQL<boolean> | SQL<boolean | null> }
  | { kind: 'date'; sql: SQL<string> | SQL<string | null> }
  | { kind: 'moment'; sql: SQL<string> | SQL<string | null> }

/**
 * A column that no table has: an SQL expression over the columns of the row, of the records that it points at, and of
 * tables that the expression itself selects from.
 */
export type Computed = { name: string; label: string; help?: string } & Kinds

/**
 * Declares a computed column, among the `fields` of a page or a grid: shown, sorted and filtered, never edited; or among
 * the columns of a list: shown.
 */
export function computed(name: string, config: { label: string; help?: string } & Kinds): Computed {
  return { name, ...config }
}

const known = new WeakMap<Site, ReadonlyMap<PgTable, ReadonlyMap<string, Computed>>>()

/** Every declaration with computed columns, with its table. */
export function computedIn(site: Site): { table: PgTable; computed: Computed }[] {
  return Object.values(site.models).flatMap((model) =>
    [model, ...(model.inlines ?? [])].flatMap(({ table, computed = [] }) =>
      computed.map((each) => ({ table, computed: each })),
    ),
  )
}

/** The computed column of that name over a table, whichever page shows it. */
export function computedOf(site: Site, table: PgTable, name: string): Computed | undefined {
  let tables = known.get(site)
  if (!tables) {
    const found = new Map<PgTable, Map<string, Computed>>()
    for (const each of computedIn(site))
      found.set(each.table, (found.get(each.table) ?? new Map()).set(each.computed.name, each.computed))
    tables = found
    known.set(site, tables)
  }
  return tables.get(table)?.get(name)
}

/** The value of a computed column in a query, to order and to compare by. */
export function computedValue(source: Source, { kind, sql: expression }: Computed): SQL {
  const value = bound(expression, source, tablesIn(expression))
  switch (kind) {
    case 'text':
      return sql`(${value})::text`
    case 'integer':
      return sql`(${value})::bigint`
    case 'decimal':
      return sql`(${value})::numeric`
    case 'boolean':
      return sql`(${value})::boolean`
    case 'date':
      return sql`(${value})::date`
    case 'moment':
      return sql`(${value})::timestamptz`
  }
}

/** The expression with its columns as they are called in the query: those of the row, and those of far records joined. */
function bound(expression: SQL, source: Source, own: ReadonlySet<PgTable>): SQL {
  return new SQL(
    expression.queryChunks.map((chunk) => {
      if (is(chunk, SQL)) return bound(chunk, source, own)
      return is(chunk, Column) && !own.has(chunk.table as PgTable) ? columnAt(chunk, source) : chunk
    }),
  )
}

function columnAt(column: Column, source: Source): SQL {
  const table = column.table as PgTable
  const name = nameOf(table, column.name) ?? ''
  if (table === source.table) return source.column(name)
  const [way] = waysTo(source.table, table)
  if (way === undefined) throw new Error(`A computed column speaks of ${column.name}, to which no relation leads`)
  return source.far(way).column(name)
}

/** The relations of a table that lead to another one. */
function waysTo(from: PgTable, to: PgTable): string[] {
  return [...referencesOf(from)].flatMap(([name, reference]) => (reference.table === to ? name : []))
}

/** The tables that an expression itself selects from. */
function tablesIn(expression: SQL): Set<PgTable> {
  const tables = new Set<PgTable>()
  for (const chunk of expression.queryChunks) {
    if (is(chunk, SQL)) for (const table of tablesIn(chunk)) tables.add(table)
    if (is(chunk, Table)) tables.add(chunk as PgTable)
  }
  return tables
}

/** The other tables that a computed column reads. */
function tablesRead(table: PgTable, { sql: expression }: Computed): PgTable[] {
  const all = [...tablesIn(expression), ...columnsIn(expression).map((column) => column.table as PgTable)]
  return [...new Set(all)].filter((each) => each !== table)
}

function columnsIn(expression: SQL): Column[] {
  return expression.queryChunks.flatMap((chunk) => {
    if (is(chunk, SQL)) return columnsIn(chunk)
    return is(chunk, Column) ? chunk : []
  })
}

/** Whether a person sees a computed column: the record's own columns are everybody's who sees it, others must be theirs. */
export function maySee(site: Site, actor: Actor, table: PgTable, made: Computed): boolean {
  return tablesRead(table, made).every((each) => rightsOf(site, actor, site.slugOf(each) ?? '').view)
}

/** What is wrong with the columns that an expression speaks of, or undefined. */
export function expressionFault(site: Site, table: PgTable, { sql: expression }: Computed): string | undefined {
  const own = tablesIn(expression)
  if (own.has(table)) return 'selects from its own table; name the table of other rows only'
  for (const other of tablesRead(table, { sql: expression } as Computed)) {
    const name = Reflect.get(other, Symbol.for('drizzle:Name')) as string
    if (site.slugOf(other) === undefined) return `reads ${name}, which is not in the site; add a model for it`
    if (own.has(other)) continue
    const ways = waysTo(table, other)
    if (ways.length === 0) return `speaks of ${name}, to which no relation of the row leads`
    if (ways.length > 1) return `speaks of ${name}, to which ${ways.join(' and ')} lead; select from it instead`
  }
  return undefined
}
