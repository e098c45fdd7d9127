import type { RowKey } from '@/admin/engine/batch'
import type { InlineForm } from '@/admin/engine/form'
import { type Content, isEmpty, isUnsettled, storedScalar } from '@/components/inline-grid/values/content'
import { stepSize, type Work } from './slices'

type UniqueSet = InlineForm['unique'][number]
/** What a row holds in the fields of one set. */
type Tuple = string | number | boolean
type Reader = ((field: string) => Content) | undefined

/** The rows by what they hold in the fields of one set; nearly always one row alone. */
type Index = { set: UniqueSet; values: Map<RowKey, Tuple>; holders: Map<Tuple, RowKey | Set<RowKey>> }

const none: never[] = []

/**
 * Which rows of a grid share what must be unique among them. Kept row by row, so that an edit costs the same at ten
 * rows and at ten thousand.
 */
export class Duplicates {
  private readonly indexes: Index[]

  constructor(sets: InlineForm['unique']) {
    this.indexes = sets.map((set) => ({ set, values: new Map(), holders: new Map() }))
  }

  /**
   * Takes the present contents of rows into account; a row without a reader is taken out: it will not be there. Answers
   * with the rows that became, or ceased to be, another's duplicates.
   */
  *updating(keys: Iterable<RowKey>, readerOf: (key: RowKey) => Reader): Work<Set<RowKey>> {
    const touched = new Set<RowKey>()
    let steps = 0
    for (const index of this.indexes) {
      // All leave their old values before any takes its new one, or rows that swap values would meet on the way.
      const coming: [RowKey, Tuple][] = []
      for (const key of keys) {
        const read = readerOf(key)
        const tuple = read && tupleOf(index.set.fields, read)
        if (index.values.get(key) !== tuple) {
          leave(index, key, touched)
          if (tuple !== undefined) coming.push([key, tuple])
        }
        steps += 1
        if (steps % stepSize === 0) yield
      }
      for (const [key, tuple] of coming) {
        join(index, key, tuple, touched)
        steps += 1
        if (steps % stepSize === 0) yield
      }
    }
    return touched
  }

  /** The sets that the row shares with another row, each with that other row. */
  of(key: RowKey): readonly { set: UniqueSet; other: RowKey }[] {
    let found: { set: UniqueSet; other: RowKey }[] = none
    for (const index of this.indexes) {
      const holders = holdersOf(index, index.values.get(key))
      if (typeof holders !== 'object') continue
      for (const other of holders)
        if (other !== key) {
          found = [...found, { set: index.set, other }]
          break
        }
    }
    return found
  }

  /** A row that already has this value in a set made of this field alone. */
  holderOf(field: string, content: Content): RowKey | undefined {
    const index = this.indexes.find(({ set }) => set.fields.length === 1 && set.fields[0] === field)
    const holders =
      index &&
      holdersOf(
        index,
        tupleOf([field], () => content),
      )
    return typeof holders === 'object' ? holders.values().next().value : holders
  }
}

function holdersOf(index: Index, tuple: Tuple | undefined): RowKey | Set<RowKey> | undefined {
  return tuple === undefined ? undefined : index.holders.get(tuple)
}

function leave(index: Index, key: RowKey, touched: Set<RowKey>): void {
  const tuple = index.values.get(key)
  if (tuple === undefined) return
  index.values.delete(key)
  const holders = index.holders.get(tuple)
  if (typeof holders !== 'object') {
    index.holders.delete(tuple)
    return
  }
  holders.delete(key)
  if (holders.size > 1) return
  for (const last of holders) {
    index.holders.set(tuple, last)
    touched.add(last)
  }
}

function join(index: Index, key: RowKey, tuple: Tuple, touched: Set<RowKey>): void {
  index.values.set(key, tuple)
  const holders = index.holders.get(tuple)
  if (holders === undefined) index.holders.set(tuple, key)
  else if (typeof holders === 'object') holders.add(key)
  else {
    index.holders.set(tuple, new Set([holders, key]))
    touched.add(holders)
  }
}

/** The values of some fields as one, or undefined where one of them is nothing: nothing equals nothing. */
function tupleOf(fields: readonly string[], read: (field: string) => Content): Tuple | undefined {
  const [first] = fields
  if (fields.length === 1 && first !== undefined) return heldValue(read(first))
  const values = fields.map((field) => heldValue(read(field)))
  return values.includes(undefined) ? undefined : JSON.stringify(values)
}

function heldValue(content: Content): Tuple | undefined {
  return isEmpty(content) || isUnsettled(content) ? undefined : (storedScalar(content) ?? undefined)
}
