import type { RowKey } from '@/admin/engine/batch'
import type { InlineForm } from '@/admin/engine/form'
import { type Content, isEmpty, isUnsettled, storedScalar } from './content'

/**
 * Which rows of a grid share what must be unique among them. Kept row by row, so that an edit costs the same at ten
 * rows and at ten thousand.
 */
export class Duplicates {
  private readonly holders: Map<string, Set<RowKey>>[]
  private readonly values = new Map<RowKey, (string | undefined)[]>()

  constructor(private readonly sets: InlineForm['unique']) {
    this.holders = sets.map(() => new Map())
  }

  /**
   * Takes a row's present contents into account, or takes the row out (`read` undefined: it will not be there).
   * Answers with the other rows that became, or ceased to be, its duplicates.
   */
  update(key: RowKey, read: ((field: string) => Content) | undefined): RowKey[] {
    const touched: RowKey[] = []
    const before = this.values.get(key)
    const after = read ? this.sets.map((set) => tupleOf(set.fields, read)) : undefined
    this.sets.forEach((_, index) => {
      if (before?.[index] === after?.[index]) return
      this.leave(key, index, before?.[index], touched)
      this.join(key, index, after?.[index], touched)
    })
    if (after) this.values.set(key, after)
    else this.values.delete(key)
    return touched
  }

  /** The sets that the row shares with another row, each with that other row. */
  of(key: RowKey): { set: InlineForm['unique'][number]; other: RowKey }[] {
    return this.sets.flatMap((set, index) => {
      const tuple = this.values.get(key)?.[index]
      const holders = tuple === undefined ? undefined : this.holders[index]?.get(tuple)
      if (!holders || holders.size < 2) return []
      for (const other of holders) if (other !== key) return [{ set, other }]
      return []
    })
  }

  /** A row that already has this value in a set made of this field alone. */
  holderOf(field: string, content: Content): RowKey | undefined {
    const index = this.sets.findIndex((set) => set.fields.length === 1 && set.fields[0] === field)
    const tuple = index < 0 ? undefined : tupleOf([field], () => content)
    return tuple === undefined ? undefined : this.holders[index]?.get(tuple)?.values().next().value
  }

  private leave(key: RowKey, index: number, tuple: string | undefined, touched: RowKey[]): void {
    const holders = tuple === undefined ? undefined : this.holders[index]?.get(tuple)
    if (!holders?.delete(key)) return
    if (holders.size === 1) touched.push(...holders)
    if (holders.size === 0) this.holders[index]?.delete(tuple!)
  }

  private join(key: RowKey, index: number, tuple: string | undefined, touched: RowKey[]): void {
    if (tuple === undefined) return
    const holders = this.holders[index]?.get(tuple)
    if (!holders) {
      this.holders[index]?.set(tuple, new Set([key]))
      return
    }
    if (holders.size === 1) touched.push(...holders)
    holders.add(key)
  }
}

/** The values of some fields as one text, or undefined where one of them is nothing: nothing equals nothing. */
function tupleOf(fields: readonly string[], read: (field: string) => Content): string | undefined {
  const contents = fields.map(read)
  if (contents.some((content) => isEmpty(content) || isUnsettled(content))) return undefined
  return JSON.stringify(contents.map(storedScalar))
}
