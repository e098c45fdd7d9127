import { createHash } from 'node:crypto'
import { sql } from 'drizzle-orm'
import type { PgTable } from 'drizzle-orm/pg-core'
import { type Database, type Reader, type Transaction, transaction } from '@/db/client'
import { databaseFault } from './database-fault'
import type { Model } from './define'
import { violationOf } from './errors'
import { isId } from './ids'
import { midSentence } from './mid-sentence'
import { type Actor, rightsOf } from './permissions'
import { rowsLabel } from './removal/graph'
import { type Reach, reachOf } from './removal/reach'
import { recordReach } from './removal/record-reach'
import { run } from './run'
import { claim, settle } from './save/claim'
import { rowTitle } from './save/history'
import { idArray } from './save/sql'
import type { Site } from './site'
import { Source } from './source'

export type RemovalCount = { model: string; label: string; count: number }
export type Blocker = { label: string; titles: string[]; count: number }

/**
 * What deleting some records would do: their titles, how many other rows go along, by model, and what forbids it, with
 * the titles of the first of many.
 */
export type RemovalPreview = { titles: string[]; counts: RemovalCount[]; blockers: Blocker[] }

export type RemovalResult =
  | { ok: true; counts: RemovalCount[] }
  | { ok: false; kind: 'denied' | 'blocked' | 'gone' | 'busy' | 'failed'; message: string }

type Refusal = Extract<RemovalResult, { ok: false }>

/** A page never lists more blockers than this. */
const mostBlockers = 20
/** At most this many records can be deleted at once. */
const mostRecords = 10_000

class Kept extends Error {
  override readonly name = 'Kept'
  constructor(readonly refusal: Refusal) {
    super('Nothing was deleted')
  }
}

/**
 * Says what deleting these records would take away. Null when the model, or every one of the records, does not exist and
 * where the actor may not view or delete them. Changes nothing.
 */
export async function previewRemoval(
  db: Reader,
  site: Site,
  slug: string,
  actor: Actor,
  ids: readonly number[],
): Promise<RemovalPreview | null> {
  const model = site.modelAt(slug)
  const can = rightsOf(site, actor, slug)
  if (!model || !can.view || !can.delete || !areIds(ids)) return null
  const present = await existing(db, model, ids)
  if (present.length === 0) return null
  const reach = await reachOf(db, site, model.table, present)
  const blockers = await Promise.all(
    reach.blockers.map(async ({ table, ids: some }) => ({
      label: rowsLabel(site, table).label,
      titles: await titlesOf(db, site, table, some.slice(0, mostBlockers)),
      count: some.length,
    })),
  )
  return { titles: await titlesOf(db, site, model.table, present), counts: countsOf(site, reach, present), blockers }
}

/**
 * Deletes these records with everything that depends on them, and writes all that they held to the history, in one
 * transaction. Records that are gone already are passed over. Asked again with the same save id it answers the same.
 */
export async function remove(
  db: Database,
  site: Site,
  slug: string,
  actor: Actor,
  ids: readonly number[],
  saveId: string,
): Promise<RemovalResult> {
  const model = site.modelAt(slug)
  if (!model) return { ok: false, kind: 'gone', message: 'There is no such record.' }
  if (!rightsOf(site, actor, slug).delete) return denied(site, model.table)
  if (!areIds(ids) || !isUuid(saveId)) return { ok: false, kind: 'failed', message: 'The request is not valid.' }
  const digest = createHash('sha256')
    .update(JSON.stringify(['remove', slug, ids]))
    .digest('hex')
  try {
    return await transaction(db, (tx) => carryOut(tx, { site, model, actor, ids, saveId, digest }), { retries: 3 })
  } catch (error) {
    if (error instanceof Kept) return error.refusal
    if (violationOf(error)) return { ok: false, kind: 'blocked', message: 'Other records refer to it.' }
    const fault = databaseFault(error)
    if (!fault) throw error
    return { ok: false, kind: fault.kind, message: fault.message }
  }
}

type Removal = {
  site: Site
  model: Model
  actor: Actor
  ids: readonly number[]
  saveId: string
  digest: string
}

async function carryOut(tx: Transaction, { site, model, actor, ids, saveId, digest }: Removal): Promise<RemovalResult> {
  const claimed = await claim(tx, { id: saveId, actor, request: digest })
  if (claimed.state === 'used')
    throw new Kept({ ok: false, kind: 'failed', message: 'This request was already used for something else.' })
  // Only this function stores an outcome under such a digest.
  if (claimed.state === 'done') return { ok: true, counts: claimed.outcome as RemovalCount[] }
  const present = await existing(tx, model, ids, { lock: true })
  if (present.length === 0)
    throw new Kept({
      ok: false,
      kind: 'gone',
      message: ids.length === 1 ? 'It was already deleted.' : 'They were already deleted.',
    })
  const reach = await reachOf(tx, site, model.table, present, { lock: true })
  refuse(site, actor, reach)
  await recordReach(tx, site, { saveId, actor }, reach)
  await tx.execute(sql`delete from ${model.table} where "id" = any(${idArray(present)})`)
  const counts = countsOf(site, reach, present)
  await settle(tx, saveId, sql`${JSON.stringify(counts)}::text::jsonb`)
  return { ok: true, counts }
}

/** Whoever deletes a record deletes what hangs on it, so needs the right to delete that as well. */
function refuse(site: Site, actor: Actor, reach: Reach): void {
  for (const [table, ids] of reach.deleted) {
    const slug = site.slugOf(table)
    if (slug !== undefined && ids.size > 0 && !rightsOf(site, actor, slug).delete) throw new Kept(denied(site, table))
  }
  const blocking = reach.blockers.map(
    ({ table, ids }) => `${midSentence(rowsLabel(site, table).label)} (${ids.length})`,
  )
  if (blocking.length > 0)
    throw new Kept({
      ok: false,
      kind: 'blocked',
      message: `Cannot be deleted, because other records refer to it: ${blocking.join(', ')}.`,
    })
}

function denied(site: Site, table: PgTable): Refusal {
  return { ok: false, kind: 'denied', message: `You may not delete ${midSentence(rowsLabel(site, table).label)}.` }
}

/** What goes besides the records themselves. */
function countsOf(site: Site, { deleted }: Reach, records: readonly number[]): RemovalCount[] {
  const [own] = deleted.keys()
  return [...deleted].flatMap(([table, ids]) => {
    const count = ids.size - (table === own ? records.length : 0)
    return count > 0 ? { ...rowsLabel(site, table), count } : []
  })
}

async function existing(
  db: Reader,
  { table }: Model,
  ids: readonly number[],
  { lock = false } = {},
): Promise<number[]> {
  const rows = await run<{ id: string }>(
    db,
    sql`select "id" from ${table} where "id" = any(${idArray(ids)}) order by "id" ${lock ? sql`for update` : sql``}`,
  )
  return rows.map(({ id }) => Number(id))
}

/** The titles of these rows, in the order of their ids. */
async function titlesOf(db: Reader, site: Site, table: PgTable, ids: readonly number[]): Promise<string[]> {
  const source = new Source(table)
  const title = rowTitle(site, source)
  const rows = await run<{ title: string }>(
    db,
    sql`select ${title} as title from ${source.tables()} where "t"."id" = any(${idArray(ids)}) order by "t"."id"`,
  )
  return rows.map((row) => row.title)
}

function areIds(ids: readonly number[]): boolean {
  return ids.length > 0 && ids.length <= mostRecords && ids.every(isId)
}

function isUuid(text: string): boolean {
  return /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i.test(text)
}
