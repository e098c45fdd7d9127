import { getTableName, is, type SQL, SQL as SqlClass, sql } from 'drizzle-orm'
import type { PgColumn } from 'drizzle-orm/pg-core'
import type { Transaction } from '@/db/client'
import { columnOf, columnsOf } from '../columns'
import type { Scalar } from '../form'
import { identifier } from '../identifier'
import { run } from '../run'
import type { Site } from '../site'
import type { StoredRows } from './compare'
import { type Author, changeHistory, historyOf } from './history'
import type { Creation } from './judge'
import type { Part } from './part'
import { at, columnsNamed, idArray, list, rowSet, touchedColumns, valueOrDefault, writableColumns } from './sql'
import type { Values } from './value'

/*
 * A statement reads every table as it was when it began, also where it changes it: `o`, a row of the table itself in these
 * statements, is what the row was before.
 */

/** Where rows are written: on behalf of whom, in which part, under which parent. */
export type Target = { site: Site; author: Author; part: Part; parentId: number | null }

/**
 * How rows are updated under constraints that are checked row by row:
 * `plainly` where no row takes what another holds, `in order` where each can come after those whose values it takes,
 * and `anew` by deleting and inserting them under their own ids, which only a table allows that nothing refers to.
 */
export type Manner = 'plainly' | 'in order' | 'anew'

/**
 * Writes changed rows and their history in one statement. A row keeps what is stored in the columns that only others
 * change. Throws unless every row was there to be changed.
 */
export async function updateRows(
  tx: Transaction,
  target: Target,
  updates: ReadonlyMap<number, Values>,
  stored: StoredRows,
  manner: Manner,
): Promise<void> {
  const { part, site, author } = target
  const names = [...new Set([...updates.values()].flatMap((values) => Object.keys(values)))]
  const changed = columnsNamed(part.table, names)
  const touched = touchedColumns(part.table).filter(({ column }) => !changed.includes(column))
  const sent = [...updates].map(([id, values]) => {
    const row = { ...stored.get(id), ...values }
    return { ...Object.fromEntries(names.map((name) => [name, row[name] ?? null])), id }
  })
  const becomes = (column: PgColumn): SQL => {
    const fixed = touched.find((each) => each.column === column)
    if (fixed) return fixed.value
    return changed.includes(column) ? valueOrDefault(column, at('i', column)) : at('o', column)
  }
  const written = [...changed, ...touched.map(({ column }) => column)]
  const history = changeHistory(site, author, part, written)
  const [answer] = await run<{ count: number }>(
    tx,
    sql`with "i" as materialized (select * from ${rowSet(part.table, sent)}),
    ${statements[manner]({ target, written, becomes })},
    "h" as (${history})
    select count(*)::int as count from "w"`,
  )
  expect(answer?.count, updates.size)
}

type Writing = { target: Target; written: readonly PgColumn[]; becomes: (column: PgColumn) => SQL }

const statements: Record<Manner, (writing: Writing) => SQL> = {
  plainly({ target, written, becomes }) {
    const set = written.map((column) => sql`${identifier(column.name)} = ${becomes(column)}`)
    return sql`"w" as (
      update ${target.part.table} as "r" set ${list(set)} from "i"
      where "i"."id" = "r"."id" and ${ofParent(target)} returning "r".*)`
  },
  // The rows of `insert … select … order by` are taken one after another, which an update does not promise.
  'in order'({ target, written, becomes }) {
    const columns = writableColumns(target.part.table)
    const set = written.map((column) => sql`${identifier(column.name)} = ${at('excluded', column)}`)
    return sql`"w" as (
      insert into ${target.part.table} (${columnNames(columns)}) overriding system value
      select ${list(columns.map(becomes))} from "i" join ${target.part.table} as "o" on "o"."id" = "i"."id"
      where ${ofParent(target, 'o')} order by "i"."ordinality"
      on conflict ("id") do update set ${list(set)} returning *)`
  },
  // Counting what is gone ends every deletion before the first row is inserted.
  anew({ target, becomes }) {
    const columns = writableColumns(target.part.table)
    return sql`"gone" as (
      delete from ${target.part.table} as "r" using "i" where "i"."id" = "r"."id" and ${ofParent(target)} returning "r"."id"
    ), "w" as (
      insert into ${target.part.table} (${columnNames(columns)}) overriding system value
      select ${list(columns.map(becomes))} from "i" join ${target.part.table} as "o" on "o"."id" = "i"."id"
      where (select count(*) from "gone") = (select count(*) from "i") returning *)`
  },
}

