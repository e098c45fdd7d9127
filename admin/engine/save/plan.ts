import { type UniqueSet, uniquesOf } from '../columns'
import { type Compared, compare, type StoredRows } from './compare'
import type { Creation, PartWork } from './judge'
import { orderOf } from './order'
import type { Part } from './part'
import { type Claim, claimOf } from './unique'
import type { Values } from './value'
import type { Manner } from './write'

/** What is to be written in one part, once its rows are locked and compared. */
export type Plan<P extends Part = Part> = {
  part: P
  parentId: number | null
  stored: StoredRows
  compared: Compared
  create: readonly Creation[]
}

export function planOf<P extends Part>(part: P, parentId: number | null, work: PartWork, stored: StoredRows): Plan<P> {
  return { part, parentId, stored, compared: compare(part, work, stored), create: work.create }
}

export function writesNothing({ compared, create }: Plan): boolean {
  return compared.updates.size + compared.removals.length + create.length === 0
}

/** A unique constraint of the part; `own` are its columns besides the parent, which is the same for all rows. */
export type PartUnique = { unique: UniqueSet; own: UniqueSet }

export function partUniques(part: Part): PartUnique[] {
  return uniquesOf(part.table).map((unique) => ({
    unique,
    own: { ...unique, columns: unique.columns.filter((name) => name !== part.parent) },
  }))
}

/** The rows of the batch as they will be, those that stay as they are first. Empty when none takes a new value. */
export function claimsOf(plan: Plan, { own }: PartUnique): Claim[] {
  const touches = (values: Values) => own.columns.some((name) => Object.hasOwn(values, name))
  if (plan.create.length === 0 && ![...plan.compared.updates.values()].some(touches)) return []
  const removed = new Set(plan.compared.removals)
  const kept = [...plan.stored].filter(([id]) => !removed.has(id))
  return [
    ...kept.map(([id, before]): Claim => {
      const values = after(plan, id, before)
      return { row: String(id), values, fresh: claimOf(own, before) !== claimOf(own, values) }
    }),
    ...plan.create.map(({ key, values }): Claim => ({ row: key, values, fresh: true })),
  ]
}

/** How the changed rows can be written, and in which order; `circle` are rows that no order helps. */
export function mannerOf(plan: Plan): {
  manner: Manner
  updates: ReadonlyMap<number, Values>
  circle: readonly number[]
} {
  const { updates } = plan.compared
  const uniques = partUniques(plan.part)
  const claims = (values: Values) =>
    uniques.map(({ own }) => (own.columns.length > 0 ? claimOf(own, values) : undefined))
  const touching = [...updates].filter(([, values]) =>
    uniques.some(({ own }) => own.columns.some((name) => Object.hasOwn(values, name))),
  )
  const order = orderOf(
    touching.map(([id]) => {
      const before = plan.stored.get(id) ?? {}
      return { id, before: claims(before), after: claims(after(plan, id, before)) }
    }),
  )
  if (order.free) return { manner: 'plainly', updates, circle: [] }
  if (order.circle.size > 0) return { manner: 'anew', updates, circle: [...order.circle] }
  const ordered = new Map([...order.order, ...updates.keys()].map((id) => [id, updates.get(id) ?? {}]))
  return { manner: 'in order', updates: ordered, circle: [] }
}

function after(plan: Plan, id: number, before: Values): Values {
  return { ...before, ...plan.compared.updates.get(id) }
}
