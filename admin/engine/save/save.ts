import { type Database, type Transaction, transaction } from '@/db/client'
import type { SaveResult } from '../batch'
import { databaseFault } from '../database-fault'
import { describe } from '../describe'
import { type Violation, violationOf } from '../errors'
import { isId } from '../ids'
import type { Actor } from '../permissions'
import type { Site } from '../site'
import { carryOut } from './carry-out'
import { isNothing, judge } from './judge'
import { rowNotFound } from './missing'
import { readBack } from './outcome'
import { inlineParts, recordPart } from './part'
import { gone } from './prepare'
import { digestOf, readBatch } from './request'
import { batchDenial, recordDenial } from './rights'
import { type SaveRequest, Unsaved } from './save-request'
import { locate } from './violations'

type Options = {
  /** Told the SQLSTATE or driver code of a fault that the answer only calls `busy` or `failed`, for the log. */
  onFault?: (code: string) => void
  /** Told of each row that the request names and that is another record's, or nobody's: nobody does that by chance. */
  onForeignRow?: (inline: string, row: string) => void
}

/** How often a save is tried again after a race was lost, so that the second look finds who won and where. */
const looks = 3

/**
 * Saves what a browser sent: the record, its rows and links and their history, in one transaction, or nothing at all.
 * `id` is null for a new record. The answer says what was written, or what stands against it and where; the same save id
 * is answered the same however often it is sent. Throws only what is a fault of the program.
 */
export async function save(
  db: Database,
  site: Site,
  slug: string,
  actor: Actor,
  id: number | null,
  batch: unknown,
  options: Options = {},
): Promise<SaveResult> {
  const request = requestOf(site, slug, actor, id, batch)
  if ('ok' in request) return request
  for (let look = 1; ; look++) {
    try {
      if (id !== null && isNothing(request.work)) return await transaction(db, (tx) => nothing(tx, request, id))
      return await transaction(db, (tx) => carryOut(tx, request, look > 1), { retries: 3 })
    } catch (error) {
      if (error instanceof Unsaved) return unsaved(error, options)
      const violation = violationOf(error)
      if (violation && look < looks) continue
      return faultAnswer(error, violation, request, options)
    }
  }
}

function unsaved({ result }: Unsaved, { onForeignRow }: Options): SaveResult {
  if (!result.ok && result.kind === 'problems')
    for (const { inline, row, message } of result.problems)
      if (message === rowNotFound) onForeignRow?.(inline ?? '', row ?? '')
  return result
}

/** Judges everything that needs no database: rights, shape, values. */
function requestOf(
  site: Site,
  slug: string,
  actor: Actor,
  id: number | null,
  input: unknown,
): SaveRequest | SaveResult {
  const model = site.modelAt(slug)
  if (!model || (id !== null && !isId(id))) return { ok: false, kind: 'gone', message: 'There is no such record.' }
  const isNew = id === null
  const form = describe(site, slug, actor, { isNew })
  const denied = recordDenial(form, isNew)
  if (denied) return denied
  const read = readBatch(input)
  if (!read.ok) return read.refusal
  const { batch } = read
  const refusal = batchDenial(site, actor, model, form, isNew, batch)
  if (refusal) return refusal
  const record = recordPart(site, form)
  const { work, problems } = judge(record, inlineParts(site, form), id, batch)
  if (problems.length > 0) return { ok: false, kind: 'problems', problems }
  return { site, actor, model, form, id, saveId: batch.saveId, digest: digestOf(slug, id, batch), record, work }
}

/** Saving without a change writes nothing, not even the save id. */
async function nothing(tx: Transaction, request: SaveRequest, id: number): Promise<SaveResult> {
  const { site, actor, form, record, saveId } = request
  const counts = { changed: 0, created: 0, deleted: 0, record: false }
  const saved = await readBack(tx, site, actor, { saveId, form, record, id, counts, written: [], links: [] })
  return saved ? { ok: true, saved } : gone(tx, record, id)
}

function faultAnswer(
  error: unknown,
  violation: Violation | undefined,
  request: SaveRequest,
  { onFault }: Options,
): SaveResult {
  if (violation) {
    onFault?.(violation.code)
    return { ok: false, kind: 'problems', problems: [locate(violation, request)] }
  }
  const fault = databaseFault(error)
  if (!fault) throw error
  onFault?.(fault.code)
  return { ok: false, kind: fault.kind, message: fault.message }
}
