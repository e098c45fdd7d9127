import type { Transaction } from '@/db/client'
import type { Inline } from '../define'
import { midSentence } from '../mid-sentence'
import type { InlinePart } from '../save/part'
import { ask, countOf, type Question, unavailable } from '../save/survey'
import type { Values } from '../save/value'
import { type Place, refuse, type Work } from './work'

/** What is done to rows of a record: a column is set, or rows go, or come back. */
export type Deed = { kind: 'set'; field: string } | { kind: 'delete' } | { kind: 'restore' }

/** Whether this may break what is said of all rows of a record together. */
export function isCounted({ form, declared }: InlinePart, deed: Deed): boolean {
  if (deed.kind === 'delete') return form.minRows > 0
  return rulesOf(declared, deed).length > 0 || (deed.kind === 'restore' && form.maxRows !== null)
}

function rulesOf({ rules = [] }: Inline, deed: Deed) {
  return deed.kind === 'delete'
    ? []
    : rules.filter(({ where }) => deed.kind === 'restore' || Object.hasOwn(where, deed.field))
}

/** Throws `Refused` unless a relation is set to what this person may choose. */
export async function mustBeChoice(tx: Transaction, { site, actor, part, change }: Work): Promise<void> {
  if (change.kind !== 'set' || part.fields.get(change.field)?.kind !== 'relation') return
  const { field, to } = change
  if (typeof to !== 'number') return
  const missing: number[] = []
  await ask(tx, [unavailable(site, actor, part, field, [to], (ids) => missing.push(...ids))])
  if (missing.length > 0)
    refuse('refused', `${part.fields.get(field)?.label ?? field}: Not one of the available choices.`)
}

/**
 * Throws `Refused` where the rows of a record break a declared limit: after deletions the least number, after anything else
 * the greatest one and the rules. Asked of rows that were just written; `ahead` of writing, that many rows are to come.
 */
export async function mustKeepLimits(
  tx: Transaction,
  { part }: Pick<Place, 'part'>,
  parentId: number,
  deed: Deed,
  ahead = 0,
): Promise<void> {
  const { minRows, maxRows, singular, plural } = part.form
  const problems: string[] = []
  const words = (limit: number) => `${limit} ${midSentence(limit === 1 ? singular : plural)}`
  const questions: Question[] = []
  const counted = (where: Values, fault: (count: number) => string | undefined) =>
    questions.push(
      countOf(part, parentId, where, (count) => {
        const problem = fault(count)
        if (problem !== undefined) problems.push(problem)
      }),
    )
  if (deed.kind === 'delete')
    counted({}, (count) => (count - ahead < minRows ? `At least ${words(minRows)}` : undefined))
  if (deed.kind === 'restore' && maxRows !== null)
    counted({}, (count) => (count > maxRows ? `At most ${words(maxRows)}` : undefined))
  for (const { where, max, message } of rulesOf(part.declared, deed)) {
    const values = Object.fromEntries(Object.entries(where).map(([name, value]) => [name, value ?? null]))
    counted(values, (count) => (count + ahead > max ? message : undefined))
  }
  await ask(tx, questions)
  const [problem] = problems
  if (problem) refuse('refused', `${problem.replace(/\.$/, '')}.`)
}
