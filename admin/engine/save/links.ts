import { sql } from 'drizzle-orm'
import type { Transaction } from '@/db/client'
import { type Junction, junctionOf } from '@/db/junction'
import { deleteLinks, insertLinks, type Link } from '@/db/links'
import type { LinkChanges } from '../batch'
import type { Pick } from '../define'
import type { Actor } from '../permissions'
import type { Site } from '../site'
import type { Findings } from './checks'
import { type Author, historyOf } from './history'
import { unavailable } from './survey'

/** Links of one pick to be made and taken away. */
export type LinkPlan = { name: string; pick: Pick; junction: Junction; changes: LinkChanges }

export function linkPlan(name: string, pick: Pick, changes: LinkChanges): LinkPlan {
  return { name, pick, junction: junctionOf(pick.table, pick.parent, pick.far), changes }
}

/** Only what exists and what this person may choose can be linked; all others are named together. */
export function checkLinks(site: Site, actor: Actor, plan: LinkPlan, { problems, questions }: Findings): void {
  if (plan.changes.add.length === 0) return
  const { table, far } = plan.pick
  const part = { table, declared: { table, parent: plan.pick.parent, fields: [] } }
  questions.push(
    unavailable(site, actor, part, far, plan.changes.add, (missing) => {
      if (missing.size === 0) return
      const ids = [...missing].sort((a, b) => a - b).join(', ')
      problems.push({ field: plan.name, message: `Not one of the available choices: ${ids}` })
    }),
  )
}

/** Writes the links and their history. What is linked already, or not linked, changes nothing. */
export async function writeLinks(
  tx: Transaction,
  site: Site,
  author: Author,
  parentId: number,
  { junction, changes }: LinkPlan,
): Promise<boolean> {
  const removed = changes.remove.length > 0 ? await deleteLinks(tx, junction, parentId, { only: changes.remove }) : []
  const added = await insertLinks(tx, junction, parentId, changes.add)
  if (removed.length + added.length === 0) return false
  const rows = (links: readonly Link[]) =>
    sql`jsonb_populate_recordset(null::${junction.table}, ${JSON.stringify(links.map(({ stored }) => stored))}::text::jsonb)`
  const whole = sql`to_jsonb("t")`
  const none = sql`null`
  await tx.execute(sql`
    with "removed" as (${historyOf(site, author, junction, { action: 'delete', rows: rows(removed), before: whole, after: none })})
    ${historyOf(site, author, junction, { action: 'create', rows: rows(added), before: none, after: whole })}`)
  return true
}
