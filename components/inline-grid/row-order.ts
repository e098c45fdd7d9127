import type { RowKey } from '@/admin/engine/batch'

/** The rows of the grid from top to bottom: stored rows as arranged, then new rows, then blank ones. */
export class RowOrder {
  private keys: RowKey[] = []
  private indices: Map<RowKey, number> | undefined
  private arranged: readonly RowKey[] = []
  private lengths = { arranged: 0, created: 0 }

  /** How many rows there are, blank ones included. */
  get length(): number {
    return this.keys.length
  }

  /** How many rows there are without the blank ones. */
  get filled(): number {
    return this.lengths.arranged + this.lengths.created
  }

  keyAt(index: number): RowKey | undefined {
    return this.keys[index]
  }

  indexOf(key: RowKey): number {
    this.indices ??= new Map(this.keys.map((each, index) => [each, index]))
    return this.indices.get(key) ?? -1
  }

  slice(from: number, to: number): RowKey[] {
    return this.keys.slice(from, to)
  }

  /** The stored rows that are shown, in their order. */
  get shown(): readonly RowKey[] {
    return this.arranged
  }

  lay(arranged: readonly RowKey[], created: readonly RowKey[], blanks: readonly RowKey[]): void {
    this.arranged = arranged
    this.lengths = { arranged: arranged.length, created: created.length }
    this.keys = arranged.concat(created, blanks)
    this.indices = undefined
  }
}
