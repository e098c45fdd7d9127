import type { Transaction } from '@/db/client'
import type { Conflict, SaveResult } from '../batch'
import type { Model } from '../define'
import type { Form } from '../form'
import { partName } from '../labels'
import type { Actor } from '../permissions'
import type { Reach } from '../removal/reach'
import { recordReach } from '../removal/record-reach'
import type { Site } from '../site'
import { checkCircle, checkConditions, checkRelations, checkRemovals, type Findings } from './checks'
import { claim } from './claim'
import { explainClashes } from './conflicts'
import { checkUniques, type Duplicate, duplicateProblems } from './duplicates'
import { isNoWork, type PartWork, type Work } from './judge'
import { checkLinks, type LinkPlan, linkPlan, writeLinks } from './links'
import { lockRows } from './lock'
import { tracesOf } from './met'
import { explainMissing } from './missing'
import { finish, readBack, savedOf, type Written } from './outcome'
import { type InlinePart, type Part, placeIn } from './part'
import { mannerOf, type Plan, planOf, writesNothing } from './plan'
import { checkRules } from './rules'
import { ask } from './survey'
import { deleteRows, insertRows, type Target, updateRows } from './write'

/** A save whose rights and values have been judged. */
export type SaveRequest = {
  site: Site
  actor: Actor
  model: Model
  form: Form
  id: number | null
  saveId: string
  digest: string
  record: Part
  work: Work
}

/** Ends the transaction with an answer that writes nothing; thrown so that it is rolled back, the save id included. */
export class Unsaved extends Error {
  override readonly name = 'Unsaved'
  constructor(readonly result: SaveResult) {
    super('Nothing was saved')
  }
}

type Plans = {
  record: Plan
  inlines: Plan<InlinePart>[]
  links: LinkPlan[]
  /** What goes with the rows that are deleted, where other tables refer to theirs. */
  reaches: Map<Plan, Reach>
}

/**
 * Carries out a save in an open transaction, in the one order that keeps its promises: the save id, locks, comparison,
 * checks, then the record, deletions, changes, additions, links, and the outcome. `searching` asks besides about every
 * check constraint, to find the cell that broke one. Throws `Unsaved` for every answer that writes nothing.
 */
export async function carryOut(tx: Transaction, request: SaveRequest, searching: boolean): Promise<SaveResult> {
  const claimed = await claim(tx, request.saveId, request.actor, request.digest)
  if (claimed.state === 'used')
    throw new Unsaved({ ok: false, kind: 'refused', message: 'This save was already used for something else.' })
  if (claimed.state === 'done') return { ok: true, saved: savedOf(claimed.outcome) }
  const plans = await prepare(tx, request)
  await refuseConflicts(tx, request, plans)
  if (nothingWritten(plans) && plans.links.length === 0) throw new Unsaved(await unchanged(tx, request, plans))
  await refuseProblems(tx, request, plans, searching)
  return write(tx, request, plans)
}

function nothingWritten({ record, inlines }: Plans): boolean {
  return [record, ...inlines].every(writesNothing)
}

