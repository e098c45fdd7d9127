import { getTableName, sql } from 'drizzle-orm'
import type { Transaction } from '@/db/client'
import { saves } from '@/db/schema/history'
import type { BulkChange, BulkDone } from '../bulk-change'
import { referenceOf } from '../columns'
import { run } from '../run'
import { claim, settle } from '../save/claim'
import { bulkDigest } from './request'
import { type Place, refuse } from './work'

/** What is stored of a run under its id, from its first portion on. */
type Stored = {
  slug: string
  id: number
  inline: string
  change: BulkChange
  /** The record that the rows hang on, as the history names it: its page does not list the rows but says how many. */
  subject: string | null
  /** What the history says of each row, and how many rows it is so far. */
  action: 'create' | 'change' | 'delete'
  table: string
  changed: number
  /** The run that this one takes back. */
  reverts?: string
}

const usedElsewhere = 'This change was already used for something else.'

/** The history's name for the record that the rows of a grid hang on; null where it has no page. */
export function subjectOf({ site, part }: Place, parentId: number): string | null {
  const table = referenceOf(part.table, part.parent)?.table
  const slug = table && site.slugOf(table)
  return slug === undefined ? null : `${slug}:${parentId}`
}

/** Takes the id of a run with its first portion, for what it is and for whom; later portions must be of the same. */
export async function claimRun(
  tx: Transaction,
  { actor, slug, id, part }: Place,
  runId: string,
  request: unknown,
  about: Pick<Stored, 'change' | 'subject' | 'action' | 'reverts'>,
): Promise<void> {
  const claimed = await claim(tx, { id: runId, actor, request: bulkDigest('run', slug, id, request) })
  if (claimed.state === 'used') refuse('refused', usedElsewhere)
  const stored: Stored = { slug, id, inline: part.inline, table: getTableName(part.table), changed: 0, ...about }
  if (claimed.state === 'mine') await settle(tx, runId, sql`${JSON.stringify({ bulk: stored })}::text::jsonb`)
}

/**
 * What a run of this person did to these rows, also one that took another back. Throws `Refused` where there is none to be
 * taken back.
 */
export async function runOf(
  tx: Transaction,
  { actor, slug, id, part }: Place,
  runId: string,
): Promise<Pick<Stored, 'change' | 'action'>> {
  const about = JSON.stringify({ bulk: { slug, id, inline: part.inline } })
  const [found] = await run<{ run: Stored }>(
    tx,
    sql`select ${saves.outcome} -> 'bulk' as run from ${saves} where ${saves.id} = ${runId}::uuid
      and ${saves.actorId} = ${actor.id}::bigint and ${saves.outcome} @> ${about}::text::jsonb`,
  )
  return found?.run ?? refuse('gone', 'This change cannot be taken back any more.')
}

/** Does a portion unless it was done under this id before; then answers what it answered. Adds it to its run. */
export async function once(
  tx: Transaction,
  { actor, slug }: Place,
  request: { saveId: string },
  runId: string,
  work: () => Promise<BulkDone>,
): Promise<BulkDone> {
  const claimed = await claim(tx, { id: request.saveId, actor, request: bulkDigest(slug, request) })
  if (claimed.state === 'used') refuse('refused', usedElsewhere)
  // Only the line below stores what is found under a digest of this kind.
  if (claimed.state === 'done') return claimed.outcome as BulkDone
  const done = await work()
  await tx.execute(sql`update ${saves} set outcome = jsonb_set(outcome, '{bulk,changed}',
    to_jsonb((outcome -> 'bulk' ->> 'changed')::bigint + ${done.changed}::bigint)) where id = ${runId}::uuid`)
  await settle(tx, request.saveId, sql`${JSON.stringify(done)}::text::jsonb`)
  return done
}
