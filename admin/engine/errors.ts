import { type Column, Column as ColumnClass, is, SQL, sql } from 'drizzle-orm'
import { getTableConfig, type PgTable } from 'drizzle-orm/pg-core'
import { causeOf, codeOf } from '@/db/faults'
import { nameOf, uniquesOf } from './columns'

/** A constraint of a table: the columns it judges, by name in the code, and what to say to the person who broke it. */
export type Constraint = {
  name: string
  kind: 'key' | 'unique' | 'reference' | 'check'
  columns: readonly string[]
  message: string
  /** Of a check: what must hold, over the columns of a row set named like the table. */
  holds?: SQL
}

/** What the database says of a broken constraint; its message and detail hold values and are never passed on. */
export type Violation = { code: string; constraint?: string; column?: string }

/** PostgreSQL cuts longer names. */
const longestName = 63

/** The ending of a check's name says what to tell a person: name a new check by one of these. */
const checkMessages: Readonly<Record<string, string>> = {
  not_blank: 'Required',
  length: 'Too long',
  shape: 'Not valid',
  range: 'Out of range',
  choice: 'Not one of the available choices',
}

/** Every constraint of a table by its name in the database, as the schema declares them. */
export function constraintsOf(table: PgTable): ReadonlyMap<string, Constraint> {
  const { name, foreignKeys, checks, indexes } = getTableConfig(table)
  const named = (columns: readonly object[]) =>
    columns.flatMap((column) => nameOf(table, textAt(column, 'name') ?? '') ?? [])
  const key: Constraint = { name: `${name}_pkey`, kind: 'key', columns: ['id'], message: 'Already stored' }
  const uniques = uniquesOf(table).map(
    (each): Constraint => ({ name: each.name, kind: 'unique', columns: each.columns, message: 'Already taken' }),
  )
  const others = indexes
    .filter(({ config }) => config.unique && !uniques.some((unique) => unique.name === config.name))
    .map(
      ({ config }): Constraint => ({
        name: config.name ?? '',
        kind: 'unique',
        columns: config.columns.flatMap((part) => named(is(part, SQL) ? columnsIn(part) : [part])),
        message: 'Already taken',
      }),
    )
  const references = foreignKeys.map(
    (each): Constraint => ({
      name: each.getName(),
      kind: 'reference',
      columns: named(each.reference().columns),
      message: 'Not one of the available choices',
    }),
  )
  const conditions = checks.map(
    (each): Constraint => ({
      name: each.name,
      kind: 'check',
      columns: named(columnsIn(each.value)),
      message: checkMessage(each.name) ?? 'Not valid',
      holds: sql`(${each.value})`,
    }),
  )
  const all = [key, ...uniques, ...others, ...references, ...conditions]
  return new Map(all.map((each) => [each.name.slice(0, longestName), each]))
}

/** What the name of a check says to a person, or undefined when it ends in none of the known words. */
export function checkMessage(name: string): string | undefined {
  return Object.entries(checkMessages).find(([ending]) => name.endsWith(`_${ending}`))?.[1]
}

/** The broken constraint that an error tells of, or undefined for any other error. */
export function violationOf(error: unknown): Violation | undefined {
  const code = codeOf(error)
  if (code === undefined || !/^(22|23)[0-9A-Z]{3}$/.test(code)) return undefined
  const constraint = textAt(causeOf(error), 'constraint_name')
  const column = textAt(causeOf(error), 'column_name')
  return { code, ...(constraint !== undefined && { constraint }), ...(column !== undefined && { column }) }
}

function textAt(value: unknown, key: string): string | undefined {
  const text: unknown = typeof value === 'object' && value !== null ? Reflect.get(value, key) : undefined
  return typeof text === 'string' ? text : undefined
}

function columnsIn(expression: SQL): Column[] {
  return expression.queryChunks.flatMap((chunk) => {
    if (is(chunk, ColumnClass)) return chunk
    return is(chunk, SQL) ? columnsIn(chunk) : []
  })
}
