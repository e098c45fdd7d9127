import type { RowKey } from '@/admin/engine/batch'
import type { Field, InlineForm } from '@/admin/engine/form'
import { midSentence } from '@/admin/engine/mid-sentence'
import { type Content, isUnsettled, sameContent, type Unsettled } from '@/components/inline-grid/values/content'
import { foldText } from '@/components/inline-grid/values/fold-text'
import { CommandLog, type Gesture } from './command-log'
import { EditRows, inverse, type Op, type StoredRow } from './edit-rows'
import { Listeners, type Nearness } from './listeners'
import { RowJudge } from './row-judge'
import { isNewRowKey } from './row-key'
import type { RowStatus } from './row-status'
import { atOnce, rest, stepSize, type Work } from './slices'
import { type Resolve, TextResolver } from './text-resolver'

/** A cell to be set, by row key and field name. */
export type Edit = Place & { content: Content }

type Place = { key: RowKey; field: string }

/**
 * Rows as a person edits them: contents, states and the log of gestures, with one set of listeners per row so that an
 * edit wakes nobody but its own row. In which order they are shown is not decided here.
 */
export abstract class EditedRows {
  readonly rows: EditRows
  readonly judge: RowJudge
  readonly log = new CommandLog()
  readonly resolver: TextResolver
  readonly fields: readonly Field[]
  /** Counts the steps so far; a save notes it, to know later edits from saved ones. */
  sequence = 0
  /** Called when the last text has been looked up, with the cells that were answered and the number of those still open. */
  onAnswered: ((answered: readonly Place[], open: number) => void) | undefined
  /** Long work is under way. */
  isHeld = false
  private answered: Place[] = []
  /** The fields into which a person may type, in rows that are open to it. */
  private readonly open: ReadonlySet<string>
  private readonly versions = new Map<RowKey, number>()
  private readonly listeners = new Listeners()

  constructor(
    readonly form: InlineForm,
    stored: readonly StoredRow[],
    resolve: Resolve,
  ) {
    this.fields = form.fields
    this.rows = new EditRows(form, stored)
    this.open = new Set(
      this.rows.typable.filter((field) => field.kind !== 'relation' || field.searchable).map(({ name }) => name),
    )
    this.judge = new RowJudge(form, this.rows)
    this.resolver = new TextResolver(
      resolve,
      (field) => midSentence(this.rows.field(field).label),
      (field, answers) => this.answer(field, answers),
    )
  }

  /** New rows came or went with a gesture. */
  protected abstract rowsMoved(keys: readonly RowKey[]): void

  /** What tells rows that are in sight from others; undefined where that is not known. */
  abstract nearness: Nearness

  /** A cell of this field was set by a gesture. */
  protected abstract fieldChanged(field: string): void

  get(key: RowKey, field: string): Content {
    return this.rows.get(key, field)
  }

  status(key: RowKey): RowStatus {
    return this.judge.of(key)
  }

  /** Whether a person may type into this cell now. */
  canEdit(key: RowKey, name: string): boolean {
    if (!this.open.has(name) || this.rows.deleted.has(key)) return false
    if (this.rows.isSaved(key)) return this.form.can.change
    // What is neither stored here nor new is a row that has not been read.
    return this.form.can.add && (this.rows.isHere(key) || isNewRowKey(key))
  }

  /** Sets cells as one gesture. Cells that may not be edited stay as they are; a blank row that is set becomes a row. */
  edit(label: string, edits: Iterable<Edit>): Gesture {
    return this.isHeld ? nothing(label) : atOnce(this.editing(label, edits))
  }

  /** Like `edit`, for long work: given up before its end, it takes back what it did. */
  *editing(label: string, edits: Iterable<Edit>): Work<Gesture> {
    const gesture = nothing(label)
    yield* this.running(this.opsOf(edits), gesture.ops)
    this.log.record(gesture)
    return gesture
  }

  /** The steps of some edits, each from what the cell holds when its turn comes. */
  private *opsOf(edits: Iterable<Edit>): Generator<Op> {
    for (const { key, field, content } of edits) {
      if (!this.canEdit(key, field)) continue
      const before = this.rows.get(key, field)
      const after = isUnsettled(content) && content.state === 'resolving' ? this.resolver.take(field, content) : content
      if (sameContent(this.rows.field(field), before, after)) continue
      if (!this.rows.isHere(key)) yield { kind: 'row', key, here: true, at: this.rows.created.length, adds: true }
      yield { kind: 'cell', key, field, before, after }
    }
  }

  /** Keeps the rows for long work: until they are let go, no other gesture does anything. */
  hold(): void {
    this.isHeld = true
    this.resolver.hold()
  }

  letGo(): void {
    this.isHeld = false
    this.resolver.release()
  }

  /** The rows whose cell holds this text, in whatever case, without a record behind it. */
  keysWithText(field: string, text: string): RowKey[] {
    const keys: RowKey[] = []
    const wanted = foldText(text)
    for (const [key, patch] of this.rows.patches) {
      const content = patch.get(field)
      if (isUnsettled(content) && foldText(content.raw) === wanted && this.canEdit(key, field)) keys.push(key)
    }
    return keys
  }

  /** Marks stored rows for deletion and removes new ones, or brings marked rows back, as one gesture. */
  setHere(label: string, keys: Iterable<RowKey>, here: boolean): Gesture {
    const gesture = nothing(label)
    for (const key of keys) {
      const isSaved = this.rows.isSaved(key)
      if (this.rows.isHere(key) === here || (isSaved && !this.form.can.delete)) continue
      gesture.ops.push({ kind: 'row', key, here, at: this.placeOf(key, here) })
    }
    // From the last to the first, so that each place is right again when the gesture is taken back.
    gesture.ops.reverse()
    return this.do(gesture)
  }

