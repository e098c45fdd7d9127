import { type SQL, sql } from 'drizzle-orm'
import type { Reader, Transaction } from '@/db/client'
import type { Counts, RowKey, Saved } from '../batch'
import { lookupsOf } from '../far'
import { fixedSql } from '../fixed-sql'
import type { Cell, Field, Form, Related } from '../form'
import type { Actor } from '../permissions'
import { fieldSql, ownFields, rowSql } from '../record-sql'
import { run } from '../run'
import type { Site } from '../site'
import { Source } from '../source'
import { recordSql, titleKeys } from '../title'
import { settle } from './claim'
import type { LinkPlan } from './links'
import type { InlinePart, Part } from './part'
import { idArray, list } from './sql'

type Row = [id: number, ...cells: Cell[]]

/** The rows that one save asked about: the ids of new rows by the browser's keys, and of changed and deleted rows. */
export type Written = {
  part: InlinePart
  created: readonly (readonly [RowKey, number])[]
  updated: readonly number[]
  deleted: readonly number[]
}

/** The outcome of a save as it is stored under its id: what was written, and how it reads afterwards. */
type Outcome = {
  id: number
  counts: Counts
  fields: string[]
  written: Record<string, { created: [RowKey, number][]; deleted: number[] }>
  record: [related: Related, cells: Cell[]]
  rows: Record<string, Row[]>
  picks: Record<string, Related[]>
}

export type Finished = {
  saveId: string
  form: Form
  record: Part
  id: number
  counts: Counts
  written: readonly Written[]
  links: readonly LinkPlan[]
}

/** Reads back what the save wrote and stores it under its id, in one statement. */
export async function finish(tx: Transaction, site: Site, actor: Actor, done: Finished): Promise<Saved> {
  return savedOf(await settle(tx, done.saveId, outcomeSql(site, actor, done)))
}

/** The answer to a save that had nothing to write, or undefined when there is no such record. Stores nothing. */
export async function readBack(db: Reader, site: Site, actor: Actor, done: Finished): Promise<Saved | undefined> {
  const [row] = await run<{ outcome: Outcome }>(db, sql`select ${outcomeSql(site, actor, done)} as outcome`)
  return row?.outcome.record ? savedOf(row.outcome) : undefined
}

function outcomeSql(site: Site, actor: Actor, done: Finished): SQL {
  const facts: Pick<Outcome, 'id' | 'counts' | 'fields' | 'written'> = {
    id: done.id,
    counts: done.counts,
    fields: ownFields(done.form.fields).map(({ name }) => name),
    written: Object.fromEntries(
      done.written.map(({ part, created, deleted }) => [
        part.inline,
        { created: created.map(([key, id]): [RowKey, number] => [key, id]), deleted: [...deleted] },
      ]),
    ),
  }
  return sql`${JSON.stringify(facts)}::text::jsonb || jsonb_build_object(
    'record', (${recordQuery(site, done)}),
    'rows', ${byName(done.written.map((each) => [each.part.inline, rowsQuery(site, each)]))},
    'picks', ${byName(done.links.map((plan) => [plan.name, linksQuery(site, actor, plan, done.id)]))})`
}

/** The answer that a stored outcome stands for. */
export function savedOf(outcome: unknown): Saved {
  // Only `outcomeSql` makes what is stored under the id of a save.
  const { id, counts, fields, written, record, rows, picks } = outcome as Outcome
  const [related, cells] = record
  return {
    id,
    title: related[1],
    counts,
    cells: Object.fromEntries(fields.map((name, index) => [name, cells[index] ?? null])),
    inlines: Object.fromEntries(
      Object.entries(written).map(([name, { created, deleted }]) => {
        const byId = new Map((rows[name] ?? []).map((row) => [row[0], row]))
        const isNew = new Set(created.map(([, rowId]) => rowId))
        return [
          name,
          {
            created: Object.fromEntries(
              created.flatMap(([key, rowId]) => {
                const row = byId.get(rowId)
                return row ? [[key, row]] : []
              }),
            ),
            updated: [...byId.values()].filter(([rowId]) => !isNew.has(rowId)),
            deleted,
          },
        ]
      }),
    ),
    picks,
  }
}

function recordQuery(site: Site, { form, record, id }: Pick<Finished, 'form' | 'record' | 'id'>): SQL {
  const { row, tables } = fixedSql(site, record.table, `record ${keyOf(form.fields)}`, () => {
    const source = new Source(record.table)
    const cells = ownFields(form.fields).map((field) => fieldSql(site, source, field))
    const row = sql`jsonb_build_array(${recordSql(site, source, [])}, jsonb_build_array(${list(cells)}))`
    return { row, tables: source.tables() }
  })
  return sql`select ${row} as record from ${tables} where "t"."id" = ${id}::bigint`
}

function rowsQuery(site: Site, { part, created, updated }: Written): SQL {
  const { row, tables } = fixedSql(site, part.table, `row ${keyOf(part.form.fields)}`, () => {
    const source = new Source(part.table)
    return { row: rowSql(site, source, part.form.fields), tables: source.tables() }
  })
  return sql`select coalesce(jsonb_agg(${row} order by "t"."id"), '[]') from ${tables}
    where "t"."id" = any(${idArray([...updated, ...created.map(([, id]) => id)])})`
}

/** What the cells of a row depend on: not everybody sees the same columns of the same table. */
function keyOf(fields: readonly Field[]): string {
  return fields.map((field) => (field.kind === 'relation' ? `${field.name}(${field.lookups})` : field.name)).join()
}

function linksQuery(site: Site, actor: Actor, { pick }: LinkPlan, id: number): SQL {
  const junction = new Source(pick.table)
  const far = junction.far(pick.far)
  const record = recordSql(site, far, lookupsOf(site, actor, { table: pick.table, fields: [] }, pick.far))
  return sql`select coalesce(jsonb_agg(${record} order by ${list([...titleKeys(site, far), far.column('id')])}), '[]')
    from ${junction.tables()} where ${junction.column(pick.parent)} = ${id}::bigint`
}

function byName(queries: readonly (readonly [name: string, query: SQL])[]): SQL {
  return sql`jsonb_build_object(${list(queries.flatMap(([name, query]) => [sql`${name}::text`, sql`(${query})`]))})`
}
