import type { RowKey } from '@/admin/engine/batch'

type Listener = () => void

/** Who wants to know of changes: of one row, of the order of the rows, of anything. */
export class Listeners {
  private readonly ofRow = new Map<RowKey, Set<Listener>>()
  private readonly ofAll = new Set<Listener>()

  add(listener: Listener): () => void {
    this.ofAll.add(listener)
    return () => this.ofAll.delete(listener)
  }

  addRow(key: RowKey, listener: Listener): () => void {
    const listeners = this.ofRow.get(key) ?? new Set()
    this.ofRow.set(key, listeners.add(listener))
    return () => {
      listeners.delete(listener)
      if (listeners.size === 0) this.ofRow.delete(key)
    }
  }

  /** Calls those who listen to anything. A listener may add or remove listeners. */
  tell(): void {
    for (const listener of [...this.ofAll]) listener()
  }

  /** Calls those who listen to these rows; without rows, those who listen to any row. */
  tellRows(keys: Iterable<RowKey> = [...this.ofRow.keys()]): void {
    for (const key of keys) for (const listener of [...(this.ofRow.get(key) ?? [])]) listener()
  }
}