  private placeOf(key: RowKey, here: boolean): number {
    return here ? this.rows.created.length : Math.max(0, this.rows.created.lastIndexOf(key))
  }

  /** Does a gesture that was put together elsewhere and records it. */
  do(gesture: Gesture): Gesture {
    if (this.isHeld) return nothing(gesture.label)
    this.run(gesture.ops)
    this.log.record(gesture)
    return gesture
  }

  undo(): Gesture | undefined {
    const step = this.isHeld ? undefined : this.log.undo()
    if (step) this.run(this.withoutContents(step.ops))
    this.endLookUps()
    return step?.gesture
  }

  /** A row whose addition is taken back after it was saved is a row to delete: what it holds stays, to name it by. */
  private withoutContents(ops: readonly Op[]): readonly Op[] {
    const going = new Set<RowKey>()
    for (const op of ops) if (op.kind === 'row' && op.adds && !op.here && this.rows.isSaved(op.key)) going.add(op.key)
    return going.size === 0 ? ops : ops.filter((op) => op.kind === 'row' || !going.has(op.key))
  }

  /** Ends the look-ups when no cell waits for one any more. */
  endLookUps(): void {
    if (!this.resolver.isBusy) return
    for (const patch of this.rows.patches.values())
      for (const content of patch.values()) if (isUnsettled(content) && content.state === 'resolving') return
    this.resolver.giveUp()
  }

  redo(): Gesture | undefined {
    const step = this.isHeld ? undefined : this.log.redo()
    if (step) this.run(step.ops)
    return step?.gesture
  }

  /** A new row that is left shows what it still lacks. */
  leave(key: RowKey): void {
    if (!this.judge.insist(key)) return
    this.wake(this.judge.judge([key]))
    this.tell()
  }

  version(key: RowKey): number {
    return this.versions.get(key) ?? 0
  }

  subscribeRow(key: RowKey, listener: () => void): () => void {
    return this.listeners.addRow(key, listener)
  }

  subscribe(listener: () => void): () => void {
    return this.listeners.add(listener)
  }

  protected run(ops: readonly Op[]): void {
    atOnce(this.running(ops))
  }

  /** Applies steps one after the other and notes them in `done`. Nobody is told before all of them are done. */
  private *running(ops: Iterable<Op>, done: Op[] = []): Work<void> {
    const touched = new Set<RowKey>()
    const fields = new Set<string>()
    const moved: RowKey[] = []
    let isDone = false
    try {
      for (const op of ops) {
        if (op.kind === 'cell') {
          this.rows.set(op.key, op.field, this.present(op.field, op.after))
          this.judge.forget(op.key, op.field)
          fields.add(op.field)
        } else {
          this.rows.apply(op)
          this.judge.forget(op.key)
          if (!this.rows.isSaved(op.key)) moved.push(op.key)
        }
        touched.add(op.key)
        done.push(op)
        if (done.length % stepSize === 0) yield
      }
      const affected = yield* this.judge.judging(touched)
      yield* this.renewing(affected)
      // To tell of many rows is to draw them.
      yield rest
      isDone = true
      for (const field of fields) this.fieldChanged(field)
      if (done.length > 0) this.tellOf(affected, moved)
    } finally {
      if (!isDone && done.length > 0) this.run(done.map(inverse).reverse())
    }
  }

  /** What a content stands for by now; a text without an answer is looked up. */
  private present(field: string, content: Content): Content {
    if (!isUnsettled(content)) return content
    const settled = this.resolver.settled(content)
    return isUnsettled(settled) && settled.state === 'resolving' ? this.resolver.take(field, settled) : settled
  }

  private tellOf(affected: Iterable<RowKey>, moved: readonly RowKey[]): void {
    this.sequence += 1
    this.listeners.tellRows(affected, this.nearness)
    if (moved.length > 0) this.rowsMoved(moved)
    this.tell()
  }

  private answer(field: string, answers: ReadonlyMap<Unsettled, Content>): void {
    const touched: RowKey[] = []
    for (const [key, patch] of this.rows.patches) {
      const content = patch.get(field)
      const answer = isUnsettled(content) ? answers.get(content) : undefined
      if (answer === undefined) continue
      this.rows.set(key, field, answer)
      touched.push(key)
    }
    this.sequence += 1
    this.wake(this.judge.judge(touched))
    this.tell()
    for (const key of touched) this.answered.push({ key, field })
    if (this.resolver.isBusy) return
    this.onAnswered?.(this.answered, this.judge.counts.problems)
    this.answered = []
  }

  protected wake(keys: Iterable<RowKey>): void {
    const rows = [...keys]
    atOnce(this.renewing(rows))
    this.listeners.tellRows(rows, this.nearness)
  }

  /** Whoever draws rows or keeps something of them sees by their versions that they are others now. */
  private *renewing(keys: Iterable<RowKey>): Work<void> {
    let steps = 0
    for (const key of keys) {
      this.versions.set(key, this.version(key) + 1)
      steps += 1
      if (steps % stepSize === 0) yield
    }
  }

  protected tell(): void {
    this.listeners.tell()
  }
}

function nothing(label: string): Gesture {
  return { label, ops: [] }
}
