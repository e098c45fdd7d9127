export type Missing = { readonly table: string; readonly ids: readonly number[] }

/** Records that a relation was asked to join do not exist. Names all of them; nothing was written. */
export class MissingError extends Error {
  override readonly name = 'MissingError'
  readonly missing: readonly Missing[]

  constructor(missing: readonly Missing[]) {
    super(
      missing
        .map(({ table, ids }) => `${table} has no ${ids.length === 1 ? 'id' : 'ids'} ${ids.join(', ')}`)
        .join('; '),
    )
    this.missing = missing
  }
}
