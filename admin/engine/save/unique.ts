import type { RowKey } from '../batch'
import type { UniqueSet } from '../columns'
import type { Scalar } from '../form'
import type { Values } from './value'

/** A row of the batch as it will be: `fresh` when it is new or the save changes one of its unique values. */
export type Claim = { row: RowKey; values: Values; fresh: boolean }

/** What a row claims under a unique constraint, or undefined where a null claims nothing. */
export function claimOf(unique: UniqueSet, values: Values): string | undefined {
  const parts = unique.columns.map((name) => values[name] ?? null)
  if (parts.includes(null)) return undefined
  return JSON.stringify(parts.map((part) => folded(unique, part)))
}

/**
 * The rows that claim what an earlier row of the same batch claims. A row that keeps its value comes before one that
 * takes it; among those that take it the first one stands.
 */
export function repeated(unique: UniqueSet, claims: readonly Claim[]): RowKey[] {
  const taken = new Set<string>()
  for (const { values, fresh } of claims) {
    const claim = fresh ? undefined : claimOf(unique, values)
    if (claim !== undefined) taken.add(claim)
  }
  return claims.flatMap(({ row, values, fresh }) => {
    const claim = fresh ? claimOf(unique, values) : undefined
    if (claim === undefined) return []
    if (taken.has(claim)) return row
    taken.add(claim)
    return []
  })
}

function folded(unique: UniqueSet, value: Scalar): Scalar {
  return unique.folded && typeof value === 'string' ? value.toLowerCase() : value
}
