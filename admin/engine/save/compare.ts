import type { Scalar } from '../form'
import type { PartWork } from './judge'
import type { Part } from './part'
import { sameValue, type Values } from './value'

/** The locked rows of a part by id, as they are stored. */
export type StoredRows = ReadonlyMap<number, Values>

/** A cell that was changed to something else since the browser read it. */
export type CellClash = { id: number; field: string; yours: Scalar; theirs: Scalar }

/** What is left to do after comparing with what is stored, and what stands against it. */
export type Compared = {
  /** Per row the values that differ from what is stored. */
  updates: ReadonlyMap<number, Values>
  removals: readonly number[]
  clashes: readonly CellClash[]
  /** Rows to delete that were changed meanwhile, with the fields that were. */
  changedRemovals: readonly { id: number; fields: readonly string[] }[]
  /** Rows that are not there, or belong to another parent. */
  missing: { updates: readonly number[]; removals: readonly number[] }
}

/**
 * Compares each value that an edit started from with what is stored. A cell is applied while it still holds what it was
 * changed from, is done already when it holds what it shall become, and clashes otherwise.
 */
export function compare(part: Part, work: PartWork, stored: StoredRows): Compared {
  const updates = new Map<number, Values>()
  const clashes: CellClash[] = []
  for (const { id, changes } of work.update) {
    const row = stored.get(id)
    if (!row) continue
    const values: Record<string, Scalar> = {}
    for (const [field, [from, to]] of changes) {
      const theirs = row[field] ?? null
      if (same(part, field, theirs, to)) continue
      if (same(part, field, theirs, from)) values[field] = to
      else clashes.push({ id, field, yours: to, theirs })
    }
    if (Object.keys(values).length > 0) updates.set(id, values)
  }
  const removals = work.remove.filter(({ id }) => stored.has(id))
  return {
    updates,
    removals: removals.map(({ id }) => id),
    clashes,
    changedRemovals: removals.flatMap(({ id, from }) => {
      const row = stored.get(id)
      const fields = Object.keys(from).filter((field) => !same(part, field, row?.[field] ?? null, from[field] ?? null))
      return fields.length > 0 ? { id, fields } : []
    }),
    missing: {
      updates: work.update.flatMap(({ id }) => (stored.has(id) ? [] : id)),
      removals: work.remove.flatMap(({ id }) => (stored.has(id) ? [] : id)),
    },
  }
}

function same(part: Part, name: string, a: Scalar, b: Scalar): boolean {
  const field = part.fields.get(name)
  return field !== undefined && sameValue(field, a, b)
}
