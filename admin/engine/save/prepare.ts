import type { Transaction } from '@/db/client'
import type { SaveResult } from '../batch'
import { partName } from '../labels'
import { midSentence } from '../mid-sentence'
import type { Reach } from '../removal/reach'
import type { StoredRows } from './compare'
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
  const alone = onlyRows(request)
  if (alone && id !== null) {
    const [part, rows] = alone
    const { rows: stored, hasParent } = await lockRows(tx, part, idsOf(rows), { id, lock: 'key share' })
    if (!hasParent) throw new Unsaved(await gone(tx, record, id))
    const inline = planOf(part, id, rows, stored)
    return { record: planOf(record, null, work.record, new Map()), inlines: [inline], reaches: new Map(), links: [] }
  }
  const stored: StoredRows = id === null ? new Map() : (await lockRows(tx, record, [id])).rows
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

/**
 * The one inline of a save that does nothing but change and delete some of its rows, where nobody counts them. Such saves
 * need their record to stay, not to stand still, and get on side by side.
 */
function onlyRows({ work }: SaveRequest): [InlinePart, PartWork] | undefined {
  const busy = [...work.inlines].filter(([, rows]) => !isNoWork(rows))
  const [only] = busy
  if (!only || busy.length > 1 || !isNoWork(work.record) || work.picks.size > 0) return undefined
  const [{ form, declared }, rows] = only
  const isCounted = form.minRows > 0 || form.maxRows !== null || (declared.rules ?? []).length > 0
  return isCounted || declared.via !== undefined || rows.create.length > 0 ? undefined : only
}

async function prepareInline(
  tx: Transaction,
  part: InlinePart,
  rows: PartWork,
  parentId: number | null,
): Promise<Plan<InlinePart>> {
  const ids = idsOf(rows)
  const ofOther = part.declared.via !== undefined
  if (parentId === null || (ids.length === 0 && !ofOther)) return planOf(part, parentId, rows, new Map())
  const lock = ofOther ? ({ lock: 'no key update' } as const) : {}
  const { rows: stored } = await lockRows(tx, part, ids, { id: parentId, ...lock })
  return planOf(part, parentId, rows, stored)
}

function idsOf({ update, remove }: PartWork): number[] {
  return [...update, ...remove].map(({ id }) => id)
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
  const what = `This ${midSentence(record.singular)}`
  if (last?.action !== 'delete') return { ok: false, kind: 'gone', message: `${what} does not exist.` }
  const { by, at, title } = last
  return { ok: false, kind: 'gone', message: `${what} (${title}) was deleted by ${by}.`, by: { by, at } }
}
