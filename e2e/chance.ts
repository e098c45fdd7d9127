/** Chance that is the same for the same seed. */
export class Chance {
  constructor(private state: number) {}

  /** A number from 0 to below 1. */
  next(): number {
    this.state = (this.state + 0x6d2b79f5) | 0
    let mixed = Math.imul(this.state ^ (this.state >>> 15), 1 | this.state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32
  }

  /** A whole number below a limit. */
  below(limit: number): number {
    return Math.floor(this.next() * limit)
  }

  /** One of some items, those with a greater weight more often. */
  pick<Item>(items: readonly Item[], weight: (item: Item) => number = () => 1): Item {
    let at = this.next() * items.reduce((sum, item) => sum + weight(item), 0)
    const found = items.find((item) => {
      at -= weight(item)
      return at < 0
    })
    if (found === undefined) throw new Error('There is nothing to pick')
    return found
  }
}
