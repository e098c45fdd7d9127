import type { Block } from '@/components/inline-grid/values/block'
import { inverse, type Op } from './edit-rows'

/** What one gesture of a person did, with the words that undoing it is announced with ("paste of 120 cells"). */
export type Gesture = {
  label: string
  ops: Op[]
  /** What did not fit of what was pasted, in words, and the whole of it as it came: nothing of it is lost. */
  left?: { words: string; block: Block }
  /** It was stored at once, on the server: this begins to take it back there. */
  takeBack?: () => void
  /** It was taken back on the server: this begins to do it there again. */
  again?: () => void
}

/**
 * All gestures so far, one undo step each. Saving, sorting and filtering leave it alone: its ops name rows by key, so
 * they hold whatever the order, and an undo after a save is an edit of what was saved.
 */
export class CommandLog {
  private done: Gesture[] = []
  private undone: Gesture[] = []
  private held = 0

  constructor(private readonly limit = 400_000) {}

  get canUndo(): boolean {
    return this.done.length > 0
  }

  get canRedo(): boolean {
    return this.undone.length > 0
  }

  /** What the latest gesture left out of what was pasted. */
  get left(): Gesture['left'] {
    return this.done.at(-1)?.left
  }

  /** Records a gesture that was just done. What had been undone before it can no longer be redone. */
  record(gesture: Gesture): void {
    if (gesture.ops.length === 0 && !gesture.takeBack) return
    for (const dropped of this.undone) this.held -= dropped.ops.length
    this.undone = []
    this.done.push(gesture)
    this.held += gesture.ops.length
    while (this.held > this.limit && this.done.length > 1) this.held -= this.done.shift()!.ops.length
  }

  /** The steps of all gestures, done and undone. */
  *ops(): Generator<Op> {
    for (const { ops } of [...this.done, ...this.undone]) yield* ops
  }

  /** What the server did, took back or did again stands where it did among the gestures: the others can still be redone. */
  put(gesture: Gesture & { ops: [] }): void {
    if (gesture.again) this.undone.push(gesture)
    else this.done.push(gesture)
  }

  /** The latest gesture and the ops that take it back, in the order to apply them. */
  undo(): { gesture: Gesture; ops: Op[] } | undefined {
    const gesture = this.done.pop()
    if (!gesture) return undefined
    if (!gesture.takeBack) this.undone.push(gesture)
    return { gesture, ops: gesture.ops.map(inverse).reverse() }
  }

  /** The gesture that was undone last and its ops. */
  redo(): { gesture: Gesture; ops: Op[] } | undefined {
    const gesture = this.undone.pop()
    if (!gesture) return undefined
    if (!gesture.again) this.done.push(gesture)
    return { gesture, ops: gesture.ops }
  }
}
