import { type SQL, sql } from 'drizzle-orm'
import type { Reader, Transaction } from '@/db/client'
import { saves } from '@/db/schema/history'
import type { Actor } from '../permissions'
import { run } from '../run'

/** `mine`: go on. `done`: answer what is stored. `used`: the id was used by somebody else, or for something else. */
export type Claim = { state: 'mine' } | { state: 'done'; outcome: unknown } | { state: 'used' }

/**
 * Takes the id of a save, first of all: whoever comes second with the same id waits here until the first is done, and is
 * then answered with what that one did. For a save of few rows the rest of the transaction runs on plans made once:
 * planning its statements takes longer than they do. Many rows deserve a plan of their own.
 */
export async function claim(
  tx: Transaction,
  { id, actor, request, isSmall = false }: { id: string; actor: Actor; request: string; isSmall?: boolean },
): Promise<Claim> {
  const values = sql`select ${id}::uuid, ${actor.id}::bigint, ${request}::text, 'null'::jsonb`
  const planning = sql` from set_config('plan_cache_mode', 'force_generic_plan', true)`
  const taken = await run(
    tx,
    sql`insert into ${saves} (id, actor_id, request, outcome) ${values}${isSmall ? planning : sql``}
    on conflict (id) do nothing returning id`,
  )
  if (taken.length > 0) return { state: 'mine' }
  const [stored] = await run<{ actor: string; request: string; outcome: unknown }>(
    tx,
    sql`select ${saves.actorId} as actor, ${saves.request} as request, ${saves.outcome} as outcome
    from ${saves} where ${saves.id} = ${id}::uuid`,
  )
  if (Number(stored?.actor) !== actor.id || stored?.request !== request) return { state: 'used' }
  return { state: 'done', outcome: stored.outcome }
}

/** Stores the outcome under the id that this transaction has taken, and returns it as it was stored. */
export async function settle(tx: Transaction, id: string, outcome: SQL): Promise<unknown> {
  const [row] = await run<{ outcome: unknown }>(
    tx,
    sql`update ${saves} set outcome = ${outcome} where id = ${id}::uuid returning outcome`,
  )
  if (!row) throw new Error('A save lost its id')
  return row.outcome
}

/** Days for which a save can be asked for again by its id; a draft in a browser lives for one. */
const keptDays = 7

/** Forgets the outcomes of saves that nobody can ask for any more; the history stays, and the sums of its long changes. */
export async function forgetOutcomes(db: Reader): Promise<void> {
  await run(
    db,
    sql`delete from ${saves} where ${saves.at} < now() - make_interval(days => ${keptDays}::int)
    and not jsonb_exists(${saves.outcome}, 'bulk')`,
  )
}
