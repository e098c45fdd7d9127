import type { Transaction } from '@/db/client'
import type { Conflict, Problem } from '../batch'
import { midSentence } from '../mid-sentence'
import { recordTitle } from '../record-title'
import { checkCircle, checkConditions, checkRelations, checkRemovals, type Findings } from './checks'
import { explainClashes } from './conflicts'
import { checkUniques, type Duplicate, duplicateProblems } from './duplicates'
import { checkLinks } from './links'
import { explainMissing } from './missing'
import { placeIn } from './part'
import type { Plans } from './prepare'
import { checkRules } from './rules'
import { type SaveRequest, Unsaved } from './save-request'
import { ask } from './survey'

/** Nothing is written until every conflict is settled. Rows that were never this record's are problems, not conflicts. */
export async function refuseConflicts(
  tx: Transaction,
  { site, actor, form, id }: SaveRequest,
  plans: Plans,
): Promise<void> {
  const conflicts: Conflict[] = await explainClashes(tx, site, actor, plans.record)
  const clashing = new Set(plans.record.compared.clashes.map(({ field }) => field))
  const problems: Problem[] = []
  for (const plan of plans.inlines) {
    // Whose rows they are is not settled yet.
    if (clashing.has(plan.part.declared.via ?? '')) continue
    const missing = await explainMissing(tx, site, plan)
    problems.push(...missing.problems)
    conflicts.push(...missing.conflicts, ...(await explainClashes(tx, site, actor, plan)))
  }
  if (problems.length > 0) throw new Unsaved({ ok: false, kind: 'problems', problems })
  if (conflicts.length === 0) return
  const title = await recordTitle(tx, site, form.model, id ?? 0)
  throw new Unsaved({ ok: false, kind: 'conflicts', conflicts, title: title ?? '' })
}

/** Everything that has to be known before writing is asked in one statement; all problems are told at once. */
export async function refuseProblems(
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
    if (via === undefined || plan.parentId !== null) checkRules(plan, id === null, findings)
    else if (plan.create.length > 0) {
      const label = form.fields.find(({ name }) => name === via)?.label ?? via
      findings.problems.push({ ...placeIn(record, undefined, via), message: `Choose a ${midSentence(label)} first` })
    }
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
