import type { Transaction } from '@/db/client'
import { recordReach } from '../removal/record-reach'
import { checkRemovals } from '../save/checks'
import type { Author } from '../save/history'
import type { Plan } from '../save/plan'
import { deleteRows } from '../save/write'
import { type Place, refuse } from './work'

/** Deletes locked rows of a record with all that goes with them, and writes the history of it. Throws `Refused`. */
export async function removeRows(
  tx: Transaction,
  { site, part }: Place,
  author: Author,
  parentId: number,
  ids: readonly number[],
): Promise<void> {
  const findings = { problems: [], questions: [] }
  const reach = await checkRemovals(tx, site, removalOf(part, parentId, ids), findings)
  const [problem] = findings.problems as { message: string }[]
  if (problem) refuse('refused', `${problem.message}.`)
  if (reach) await recordReach(tx, site, author, reach)
  await deleteRows(tx, { site, author, part, parentId }, ids)
}

function removalOf(part: Place['part'], parentId: number, ids: readonly number[]): Plan {
  const missing = { updates: [], removals: [] }
  const compared = { updates: new Map(), removals: ids, clashes: [], changedRemovals: [], missing }
  return { part, parentId, stored: new Map(), compared, create: [] }
}
