import type { Conflict, Place, Problem, RowChanges, Saved } from '@/admin/engine/batch'
import type { InlineForm, InlineRows } from '@/admin/engine/form'

export type GridCounts = { changed: number; created: number; deleted: number; problems: number }

/** The rows of one inline with everything that was done to them and is not saved yet. */
export type GridStore = {
  readonly form: InlineForm
  /** What a save has to send, with the sequence number of the last edit in it; null when nothing changed. */
  toChanges(): { changes: RowChanges; token: number } | null
  /** Every reason why a save would be refused: invalid and required cells, duplicates, unresolved texts, row counts. */
  check(): Problem[]
  /** Resolves when no text is being looked up any more, after 10 seconds at the latest. */
  settled(): Promise<void>
  /** Takes over what a save stored; edits made after its `token` stay unsaved. */
  rebase(saved: Saved['inlines'][string] | undefined, token: number): void
  showProblems(problems: Problem[]): void
  showConflicts(conflicts: Conflict[]): void
  settle(conflict: Conflict, choice: 'mine' | 'theirs'): void
  counts(): GridCounts
  /** Calls back after anything that `counts`, `toChanges` or `check` may answer differently. */
  subscribe(listener: () => void): () => void
  /** The unsaved edits with the values they were made from, as plain data; null when there are none. */
  draft(): unknown
  /** Applies a draft again and answers how many edits came back. */
  restore(draft: unknown): number
  /** Gives up every unsaved edit. */
  discard(): void
  /** Scrolls to the cell (or row) of a problem and focuses it. */
  focus(place: Place): void
}

/** Makes the store of one inline from its description and the rows the page was loaded with. */
export function createGridStore(form: InlineForm, rows: InlineRows): GridStore {
  throw new Error(`Not ready: ${form.name} ${rows.total}`)
}
