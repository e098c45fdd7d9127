import type { Scalar } from '../form'
import { midSentence } from '../mid-sentence'
import type { Findings } from './checks'
import { type InlinePart, placeIn } from './part'
import type { Plan } from './plan'
import { countOf } from './survey'
import type { Values } from './value'

/** The declared limits of an inline: how many rows it holds, and how many of them may have certain values. */
export function checkRules(plan: Plan<InlinePart>, isNew: boolean, findings: Findings): void {
  checkNumber(plan, isNew, findings)
  for (const { where, max, message } of plan.part.declared.rules ?? []) {
    const condition = new Map(Object.entries(where).map(([name, value]) => [name, value ?? null]))
    const { before, after } = holding(plan, condition)
    if (after > before)
      counted(plan, Object.fromEntries(condition), findings, (stored) => {
        if (stored - before + after > max) findings.problems.push({ ...placeIn(plan.part, undefined), message })
      })
  }
}

function checkNumber(plan: Plan<InlinePart>, isNew: boolean, findings: Findings): void {
  const { minRows, maxRows, singular, plural } = plan.part.form
  const growth = plan.create.length - plan.compared.removals.length
  const few = minRows > 0 && (isNew || growth < 0)
  const many = maxRows !== null && growth > 0
  if (!few && !many) return
  const say = (words: string, limit: number) =>
    findings.problems.push({
      ...placeIn(plan.part, undefined),
      message: `${words} ${limit} ${midSentence(limit === 1 ? singular : plural)}`,
    })
  counted(plan, {}, findings, (stored) => {
    const total = stored + growth
    if (few && total < minRows) say('At least', minRows)
    if (many && total > maxRows) say('At most', maxRows)
  })
}

/** How many rows of the batch have the values, as they were and as they will be. */
function holding({ stored, compared, create }: Plan, condition: ReadonlyMap<string, Scalar>) {
  const holds = (values: Values) => [...condition].every(([name, value]) => (values[name] ?? null) === value)
  const removed = new Set(compared.removals)
  const kept = [...stored].filter(([id]) => !removed.has(id))
  const changed = kept.filter(([id, values]) => holds({ ...values, ...compared.updates.get(id) }))
  return {
    before: [...stored.values()].filter(holds).length,
    after: changed.length + create.filter(({ values }) => holds(values)).length,
  }
}

/** Counts the stored rows of the parent with these values. */
function counted(plan: Plan, where: Values, { questions }: Findings, read: (stored: number) => void): void {
  if (plan.parentId === null) read(0)
  else questions.push(countOf(plan.part, plan.parentId, where, read))
}
