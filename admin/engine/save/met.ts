import { getTableName, sql } from 'drizzle-orm'
import type { PgTable } from 'drizzle-orm/pg-core'
import type { Transaction } from '@/db/client'
import { history } from '@/db/schema/history'
import { cellSql } from '../cell-sql'
import { columnOf } from '../columns'
import type { Scalar } from '../form'
import { run } from '../run'
import type { Part } from './part'
import { idArray } from './sql'
import { sameValue } from './value'

/** Who stored something and when, as far as the history knows. */
export type Met = { by: string | null; at: string | null }

export const nobody: Met = { by: null, at: null }

/** What the history holds of a row, newest first. */
export type Trace = Met & {
  id: number
  action: 'create' | 'change' | 'delete'
  title: string
  before: Record<string, unknown> | null
  after: Record<string, unknown> | null
}

export async function tracesOf(
  tx: Transaction,
  table: PgTable,
  ids: readonly number[],
): Promise<ReadonlyMap<number, Trace[]>> {
  const traces = await run<Trace & { id: string }>(
    tx,
    sql`select ${history.rowId} as id, ${history.action} as action, ${history.title} as title,
      ${history.actorName} as by, ${cellSql(history.at)} as at, ${history.before} as before, ${history.after} as after
    from ${history}
    where ${history.table} = ${getTableName(table)} and ${history.rowId} = any(${idArray(ids)})
    order by ${history.id} desc`,
  )
  const byRow = new Map<number, Trace[]>()
  for (const trace of traces) {
    const id = Number(trace.id)
    byRow.set(id, [...(byRow.get(id) ?? []), { ...trace, id }])
  }
  return byRow
}

/** Who stored this value of a cell; nobody that is known when it was stored past the application. */
export function whoStored(part: Part, traces: readonly Trace[], name: string, value: Scalar): Met {
  const column = columnOf(part.table, name).name
  const field = part.fields.get(name)
  const trace = traces.find(({ after }) => after !== null && Object.hasOwn(after, column))
  const stored = trace?.after?.[column]
  const known = field && trace && sameValue(field, scalar(stored), value)
  return known ? { by: trace.by, at: trace.at } : nobody
}

function scalar(value: unknown): Scalar {
  return typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean' ? value : null
}