/** Deletes rows and records all they held, in one statement. Throws unless every row was there to be deleted. */
export async function deleteRows(tx: Transaction, target: Target, ids: readonly number[]): Promise<void> {
  const { part, site, author } = target
  const history = historyOf(site, author, part, {
    action: 'delete',
    rows: sql`"w"`,
    before: sql`to_jsonb("t")`,
    after: sql`null`,
  })
  const [answer] = await run<{ count: number }>(
    tx,
    sql`with "w" as (
      delete from ${part.table} as "r" where "r"."id" = any(${idArray(ids)}) and ${ofParent(target)} returning "r".*
    ), "h" as (${history})
    select count(*)::int as count from "w"`,
  )
  expect(answer?.count, ids.length)
}

/** Adds rows and records them, in one statement. Returns their ids in the order given. */
export async function insertRows(
  tx: Transaction,
  target: Target,
  creations: readonly Pick<Creation, 'values'>[],
): Promise<number[]> {
  const { part, site, author, parentId } = target
  const made = madeByCode(part, creations)
  const rows = creations.map(({ values }) => ({ ...values, ...Object.fromEntries(made.rows()) }))
  const given = new Set(
    rows.flatMap((row) => Object.entries(row).flatMap(([name, value]) => (value === null ? [] : name))),
  )
  const columns = columnsNamed(part.table, given)
  const parent = part.parent === undefined ? [] : [columnOf(part.table, part.parent)]
  const into = [columnOf(part.table, 'id'), ...parent, ...columns, ...made.columns.map(({ column }) => column)]
  const from = [
    sql`"new id"`,
    ...parent.map(() => sql`${parentId}::bigint`),
    ...columns.map((column) => valueOrDefault(column, at('i', column))),
    ...made.columns.map(({ value }) => value),
  ]
  const history = historyOf(site, author, part, {
    action: 'create',
    rows: sql`"w"`,
    before: sql`null`,
    after: sql`to_jsonb("t")`,
  })
  const [answer] = await run<{ ids: number[]; count: number }>(
    tx,
    sql`with "i" as materialized (
      select nextval(pg_get_serial_sequence(${`"${getTableName(part.table)}"`}, 'id')) as "new id", "c".*
      from ${rowSet(part.table, rows)} as "c"
    ), "w" as (
      insert into ${part.table} (${columnNames(into)}) select ${list(from)} from "i" order by "ordinality" returning *
    ), "h" as (${history})
    select (select count(*)::int from "w") as count, (select json_agg("new id" order by "ordinality") from "i") as ids`,
  )
  expect(answer?.count, creations.length)
  return answer?.ids ?? []
}

/** Columns that no one gives and that the code fills in (`$defaultFn`, `$onUpdate`): values row by row, expressions for all. */
function madeByCode(part: Part, creations: readonly Pick<Creation, 'values'>[]) {
  const given = new Set(creations.flatMap(({ values }) => Object.keys(values)))
  const columns: { column: PgColumn; value: SQL }[] = []
  const functions: [name: string, make: () => Scalar][] = []
  for (const [name, column] of Object.entries(columnsOf(part.table))) {
    const make = column.defaultFn ?? (column.default === undefined ? column.onUpdateFn : undefined)
    if (!make || given.has(name) || name === part.parent) continue
    const value: unknown = make()
    if (is(value, SqlClass)) columns.push({ column, value })
    else functions.push([name, () => column.mapToDriverValue(make()) as Scalar])
  }
  return { columns, rows: () => functions.map(([name, make]): [string, Scalar] => [name, make()]) }
}

function ofParent({ part, parentId }: Target, alias = 'r'): SQL {
  if (part.parent === undefined) return sql`true`
  return sql`${at(alias, columnOf(part.table, part.parent))} = ${parentId}::bigint`
}

function columnNames(columns: readonly PgColumn[]): SQL {
  return list(columns.map((column) => identifier(column.name)))
}

/** The rows were locked and read before, so a difference is a fault of ours; throwing rolls everything back. */
function expect(count: number | undefined, expected: number): void {
  if (count !== expected) throw new Error(`Wrote ${count} rows instead of ${expected}`)
}
