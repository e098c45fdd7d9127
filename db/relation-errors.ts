import { getTableName } from 'drizzle-orm'
import type { PgTable } from 'drizzle-orm/pg-core'

export type Missing = { readonly table: string; readonly ids: readonly number[] }

/** Records that a relation was asked to join do not exist. Names all of them; nothing was written. */
export class MissingError extends Error {
  override readonly name = 'MissingError'
  readonly missing: readonly Missing[]

  constructor(missing: readonly Missing[]) {
    const named = missing.map(
      ({ table, ids }) => `${table} has no ${ids.length === 1 ? 'id' : 'ids'} ${ids.join(', ')}`,
    )
    super(named.join('; '))
    this.missing = missing
  }
}

/** Pairs that were to be created are there already, or were given twice. Names all of them; nothing was written. */
export class PairExistsError extends Error {
  override readonly name = 'PairExistsError'
  readonly pairs: readonly (readonly [left: number, right: number])[]

  constructor(table: PgTable, pairs: readonly (readonly [left: number, right: number])[]) {
    super(`${getTableName(table)} already joins ${pairs.map(([left, right]) => `${left} and ${right}`).join(', ')}`)
    this.pairs = pairs
  }
}

/** New rows lack data that their table requires. Names the columns; nothing was written. */
export class RequiredError extends Error {
  override readonly name = 'RequiredError'
  readonly columns: readonly string[]

  constructor(table: PgTable, columns: readonly string[]) {
    super(`${getTableName(table)}: a new row needs ${columns.join(', ')}`)
    this.columns = columns
  }
}
