import type { RowKey } from '@/admin/engine/batch'
import { whenIdle } from './when-idle'

type Listener = () => void

/** Answers with what tells rows that are in sight now from others; undefined: all are taken for such. */
export type Nearness = () => ((key: RowKey) => boolean) | undefined

/** So many rows are drawn again at once; of more, those in sight come first and the rest in portions. */
const atOnce = 20
const portion = 10

/** Who wants to know of changes: of one row, of the order of the rows, of anything. */
export class Listeners {
  private readonly ofRow = new Map<RowKey, Set<Listener>>()
  private readonly ofAll = new Set<Listener>()
  private readonly late = new Set<RowKey>()

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

  /** The rows that somebody listens to. */
  rows(): IterableIterator<RowKey> {
    return this.ofRow.keys()
  }

  /** Calls those who listen to anything. A listener may add or remove listeners. */
  tell(): void {
    for (const listener of [...this.ofAll]) listener()
  }

  /**
   * Calls those who listen to these rows (without rows: to any). After a change of many rows those out of sight are
   * called a little later, in portions, so that what is in sight is drawn without waiting for them.
   */
  tellRows(keys: Iterable<RowKey> = this.ofRow.keys(), nearness: Nearness = () => undefined): void {
    const heard = [...keys].filter((key) => this.ofRow.has(key))
    const isNear = heard.length > atOnce ? nearness() : undefined
    if (!isNear) {
      this.call(heard)
      return
    }
    const isIdle = this.late.size === 0
    for (const key of heard) {
      if (isNear(key)) this.late.delete(key)
      else this.late.add(key)
    }
    this.call(heard.filter((key) => !this.late.has(key)))
    if (isIdle && this.late.size > 0) whenIdle(() => this.callLate(nearness))
  }

  /** Of those that wait, rows that are in sight by now come first. */
  private callLate(nearness: Nearness): void {
    const waiting = [...this.late]
    const isNear = nearness()
    const near = isNear ? waiting.filter(isNear) : []
    const next = near.length > 0 ? near : waiting.slice(0, portion)
    for (const key of next) this.late.delete(key)
    this.call(next)
    if (this.late.size > 0) whenIdle(() => this.callLate(nearness))
  }

  private call(keys: readonly RowKey[]): void {
    for (const key of keys) for (const listener of [...(this.ofRow.get(key) ?? [])]) listener()
  }
}
