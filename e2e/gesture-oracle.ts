import { removed } from './grid-as-shown'

/** `from` is what was stored when an edit began, `to` what the row holds now. */
type Edit = { from: string; to: string }
type Gesture = readonly { id: number; before: string; after: string }[]

/**
 * What must be stored and shown after any gestures on the statuses of rows: kept by a test for itself, from what it did and
 * what it was shown then, by the ids of the rows.
 */
export class GestureOracle {
  readonly edits = new Map<number, Edit>()
  private done: Gesture[] = []
  private undone: Gesture[] = []

  constructor(
    /** The status of every stored row. */
    readonly stored: Map<number, string>,
  ) {}

  /** One gesture set some rows; `shown` is what each of them held right before. */
  set(changes: readonly { id: number; shown: string; to: string }[]): void {
    const gesture = changes.flatMap(({ id, shown, to }) => (shown === to ? [] : [{ id, before: shown, after: to }]))
    if (gesture.length === 0) return
    this.run(gesture)
    this.done.push(gesture)
    this.undone = []
  }

  can(way: 'undo' | 'redo'): boolean {
    return (way === 'undo' ? this.done : this.undone).length > 0
  }

  undo(): void {
    const gesture = this.done.pop()
    if (!gesture) return
    this.undone.push(gesture)
    this.run(gesture.map(({ id, before, after }) => ({ id, before: after, after: before })))
  }

  redo(): void {
    const gesture = this.undone.pop()
    if (!gesture) return
    this.done.push(gesture)
    this.run(gesture)
  }

  private run(gesture: Gesture): void {
    for (const { id, before, after } of gesture) {
      const from = this.edits.get(id)?.from ?? before
      if (from === after) this.edits.delete(id)
      else this.edits.set(id, { from, to: after })
    }
  }

  /** Somebody else stored a status, or deleted the row. */
  hear(id: number, status: string): void {
    if (status === removed) this.stored.delete(id)
    else this.stored.set(id, status)
    // What an undo would go back to is not known any more.
    if (this.edits.has(id)) this.forgetGestures()
  }

  counts(): { changed: number; deleted: number } {
    const deleted = [...this.edits.values()].filter(({ to }) => to === removed).length
    return { changed: this.edits.size - deleted, deleted }
  }

  /** The rows whose edits stand against what somebody else stored. */
  conflicts(): number[] {
    return [...this.edits].flatMap(([id, { from, to }]) => {
      const now = this.stored.get(id) ?? removed
      return now === from || now === to ? [] : [id]
    })
  }

  /** A conflict was settled. */
  settle(id: number, choice: 'mine' | 'theirs'): void {
    const now = this.stored.get(id)
    const edit = this.edits.get(id)
    if (edit && now !== undefined && choice === 'mine') this.edits.set(id, { from: now, to: edit.to })
    else this.edits.delete(id)
    this.forgetGestures()
  }

  /** A save came through. */
  save(): void {
    // A deletion that was stored is taken back by another row.
    if (this.counts().deleted > 0) this.forgetGestures()
    for (const [id, { to }] of this.edits) {
      if (to === removed) this.stored.delete(id)
      else this.stored.set(id, to)
    }
    this.edits.clear()
  }

  /** No gesture of before is undone or redone. */
  private forgetGestures(): void {
    this.done = []
    this.undone = []
  }
}
