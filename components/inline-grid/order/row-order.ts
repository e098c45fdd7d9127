import type { RowKey } from '@/admin/engine/batch'
import { RowSlots } from './row-slots'

/** The stored rows of the grid: all of them in their order, or those of a long list that have been read. */
export type Head = readonly RowKey[] | RowSlots

/** So many rows are searched for one by one before it pays to note where each of them is. */
const fewLookups = 8

/** The rows of the grid from top to bottom: stored rows as arranged, then new rows, then blank ones. */
export class RowOrder {
  head: Head = []
  private tail: readonly RowKey[] = []
  private blanks = 0
  private indices: Map<RowKey, number> | undefined
  private lookups = 0
  /** Where the rows are that were looked for so far: the focused one is looked for again and again. */
  private readonly found = new Map<RowKey, number>()

  /** How many rows there are, blank ones included. */
  get length(): number {
    return this.head.length + this.tail.length
  }

  /** How many rows there are without the blank ones. */
  get filled(): number {
    return this.length - this.blanks
  }

  /** How many stored rows are shown. */
  get shown(): number {
    return this.head.length
  }

  /** The row at a place; undefined past the end, and for a row that has not been read yet. */
  keyAt(index: number): RowKey | undefined {
    const { head } = this
    if (index >= head.length) return this.tail[index - head.length]
    return head instanceof RowSlots ? head.keyAt(index) : head[index]
  }

  indexOf(key: RowKey): number {
    const { head, tail } = this
    const known = this.found.get(key)
    if (known !== undefined) return known
    this.lookups += 1
    if (!this.indices && this.lookups <= fewLookups) {
      const place = this.find(key)
      // What has been read of a long list changes between two orders, and is found at once anyway.
      if (!(head instanceof RowSlots)) this.found.set(key, place)
      return place
    }
    this.indices ??= new Map([
      ...(head instanceof RowSlots ? [] : head.map((each, index): [RowKey, number] => [each, index])),
      ...tail.map((each, index): [RowKey, number] => [each, head.length + index]),
    ])
    return this.indices.get(key) ?? (head instanceof RowSlots ? head.placeOf(key) : -1)
  }

  private find(key: RowKey): number {
    const { head, tail } = this
    const place = tail.indexOf(key)
    if (place >= 0) return head.length + place
    return head instanceof RowSlots ? head.placeOf(key) : head.indexOf(key)
  }

  /** The rows between two places, the second not included, as far as they have been read. */
  slice(from: number, to: number): RowKey[] {
    const { head, tail } = this
    const end = Math.min(to, this.length)
    const inTail = tail.slice(Math.max(0, from - head.length), Math.max(0, end - head.length))
    if (!(head instanceof RowSlots)) return [...head.slice(from, end), ...inTail]
    const keys: RowKey[] = []
    for (let index = from; index < Math.min(end, head.length); index += 1) {
      const key = head.keyAt(index)
      if (key !== undefined) keys.push(key)
    }
    return [...keys, ...inTail]
  }

  /** `kept` are stored rows that are shown although they have no place in the head. */
  lay(head: Head, kept: readonly RowKey[], created: readonly RowKey[], blanks: readonly RowKey[]): void {
    this.head = head
    this.tail = [...kept, ...created, ...blanks]
    this.blanks = blanks.length
    this.indices = undefined
    this.lookups = 0
    this.found.clear()
  }
}
