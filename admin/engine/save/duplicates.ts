import type { PgTable } from 'drizzle-orm/pg-core'
import type { Transaction } from '@/db/client'
import type { Problem } from '../batch'
import { referenceOf } from '../columns'
import { labelOf, optionsOf } from '../labels'
import { midSentence } from '../mid-sentence'
import type { Site } from '../site'
import { type Part, placeIn } from './part'
import { claimsOf, type PartUnique, type Plan, partUniques } from './plan'
import { ask, type Question, taken, titlesOf } from './survey'
import { type Claim, claimOf, repeated } from './unique'

/** A row that takes what another one has under a unique constraint. */
export type Duplicate = { plan: Plan; set: PartUnique; claim: Claim }

/** Finds rows that take what another row of the batch takes, and asks whether a stored row has it. */
export function checkUniques(plan: Plan, duplicates: Duplicate[], questions: Question[]): void {
  for (const set of partUniques(plan.part)) {
    const claims = claimsOf(plan, set)
    const fresh = claims.filter((claim) => claim.fresh && claimOf(set.own, claim.values) !== undefined)
    const twice = new Set(repeated(set.own, claims))
    const found = (claim: Claim) => duplicates.push({ plan, set, claim })
    for (const claim of fresh) if (twice.has(claim.row)) found(claim)
    const single = fresh.filter(({ row }) => !twice.has(row))
    if (single.length > 0)
      questions.push(
        taken(
          plan.part,
          plan.parentId,
          set.unique,
          single,
          (id) => plan.stored.has(id),
          (stored) => {
            for (const claim of stored) found(claim)
          },
        ),
      )
  }
}

/** The duplicates in words, each at the cell that takes the value: "Ana Lee is already listed". */
export async function duplicateProblems(
  tx: Transaction,
  site: Site,
  duplicates: readonly Duplicate[],
): Promise<Problem[]> {
  const named = duplicates.map((duplicate) => ({ ...duplicate, far: farRecord(duplicate) }))
  const ids = new Map<PgTable, number[]>()
  for (const { far } of named) if (far) ids.set(far.table, [...(ids.get(far.table) ?? []), far.id])
  const titles = new Map<PgTable, ReadonlyMap<number, string>>()
  await ask(
    tx,
    [...ids].map(([table, some]) => titlesOf(site, table, some, (found) => titles.set(table, found))),
  )
  return named.map(({ far, plan, set, claim }) => ({
    ...placeIn(plan.part, claim.row, fieldToBlame({ plan, set, claim })),
    message: far
      ? `${titles.get(far.table)?.get(far.id) ?? 'This'} is already listed`
      : alreadyThere(site, plan.part, set),
  }))
}

/** What names the row among the rows of its parent: the record that its only relation points at. */
function farRecord({ plan: { part }, set, claim }: Duplicate): { table: PgTable; id: number } | undefined {
  const [name] = set.own.columns
  const single = set.own.columns.length === 1 && set.own.columns.length < set.unique.columns.length
  if (name === undefined || !single || part.fields.get(name)?.kind !== 'relation') return undefined
  const table = referenceOf(part.table, name)?.table
  const id = claim.values[name]
  return table && typeof id === 'number' ? { table, id } : undefined
}

function fieldToBlame({ plan, set, claim }: Duplicate): string | undefined {
  const changed = plan.compared.updates.get(Number(claim.row))
  const fields = set.own.columns.filter((name) => plan.part.fields.has(name))
  return fields.find((name) => changed && Object.hasOwn(changed, name)) ?? fields[0]
}

function alreadyThere(site: Site, part: Part, { own }: PartUnique): string {
  const labels = own.columns.map((name) =>
    midSentence(part.fields.get(name)?.label ?? labelOf(part.table, name, optionsOf(site, part.declared, name))),
  )
  const singular = midSentence(part.singular)
  return `There is already ${/^[aeiou]/.test(singular) ? 'an' : 'a'} ${singular} with this ${labels.join(' and ')}`
}
