import type { Transaction } from '@/db/client'
import type { SaveResult } from '../batch'
import { recordReach } from '../removal/record-reach'
import { claim } from './claim'
import type { Work } from './judge'
import { writeLinks } from './links'
import { finish, readBack, savedOf, type Written } from './outcome'
import type { InlinePart } from './part'
import { mannerOf, type Plan, writesNothing } from './plan'
import { gone, nothingWritten, type Plans, prepare } from './prepare'
import { refuseConflicts, refuseProblems } from './refuse'
import { type SaveRequest, Unsaved } from './save-request'
import { deleteRows, insertRows, type Target, updateRows } from './write'

/** Up to so many rows a save is small. */
const fewRows = 100

/**
 * Carries out a save in an open transaction, in the one order that keeps its promises: the save id, locks, comparison,
 * checks, then the record, deletions, changes, additions, links, and the outcome. `searching` asks besides about every
 * check constraint, to find the cell that broke one. Throws `Unsaved` for every answer that writes nothing.
 */
export async function carryOut(tx: Transaction, request: SaveRequest, searching: boolean): Promise<SaveResult> {
  const { saveId, actor, digest, work } = request
  const claiming = claim(tx, { id: saveId, actor, request: digest, isSmall: sizeOf(work) <= fewRows })
  // Sent along with the claim, one way to the server for both; what it finds counts only when the id is ours.
  const preparing = prepare(tx, request)
  // Whatever becomes of it, somebody is there to hear of it.
  const prepared = settled(preparing)
  const claimed = await claiming.catch(async (error) => {
    await prepared
    throw error
  })
  if (claimed.state !== 'mine') await prepared
  if (claimed.state === 'used')
    throw new Unsaved({ ok: false, kind: 'refused', message: 'This save was already used for something else.' })
  if (claimed.state === 'done') return { ok: true, saved: savedOf(claimed.outcome) }
  const plans = await preparing
  await refuseConflicts(tx, request, plans)
  if (nothingWritten(plans) && plans.links.length === 0) throw new Unsaved(await unchanged(tx, request, plans))
  await refuseProblems(tx, request, plans, searching)
  return write(tx, request, plans)
}

/** The record first, so that new rows have a parent; then what is deleted, so that its unique values are free. */
async function write(tx: Transaction, request: SaveRequest, plans: Plans): Promise<SaveResult> {
  const { site, actor, saveId, form, record } = request
  const author = { saveId, actor }
  const counts = {
    changed: sum(plans.inlines, ({ compared }) => compared.updates.size),
    created: sum(plans.inlines, ({ create }) => create.length),
    deleted: sum(plans.inlines, ({ compared }) => compared.removals.length),
    record: !writesNothing(plans.record),
  }
  const end = (id: number, written: readonly Written[], links = false) =>
    finish(tx, site, actor, {
      saveId,
      form,
      record,
      id,
      counts: { ...counts, record: counts.record || links },
      written,
      links: plans.links,
    })

  const single = onlyStatement(plans)
  if (single && request.id !== null) {
    const target = { site, author, part: single.part, parentId: single.parentId }
    // Nothing that is written is needed to ask for the outcome, so both go to the server at once.
    const [, saved] = await Promise.all([
      writePart(tx, target, single),
      end(
        request.id,
        plans.inlines.map((plan) => writtenOf(plan, [])),
      ),
    ])
    return { ok: true, saved }
  }

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
  return { ok: true, saved: await end(id, written, linked) }
}

/** The one part of a save that is written with one statement, and adds nothing. */
function onlyStatement({ record, inlines, links, reaches }: Plans): Plan | undefined {
  const [only, ...others] = [record, ...inlines].filter((plan) => !writesNothing(plan))
  if (!only || others.length + links.length + reaches.size + only.create.length > 0) return undefined
  return only.compared.updates.size > 0 && only.compared.removals.length > 0 ? undefined : only
}

/** Waits until no query of the work is under way. */
async function settled(work: Promise<unknown>): Promise<void> {
  await work.catch(() => {})
}

function sizeOf({ inlines }: Work): number {
  return [...inlines.values()].reduce(
    (size, rows) => size + rows.create.length + rows.update.length + rows.remove.length,
    0,
  )
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

function sum(plans: readonly Plan<InlinePart>[], count: (plan: Plan<InlinePart>) => number): number {
  return plans.reduce((total, plan) => total + count(plan), 0)
}
