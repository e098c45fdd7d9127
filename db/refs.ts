import { type SQL, sql } from 'drizzle-orm'

/** A record by its id or as it was read. */
export type Ref<Row> = number | (Row & { readonly id: number })

export function idOf(ref: Ref<object>): number {
  return typeof ref === 'number' ? ref : ref.id
}

/** The ids in ascending order, each once: whoever locks in this order never deadlocks with another who does. */
export function idsOf(refs: readonly Ref<object>[]): number[] {
  return [...new Set(refs.map(idOf))].sort((a, b) => a - b)
}

/** Any number of ids as one parameter. */
export function idArray(ids: readonly number[]): SQL {
  return sql`${`{${ids.join(',')}}`}::bigint[]`
}
