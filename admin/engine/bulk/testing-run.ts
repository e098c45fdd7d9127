import { randomUUID } from 'node:crypto'
import type { Database } from '@/db/client'
import type { BulkChange, BulkDone, BulkPreview, BulkRefusal, BulkTarget } from '../bulk-change'
import type { Actor } from '../permissions'
import type { Site } from '../site'
import { bulk } from './bulk'

/** Who asks for bulk changes of which rows, in portions of `most` rows. */
export type Asker = { db: Database; site: Site; slug: string; actor: Actor; inline: string; most?: number }

export type Ran = { preview: BulkPreview; runId: string; changed: number; portions: number }

/** `stopAfter` portions the person has had enough. */
export type Wish = Partial<Omit<BulkTarget, 'change'>> & { change: BulkChange; stopAfter?: number }

function targetOf({ inline }: Asker, { q = '', values = {}, except = [], change }: Wish): BulkTarget {
  return { inline, q, values, except, change }
}

/** Looks, then carries out portion after portion as a browser does. Answers with the refusal where there is one. */
export async function runBulk(asker: Asker, id: number, wish: Wish): Promise<Ran | BulkRefusal> {
  const target = targetOf(asker, wish)
  const preview = await ask(asker, { kind: 'preview', id, target })
  if (!preview.ok) return preview
  if (!('upTo' in preview)) throw new Error('A look answered like a portion')
  const run = { ...target, runId: randomUUID(), upTo: preview.upTo }
  const ran: Ran = { preview, runId: run.runId, changed: 0, portions: 0 }
  for (let cursor: number | null = 0; cursor !== null && ran.portions < (wish.stopAfter ?? 1_000); ) {
    const done = asDone(await ask(asker, { kind: 'portion', id, run, saveId: randomUUID(), cursor }))
    if (!done.ok) return done
    ran.changed += done.changed
    ran.portions += 1
    cursor = done.cursor
  }
  return ran
}

/** A run that took another back, which can itself be taken back. */
export type TakenBack = { runId: string; changed: number; skipped: number }

/** Takes a run back, portion after portion. */
export async function takeBack(
  asker: Asker,
  id: number,
  { runId }: Pick<Ran, 'runId'>,
): Promise<TakenBack | BulkRefusal> {
  const revertId = randomUUID()
  const back = { runId: revertId, changed: 0, skipped: 0 }
  for (let cursor: number | null = 0; cursor !== null; ) {
    const request = { kind: 'revert', id, inline: asker.inline, runId, revertId, saveId: randomUUID(), cursor }
    const done = asDone(await ask(asker, request))
    if (!done.ok) return done
    back.changed += done.changed
    back.skipped += done.skipped
    cursor = done.cursor
  }
  return back
}

function ask({ db, site, slug, actor, most }: Asker, request: unknown) {
  return bulk(db, site, slug, actor, request, most === undefined ? {} : { most })
}

function asDone(answer: BulkPreview | BulkDone | BulkRefusal): BulkDone | BulkRefusal {
  if (answer.ok && 'upTo' in answer) throw new Error('A portion answered like a look')
  return answer
}