/** Locks the record, then the rows, and compares them with what the browser saw. */
async function prepare(tx: Transaction, request: SaveRequest): Promise<Plans> {
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

/** Nothing is written until every conflict is settled. Rows that were never this record's are problems, not conflicts. */
async function refuseConflicts(tx: Transaction, { site, actor }: SaveRequest, plans: Plans): Promise<void> {
  const conflicts: Conflict[] = await explainClashes(tx, site, actor, plans.record)
  const clashing = new Set(plans.record.compared.clashes.map(({ field }) => field))
  const problems = []
  for (const plan of plans.inlines) {
    // Whose rows they are is not settled yet.
    if (clashing.has(plan.part.declared.via ?? '')) continue
    const missing = await explainMissing(tx, site, plan)
    problems.push(...missing.problems)
    conflicts.push(...missing.conflicts, ...(await explainClashes(tx, site, actor, plan)))
  }
  if (problems.length > 0) throw new Unsaved({ ok: false, kind: 'problems', problems })
  if (conflicts.length > 0) throw new Unsaved({ ok: false, kind: 'conflicts', conflicts })
}

async function refuseProblems(
  tx: Transaction,
  { site, actor, id, record, form }: SaveRequest,
  plans: Plans,
  searching: boolean,
): Promise<void> {
  const findings: Findings = { problems: [], questions: [] }
  const duplicates: Duplicate[] = []
  for (const plan of [plans.record, ...plans.inlines]) {
    checkRelations(site, actor, plan, findings)
    checkUniques(plan, duplicates, findings.questions)
    checkCircle(plan, findings)
    if (searching) checkConditions(plan, findings)
  }
  for (const plan of plans.inlines) {
    const { via } = plan.part.declared
    if (via !== undefined && plan.parentId === null && plan.create.length > 0) {
      const label = form.fields.find(({ name }) => name === via)?.label ?? via
      findings.problems.push({ ...placeIn(record, undefined, via), message: `Choose a ${label.toLowerCase()} first` })
    } else checkRules(plan, id === null, findings)
  }
  for (const link of plans.links) checkLinks(site, actor, link, findings)
  for (const plan of plans.inlines) {
    const reach = await checkRemovals(tx, site, plan, findings)
    if (reach) plans.reaches.set(plan, reach)
  }
  await ask(tx, findings.questions)
  const problems = [...findings.problems, ...(await duplicateProblems(tx, site, duplicates))]
  if (problems.length > 0) throw new Unsaved({ ok: false, kind: 'problems', problems })
}

/** The record first, so that new rows have a parent; then what is deleted, so that its unique values are free. */
async function write(tx: Transaction, request: SaveRequest, plans: Plans): Promise<SaveResult> {
  const { site, actor, saveId, form, record } = request
  const author = { saveId, actor }
  const [made] = await writePart(tx, { site, author, part: record, parentId: null }, plans.record)
  const id = request.id ?? made
  if (id === undefined) throw new Error('A new record got no id')
  const written: Written[] = []
  for (const plan of plans.inlines) {
    const parentId = plan.parentId ?? id
    const reach = plans.reaches.get(plan)
    if (reach) await recordReach(tx, site, author, reach)
    const created = await writePart(tx, { site, author, part: plan.part, parentId }, plan)
    written.push(writtenOf(plan, created))
  }
  let linked = false
  for (const link of plans.links) linked = (await writeLinks(tx, site, author, id, link)) || linked
  // Links that were there, or gone, already.
  if (!linked && nothingWritten(plans)) throw new Unsaved(await unchanged(tx, request, plans))
  const counts = {
    changed: sum(plans.inlines, ({ compared }) => compared.updates.size),
    created: sum(plans.inlines, ({ create }) => create.length),
    deleted: sum(plans.inlines, ({ compared }) => compared.removals.length),
    record: !writesNothing(plans.record) || linked,
  }
  const saved = await finish(tx, site, actor, { saveId, form, record, id, counts, written, links: plans.links })
  return { ok: true, saved }
}

async function writePart(tx: Transaction, target: Target, plan: Plan): Promise<number[]> {
  const { removals } = plan.compared
  const { manner, updates } = mannerOf(plan)
  if (removals.length > 0) await deleteRows(tx, target, removals)
  if (updates.size > 0) await updateRows(tx, target, updates, plan.stored, manner)
  return plan.create.length > 0 ? insertRows(tx, target, plan.create) : []
}

/** Rows that hold already what they were to become are answered too, so that the page shows them as they are. */
function writtenOf({ part, compared, create, stored }: Plan<InlinePart>, created: readonly number[]): Written {
  const removed = new Set(compared.removals)
  return {
    part,
    created: create.map(({ key }, index) => [key, created[index] ?? 0] as const),
    updated: [...stored.keys()].filter((id) => !removed.has(id)),
    deleted: [...compared.removals, ...compared.missing.removals],
  }
}

async function unchanged(tx: Transaction, request: SaveRequest, plans: Plans): Promise<SaveResult> {
  const { site, actor, id, saveId, form, record } = request
  const counts = { changed: 0, created: 0, deleted: 0, record: false }
  const written = plans.inlines.map((plan) => writtenOf(plan, []))
  const done = { saveId, form, record, id: id ?? 0, counts, written, links: plans.links }
  const saved = await readBack(tx, site, actor, done)
  return saved ? { ok: true, saved } : gone(tx, record, id ?? 0)
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

function sum(plans: readonly Plan<InlinePart>[], count: (plan: Plan<InlinePart>) => number): number {
  return plans.reduce((total, plan) => total + count(plan), 0)
}
