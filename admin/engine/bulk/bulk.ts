import { type Database, type Transaction, transaction } from '@/db/client'
import { type BulkDone, type BulkPreview, type BulkRefusal, type BulkRequest, portionRows } from '../bulk-change'
import { databaseFault } from '../database-fault'
import { constraintsOf, violationOf } from '../errors'
import type { Actor } from '../permissions'
import type { Author } from '../save/history'
import type { Site } from '../site'
import { isCounted, mustBeChoice, mustKeepLimits } from './limits'
import { removeRows } from './remove-rows'
import { readBulk } from './request'
import { revert } from './revert'
import { countMatching, lockMatching, lockParent } from './rows'
import { claimRun, once, subjectOf } from './runs'
import { type Place, placeOf, Refused, type Work, workOf } from './work'
import { setColumn } from './write'

type Options = {
  /** Told the SQLSTATE or driver code of a fault that the answer only calls `busy` or `failed`, for the log. */
  onFault?: (code: string) => void
  /** Rows of a portion at most, `portionRows` by default. */
  most?: number
}

/**
 * Carries out one step of a change of all rows of a grid that a search and a filter match, on the server: a look at how many
 * they are, one portion of the change, or one portion of taking it back. Each portion is one transaction, with its history
 * under the id of the run; the same save id is answered the same however often it is sent. Throws only what is a fault of
 * the program.
 */
export async function bulk(
  db: Database,
  site: Site,
  slug: string,
  actor: Actor,
  input: unknown,
  { onFault, most = portionRows }: Options = {},
): Promise<BulkPreview | BulkDone | BulkRefusal> {
  const request = readBulk(input)
  if (!request) return { ok: false, kind: 'refused', message: 'The request is not a valid bulk change.' }
  const place = (inline: string) => placeOf(site, slug, actor, request.id, inline)
  try {
    switch (request.kind) {
      case 'preview': {
        const work = workOf(place(request.target.inline), request.target)
        return await transaction(db, (tx) => preview(tx, work), { retries: 3 })
      }
      case 'portion': {
        const work = workOf(place(request.run.inline), request.run)
        return await transaction(db, (tx) => portion(tx, work, request, most), { retries: 3 })
      }
      case 'revert': {
        const where = place(request.inline)
        return await transaction(db, (tx) => revert(tx, where, request, most), { retries: 3 })
      }
    }
  } catch (error) {
    if (error instanceof Refused) return error.refusal
    return faultAnswer(error, place, request, onFault)
  }
}

/** Nothing is locked for it: what is counted is what there was when it was counted. */
async function preview(tx: Transaction, work: Work): Promise<BulkPreview> {
  const parentId = await lockParent(tx, work, false)
  await mustBeChoice(tx, work)
  const found = await countMatching(tx, work, parentId)
  const { part, change } = work
  if (isForeseeable(work) && found.matching > found.same)
    await mustKeepLimits(tx, { part }, parentId, change, found.matching - found.same)
  return { ok: true, ...found }
}

/** Which rules will hold is known ahead where they speak of the one column that is set to the very value, and of no other. */
function isForeseeable({ part, change }: Work): boolean {
  if (!isCounted(part, change)) return false
  if (change.kind === 'delete') return true
  const rules = (part.declared.rules ?? []).filter(({ where }) => Object.hasOwn(where, change.field))
  return rules.every(({ where }) => Object.keys(where).length === 1 && where[change.field] === change.to)
}

type Portion = Extract<BulkRequest, { kind: 'portion' }>

async function portion(tx: Transaction, work: Work, request: Portion, most: number): Promise<BulkDone> {
  const { run, cursor } = request
  const { change } = work
  const parentId = await lockParent(tx, work, isCounted(work.part, change))
  const subject = subjectOf(work, parentId)
  const action = change.kind === 'set' ? 'change' : 'delete'
  await claimRun(tx, work, run.runId, run, { change, subject, action })
  return once(tx, work, request, run.runId, async () => {
    await mustBeChoice(tx, work)
    const ids = await lockMatching(tx, work, parentId, { cursor, upTo: run.upTo, most })
    const author = { saveId: run.runId, actor: work.actor, ...(cursor > 0 && subject && { unlisted: subject }) }
    if (ids.length > 0) await write(tx, work, author, parentId, ids)
    return { ok: true, changed: ids.length, skipped: 0, cursor: ids.length < most ? null : (ids.at(-1) ?? null) }
  })
}

async function write(tx: Transaction, work: Work, author: Author, parentId: number, ids: readonly number[]) {
  const { site, part, change } = work
  if (change.kind === 'set') {
    const changed = await setColumn(tx, { site, author, part, parentId }, ids, change.field, change.to)
    // The rows were locked before, so a difference is a fault of ours; throwing rolls everything back.
    if (changed !== ids.length) throw new Error(`Changed ${changed} rows instead of ${ids.length}`)
  } else {
    await removeRows(tx, work, author, parentId, ids)
  }
  if (isCounted(part, change)) await mustKeepLimits(tx, work, parentId, change)
}

function faultAnswer(
  error: unknown,
  place: (inline: string) => Place,
  request: BulkRequest,
  onFault: Options['onFault'],
): BulkRefusal {
  const violation = violationOf(error)
  if (violation) {
    onFault?.(violation.code)
    const inline = request.kind === 'preview' ? request.target.inline : inlineOf(request)
    const broken = constraintsOf(place(inline).part.table).get(violation.constraint ?? '')
    return { ok: false, kind: 'refused', message: `${broken?.message ?? 'A value cannot be stored'}.` }
  }
  const fault = databaseFault(error)
  if (!fault) throw error
  onFault?.(fault.code)
  return { ok: false, kind: fault.kind, message: fault.message }
}

function inlineOf(request: Exclude<BulkRequest, { kind: 'preview' }>): string {
  return request.kind === 'portion' ? request.run.inline : request.inline
}
