import { eq, getTableColumns, getTableName, type SQL, type SQLWrapper, sql } from 'drizzle-orm'
import type { PgColumn, PgTable } from 'drizzle-orm/pg-core'
import type { Transaction } from './client'
import { type Author, type HistoryEntry, writeHistory } from './history'
import { idColumn, type Junction } from './junction'
import { idArray } from './refs'
import { RequiredError } from './relation-errors'

/** A through table whose rows are named after what they join. */
export type NamedJunction = Junction & { readonly title: SQLWrapper }

/** A row as the code reads it, and what the history keeps of it. */
export type Held = {
  row: Record<string, unknown>
  id: number
  parentId: number
  farId: number
  title: string
  stored: object
}

export type Values = Readonly<Record<string, unknown>>

/** The rows where `condition` holds, oldest first, locked in that order. */
export async function holdRows(tx: Transaction, junction: NamedJunction, condition: SQL | undefined): Promise<Held[]> {
  const { table, parent, far, title } = junction
  return tx
    .select({
      row: table,
      id: sql<number>`${idColumn(table)}`.mapWith(Number),
      parentId: sql<number>`${parent.key}`.mapWith(Number),
      farId: sql<number>`${far.key}`.mapWith(Number),
      title: sql<string>`${title}`,
      stored: sql<object>`to_jsonb(${table})`,
    })
    .from(table)
    .innerJoin(parent.table, eq(idColumn(parent.table), parent.key))
    .innerJoin(far.table, eq(idColumn(far.table), far.key))
    .where(condition)
    .orderBy(idColumn(table))
    .for('update', { of: table })
}

/**
 * Inserts rows whose pair is not there yet and returns the ids of the new ones. Rows go in by the order of their pairs, so
 * that two who insert the same ones never deadlock. A value that a row leaves out is filled in by the database.
 */
export async function insertRows(tx: Transaction, { table, parent, far }: Junction, rows: readonly Values[]) {
  const columns = getTableColumns(table)
  const ids: number[] = []
  for (const { names, values } of byShape(rows, columns)) {
    const list = sql.join(
      names.map((name) => sql.identifier(name)),
      sql`, `,
    )
    const key = (column: PgColumn) => sql.identifier(column.name)
    const inserted = await tx.execute<{ id: string }>(sql`
      insert into ${table} (${list})
      select ${list} from jsonb_populate_recordset(null::${table}, ${JSON.stringify(values)}::jsonb)
      order by ${key(parent.key)}, ${key(far.key)}
      on conflict (${key(parent.key)}, ${key(far.key)}) do nothing
      returning id`)
    ids.push(...inserted.map(({ id }) => Number(id)))
  }
  return ids
}

export async function deleteRows(tx: Transaction, { table }: Junction, rows: readonly Held[]): Promise<void> {
  const ids = rows.map(({ id }) => id)
  if (ids.length > 0) await tx.delete(table).where(amongIds(idColumn(table), ids))
}

/** Throws RequiredError for columns that have no default and that a new row leaves out. */
export function requireData(table: PgTable, rows: readonly Values[]): void {
  const columns = Object.entries(getTableColumns(table))
  const required = columns.filter(([, { notNull, hasDefault, generated }]) => notNull && !hasDefault && !generated)
  const lacking = required.map(([name]) => name).filter((name) => rows.some((row) => (row[name] ?? null) === null))
  if (lacking.length > 0) throw new RequiredError(table, lacking)
}

/** Records rows that were created or deleted, on the pages of both records that they join. */
export async function recordRows(
  tx: Transaction,
  { table, parent, far }: Junction,
  actor: Author,
  { created = [], deleted = [] }: { created?: readonly Held[]; deleted?: readonly Held[] },
): Promise<void> {
  const entry = (held: Held) => ({
    table: getTableName(table),
    rowId: held.id,
    title: held.title,
    subjects: [subject(table, held.id), subject(parent.table, held.parentId), subject(far.table, held.farId)],
  })
  const entries: HistoryEntry[] = [
    ...deleted.map((held) => ({ ...entry(held), action: 'delete' as const, before: held.stored, after: null })),
    ...created.map((held) => ({ ...entry(held), action: 'create' as const, before: null, after: held.stored })),
  ]
  await writeHistory(tx, { saveId: crypto.randomUUID(), actor, entries })
}

/** The rows of these ids, however many, as a condition. */
export function amongIds(column: PgColumn, ids: readonly number[]): SQL {
  return sql`${column} = any(${idArray(ids)})`
}

/** Rows that give the same columns go into one statement. */
function byShape(rows: readonly Values[], columns: Record<string, PgColumn>) {
  const shapes = new Map<string, { names: string[]; values: Values[] }>()
  for (const row of rows) {
    const given = Object.entries(row).filter(([, value]) => value !== undefined)
    const named = given.map(([name, value]): [string, unknown] => [columns[name]?.name ?? name, value]).sort()
    const names = named.map(([name]) => name)
    const shape = shapes.get(names.join()) ?? { names, values: [] }
    shape.values.push(Object.fromEntries(named))
    shapes.set(names.join(), shape)
  }
  return shapes.values()
}

/** What a record's history is found by; its slug is its table's name with hyphens. */
function subject(table: PgTable, id: number): string {
  return `${getTableName(table).replaceAll('_', '-')}:${id}`
}
