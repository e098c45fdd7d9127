import type { RowKey } from '@/admin/engine/batch'

/** The stored rows in the server's order, as far as they have been read: by their place in it. */
export class RowSlots {
  private keys = new Map<number, RowKey>()
  private places = new Map<RowKey, number>()

  constructor(private count: number) {}

  /** How many rows there are, read or not. */
  get length(): number {
    return this.count
  }

  /** From now on there are so many rows. Answers with those that stood past the last of them. */
  resize(length: number): RowKey[] {
    const past = length < this.count ? [...this.keys].filter(([place]) => place >= length).map(([, key]) => key) : []
    for (const key of past) this.forget(key)
    this.count = length
    return past
  }

  /** How many of the rows have been read. */
  get known(): number {
    return this.keys.size
  }

  keyAt(place: number): RowKey | undefined {
    return this.keys.get(place)
  }

  placeOf(key: RowKey): number {
    return this.places.get(key) ?? -1
  }

  /** Notes the rows that stand at `place` and after it. A row that stood elsewhere has moved. Answers with those that stood there and have no place now. */
  put(place: number, keys: readonly RowKey[]): RowKey[] {
    const before = keys.flatMap((_, index) => this.keys.get(place + index) ?? [])
    keys.forEach((key, index) => {
      this.forget(this.keys.get(place + index))
      this.forget(key)
      this.keys.set(place + index, key)
      this.places.set(key, place + index)
    })
    return before.filter((key) => !this.places.has(key))
  }

  /** Takes rows out that are not stored any more: those after them move up. */
  remove(keys: ReadonlySet<RowKey>): void {
    const gone = [...keys].map((key) => this.placeOf(key)).filter((place) => place >= 0)
    if (gone.length === 0) return
    gone.sort((a, b) => a - b)
    const before = [...this.keys]
    this.keys = new Map()
    this.places = new Map()
    this.count -= gone.length
    for (const [place, key] of before) {
      if (keys.has(key)) continue
      const shift = gone.findIndex((each) => each > place)
      this.put(place - (shift < 0 ? gone.length : shift), [key])
    }
  }

  /** Adds rows that were stored just now: they stand last until the rows are read again. */
  append(keys: readonly RowKey[]): void {
    this.count += keys.length
    this.put(this.count - keys.length, keys)
  }

  /** Forgets what stands between two places, the second not included. Answers with the keys that stood there. */
  clear(from: number, to: number): RowKey[] {
    const keys: RowKey[] = []
    for (let place = from; place < to; place += 1) {
      const key = this.keys.get(place)
      if (key === undefined) continue
      keys.push(key)
      this.forget(key)
    }
    return keys
  }

  private forget(key: RowKey | undefined): void {
    const place = key === undefined ? undefined : this.places.get(key)
    if (key === undefined || place === undefined) return
    this.places.delete(key)
    if (this.keys.get(place) === key) this.keys.delete(place)
  }
}
