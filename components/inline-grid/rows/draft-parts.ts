import type { RowKey } from '@/admin/engine/batch'
import type { EditRows } from './edit-rows'
import { draftOf, type GridDraft } from './grid-draft'

/** Some of a grid's unsaved edits. The version is another one whenever they may be; read, they are a draft, or null: none. */
export type DraftPart = { readonly number: number; readonly version: string; read(): GridDraft | null }

/** So many rows are in one part: what is written of them takes little time, and an edit has few others written again. */
const usualSize = 64

/** The unsaved edits of a grid in parts. A row stays in the part it came to when it was first edited. */
export class DraftParts {
  private readonly known = new Set<RowKey>()
  private members: RowKey[][] = []
  private beginnings = 0

  constructor(
    private readonly rows: EditRows,
    private readonly version: (key: RowKey) => number,
    private readonly size = usualSize,
  ) {}

  /** All parts, each as it is when its turn comes. */
  *all(): Generator<DraftPart> {
    for (const key of this.rows.created) this.admit(key)
    for (const key of this.rows.patches.keys()) this.admit(key)
    for (const key of this.rows.deleted) this.admit(key)
    for (const [number, keys] of [...this.members.entries()]) {
      const sum = keys.reduce((total, key) => total + this.version(key), 0)
      yield { number, version: `${this.beginnings}.${keys.length}.${sum}`, read: () => draftOf(this.rows, keys) }
    }
  }

  /** Nothing is edited any more: what comes is put together anew. */
  clear(): void {
    if (this.known.size === 0) return
    this.known.clear()
    this.members = []
    this.beginnings += 1
  }

  private admit(key: RowKey): void {
    if (this.known.has(key)) return
    this.known.add(key)
    const last = this.members.at(-1)
    if (last && last.length < this.size) last.push(key)
    else this.members.push([key])
  }
}
