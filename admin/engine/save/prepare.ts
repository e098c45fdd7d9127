import type { Transaction } from '@/db/client'
import type { SaveResult } from '../batch'
import { partName } from '../labels'
import type { Reach } from '../removal/reach'
import { isNoWork, type PartWork } from './judge'
import { type LinkPlan, linkPlan } from './links'
import { lockRows } from './lock'
import { tracesOf } from './met'
import type { InlinePart, Part } from './part'
import { type Plan, planOf, writesNothing } from './plan'
import { type SaveRequest, Unsaved } from './save-request'

/** All that a save is to write. */
export type Plans = {
  record: Plan
  inlines: Plan<InlinePart>[]
  links: LinkPlan[]
  /** What goes with the rows that are deleted, where other tables refer to theirs. */
  reaches: Map<Plan, Reach>
}

export function nothingWritten({ record, inlines }: Plans): boolean {
  return [record, ...inlines].every(writesNothing)
}

/** Locks the record, then the rows, and compares them with what the browser saw. */
export async function prepare(tx: Transaction, request: SaveRequest): Promise<Plans> {
  const { id, record, work, model } = request
  const stored = id === null ? new Map() : await lockRows(tx, record, [id])
  if (id !== null && !stored.has(id)) throw new Unsaved(await gone(tx, record, id))
  const plans: Plans = {
    record: planOf(record, null, work.record, stored),
    inlines: [],
    reaches: new Map(),
    links: [...work.picks].flatMap(([name, changes]) => {
      const pick = model.picks?.find((each) => partName(each) === name)
      return pick ? linkPlan(name, pick, changes) : []
    }),
  }
  for (const [part, rows] of work.inlines) {
    if (isNoWork(rows) && !(id === null && part.form.minRows > 0)) continue
    plans.inlines.push(await prepareInline(tx, part, rows, parentOf(request, plans.record, part)))
  }
  return plans
}

async function prepareInline(
  tx: Transaction,
  part: InlinePart,
  rows: PartWork,
  parentId: number | null,
): Promise<Plan<InlinePart>> {
  const ids = [...rows.update, ...rows.remove].map((row) => row.id)
  const lockParent = part.declared.via !== undefined
  if (parentId === null || (ids.length === 0 && !lockParent)) return planOf(part, parentId, rows, new Map())
  return planOf(part, parentId, rows, await lockRows(tx, part, ids, { parentId, lockParent }))
}

/** The id that rows of an inline refer to; null for a record that is still to be written, and for an empty `via`. */
function parentOf({ id, work }: SaveRequest, record: Plan, { declared: { via } }: InlinePart): number | null {
  if (via === undefined) return id
  const values =
    id === null ? work.record.create[0]?.values : { ...record.stored.get(id), ...record.compared.updates.get(id) }
  const value = values?.[via]
  return typeof value === 'number' ? value : null
}

/** The answer for a record that is not there, with who deleted it where the history knows. */
export async function gone(tx: Transaction, record: Part, id: number): Promise<SaveResult> {
  const traces = await tracesOf(tx, record.table, [id])
  const last = traces.get(id)?.[0]
  const what = `This ${record.singular.toLowerCase()}`
  if (last?.action !== 'delete') return { ok: false, kind: 'gone', message: `${what} does not exist.` }
  const { by, at, title } = last
  return { ok: false, kind: 'gone', message: `${what} (${title}) was deleted by ${by}.`, by: { by, at } }
}
