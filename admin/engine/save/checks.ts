import type { PgTable } from 'drizzle-orm/pg-core'
import type { Transaction } from '@/db/client'
import type { Problem, RowKey } from '../batch'
import { constraintsOf } from '../errors'
import { midSentence } from '../mid-sentence'
import type { Actor } from '../permissions'
import { dependencesOn, rowsLabel } from '../removal/graph'
import { type Reach, reachOf } from '../removal/reach'
import type { Site } from '../site'
import { placeIn } from './part'
import { mannerOf, type Plan } from './plan'
import { broken, isReferredTo, type Question, unavailable } from './survey'
import type { Values } from './value'

/** Where checks put what they find at once and what they have to ask first. */
export type Findings = { problems: Problem[]; questions: Question[] }

/** A relation may only be set to what exists and to what this person may choose. */
export function checkRelations(site: Site, actor: Actor, plan: Plan, { problems, questions }: Findings): void {
  const rows: [RowKey, Values][] = [
    ...[...plan.compared.updates].map(([id, values]): [RowKey, Values] => [String(id), values]),
    ...plan.create.map(({ key, values }): [RowKey, Values] => [key, values]),
  ]
  for (const [name, field] of plan.part.fields) {
    if (field.kind !== 'relation') continue
    const chosen = rows.flatMap(([row, values]) => {
      const id = values[name]
      return typeof id === 'number' ? [{ row, id }] : []
    })
    if (chosen.length === 0) continue
    const ids = [...new Set(chosen.map(({ id }) => id))]
    questions.push(
      unavailable(site, actor, plan.part, name, ids, (missing) => {
        for (const { row, id } of chosen)
          if (missing.has(id))
            problems.push({ ...placeIn(plan.part, row, name), message: 'Not one of the available choices' })
      }),
    )
  }
}

/** Rows that exchange values all round are deleted and inserted anew, which must not take away what refers to them. */
export function checkCircle(plan: Plan, { problems, questions }: Findings): void {
  const { circle } = mannerOf(plan)
  if (circle.length === 0) return
  const message = `${plan.part.plural} that others refer to cannot exchange values in one save; change them one after another`
  questions.push(
    isReferredTo(plan.part.table, (referred) => {
      if (referred) for (const id of circle) problems.push({ ...placeIn(plan.part, String(id)), message })
    }),
  )
}

/** Asks every check constraint about the rows to be written: done once one of them was broken, to find where. */
export function checkConditions(plan: Plan, { problems, questions }: Findings): void {
  const rows: { row: RowKey; values: Values }[] = [
    ...[...plan.compared.updates].map(([id, values]) => ({
      row: String(id),
      values: { ...plan.stored.get(id), ...values },
    })),
    ...plan.create.map(({ key, values }) => ({ row: key, values })),
  ]
  for (const { holds, columns, message } of constraintsOf(plan.part.table).values()) {
    const known = rows.filter(({ values }) => columns.every((name) => Object.hasOwn(values, name)))
    if (!holds || known.length === 0) continue
    const field = columns.find((name) => plan.part.fields.has(name))
    questions.push(
      broken(
        plan.part.table,
        holds,
        known.map(({ values }) => values),
        (indexes) => {
          for (const index of indexes) problems.push({ ...placeIn(plan.part, known[index]?.row, field), message })
        },
      ),
    )
  }
}

/**
 * Rows that are deleted must not be held by others. Answers what goes with them, their own rows left out; undefined where
 * no table of the site refers to theirs, which costs no statement.
 */
export async function checkRemovals(
  tx: Transaction,
  site: Site,
  { part, compared: { removals } }: Plan,
  { problems }: Findings,
): Promise<Reach | undefined> {
  if (removals.length === 0 || dependencesOn(site, part.table).length === 0) return undefined
  const own = new Set(removals)
  const reach = await reachOf(tx, site, part.table, removals, { lock: true })
  for (const { table, of } of reach.blockers) {
    const message = `Cannot be deleted, because ${midSentence(rowsLabel(site, table).label)} refer to it`
    const rows = new Set(of.filter((id) => own.has(id)).map(String))
    for (const row of rows.size > 0 ? rows : [undefined]) problems.push({ ...placeIn(part, row), message })
  }
  const others = (table: PgTable, ids: ReadonlySet<number>) =>
    table === part.table ? new Set([...ids].filter((id) => !own.has(id))) : ids
  return { ...reach, deleted: new Map([...reach.deleted].map(([table, ids]) => [table, others(table, ids)])) }
}
