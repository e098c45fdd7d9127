import { getTableName, sql } from 'drizzle-orm'
import type { Transaction } from '@/db/client'
import type { Conflict, Problem } from '../batch'
import { columnOf } from '../columns'
import { type Cell, isRelated } from '../form'
import { fieldSql } from '../record-sql'
import { run } from '../run'
import type { Site } from '../site'
import { Source } from '../source'
import { nobody, type Trace, tracesOf } from './met'
import { type InlinePart, placeIn } from './part'
import type { Plan } from './plan'
import { idArray, list } from './sql'

/** What is said of a row that was never this record's: nothing. */
export const rowNotFound = 'This row was not found'

type Found = { conflicts: Conflict[]; problems: Problem[] }

/**
 * What became of rows that the parent does not have: deleted, moved to another record, or never this parent's. Only the
 * history may tell that a row was once here; of any other record's row nothing is said but that it was not found.
 */
export async function explainMissing(tx: Transaction, site: Site, plan: Plan<InlinePart>): Promise<Found> {
  const { part } = plan
  const { updates, removals } = plan.compared.missing
  const ids = [...updates, ...removals]
  const found: Found = { conflicts: [], problems: [] }
  if (ids.length === 0) return found
  const traces = await tracesOf(tx, part.table, ids)
  const elsewhere = await existing(tx, part, ids)
  const deleted = await lastCells(tx, site, part, updates)
  for (const id of ids) {
    const rowTraces = traces.get(id) ?? []
    const row = { inline: part.inline, row: String(id), rowTitle: rowTraces[0]?.title ?? `#${id}` }
    const wasHere = rowTraces.find((trace) => belonged(plan, trace))
    if (elsewhere.has(id)) {
      const move = rowTraces.find(({ after }) => after && Object.hasOwn(after, parentColumn(part)))
      if (wasHere) found.conflicts.push({ kind: 'row-moved', ...row, by: move?.by ?? null, at: move?.at ?? null })
      else found.problems.push({ ...placeIn(part, String(id)), message: rowNotFound })
      continue
    }
    if (removals.includes(id)) continue
    if (rowTraces.length > 0 && !wasHere) {
      found.problems.push({ ...placeIn(part, String(id)), message: rowNotFound })
      continue
    }
    const cells = deleted.get(id) ?? null
    const last = rowTraces[0]?.action === 'delete' ? rowTraces[0] : undefined
    const { by, at } = last ?? nobody
    found.conflicts.push({ kind: 'row-deleted', ...row, ...headed(part, cells, row.rowTitle), by, at, cells })
  }
  return found
}

/** A row is called in a grid by its heading cell. */
export function headed(
  part: { heading: string },
  cells: Readonly<Record<string, Cell>> | null,
  otherwise: string,
): { rowTitle: string } {
  const cell = cells?.[part.heading]
  if (cell === undefined || cell === null) return { rowTitle: otherwise }
  return { rowTitle: isRelated(cell) ? cell[1] : String(cell) }
}

function parentColumn(part: InlinePart): string {
  return columnOf(part.table, part.parent).name
}

function belonged({ part, parentId }: Plan<InlinePart>, { before, after }: Trace): boolean {
  const column = parentColumn(part)
  return [before, after].some((values) => values !== null && values[column] === parentId)
}

async function existing(tx: Transaction, part: InlinePart, ids: readonly number[]): Promise<ReadonlySet<number>> {
  const rows = await run<{ id: string }>(tx, sql`select "id" from ${part.table} where "id" = any(${idArray(ids)})`)
  return new Set(rows.map(({ id }) => Number(id)))
}

/** The cells that deleted rows last held, with today's titles of what they pointed at. */
async function lastCells(
  tx: Transaction,
  site: Site,
  part: InlinePart,
  ids: readonly number[],
): Promise<ReadonlyMap<number, Record<string, Cell>>> {
  const source = new Source(part.table)
  const fields = [...part.fields.values()]
  const cells = list(fields.map((field) => fieldSql(site, source, field)))
  const rows = await run<{ id: string; cells: Cell[] }>(
    tx,
    sql`select "t"."id" as id, json_build_array(${cells}) as cells from (
      select distinct on (row_id) "before" from "history"
      where table_name = ${getTableName(part.table)} and row_id = any(${idArray(ids)}) and action = 'delete'
      order by row_id, id desc
    ) as "d" cross join lateral jsonb_populate_record(null::${part.table}, "d"."before") as "t"${source.joins()}`,
  )
  return new Map(rows.map((row) => [Number(row.id), cellsByName(part, row.cells)]))
}

function cellsByName(part: InlinePart, cells: readonly Cell[]): Record<string, Cell> {
  return Object.fromEntries([...part.fields.keys()].map((name, index) => [name, cells[index] ?? null]))
}
