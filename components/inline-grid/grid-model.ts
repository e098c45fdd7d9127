import type { RowKey } from '@/admin/engine/batch'
import type { Field, InlineForm } from '@/admin/engine/form'
import { midSentence } from '@/components/ui/mid-sentence'
import { type Arranged, type Arrangement, arrange, asStored, type Readable } from './arrange'
import { CommandLog, type Gesture } from './command-log'
import { type Content, isUnsettled, sameContent, type Unsettled } from './content'
import { EditRows, type Op, type StoredRow } from './edit-rows'
import { evictWindows } from './evict-windows'
import { Listeners } from './listeners'
import { RowJudge } from './row-judge'
import { newRowKey } from './row-key'
import { type Head, RowOrder } from './row-order'
import { RowSlots } from './row-slots'
import { isTypable, type RowStatus } from './row-status'
import { type LoadRows, RowWindows, type WindowAnswer } from './row-windows'
import { type Resolve, TextResolver } from './text-resolver'

/** A cell to be set, by row key and field name. */
export type Edit = { key: RowKey; field: string; content: Content }

/**
 * The rows of a grid as a person works on them: contents, states, order and the log of gestures, with one listener set
 * per row so that an edit wakes nobody but its own row.
 */
export class GridModel implements Readable {
  readonly rows: EditRows
  readonly judge: RowJudge
  readonly order = new RowOrder()
  readonly log = new CommandLog()
  readonly resolver: TextResolver
  readonly fields: readonly Field[]
  arrangement: Arrangement = asStored
  /** Reads the rows of a long list; undefined where all rows are here. */
  readonly windows: RowWindows | undefined
  /** How many rows are stored, whether they are here or not. */
  private storedTotal: number
  /** The server has not answered yet which rows there are in this order, or for this search. */
  isSearching = false
  /** Called when rows of a long list have come. */
  onWindow: ((isFirst: boolean) => void) | undefined
  /** Rows that the filter would hide but for their unsaved changes. */
  kept: ReadonlySet<RowKey> = new Set()
  /** Whether an edit since may have made the order or the filter's result another one. */
  isOutOfDate = false
  /** Counts the steps so far; a save notes it, to know later edits from saved ones. */
  sequence = 0
  /** Counts how often rows came, went or moved. */
  orderVersion = 0
  /** Called when the last text has been looked up, with the number of cells that are still open. */
  onAnswered: ((open: number) => void) | undefined
  private answers = 0
  private readonly blanks: RowKey[] = []
  private readonly versions = new Map<RowKey, number>()
  private readonly listeners = new Listeners()
  private readonly orderListeners = new Listeners()
  private hasParent = true
  /** Rows of a long list that are shown below it, because their place in it is not known. */
  private pinned: readonly RowKey[] = []
  /** New rows that were there when a filter by state was applied and are not in that state. */
  private hidden: ReadonlySet<RowKey> = new Set()

  constructor(
    readonly form: InlineForm,
    stored: readonly StoredRow[],
    resolve: Resolve,
    /** More rows are stored than the page was loaded with: the rest is read in windows. */
    long?: { total: number; load: LoadRows },
  ) {
    this.fields = form.fields
    this.rows = new EditRows(form, stored)
    this.judge = new RowJudge(form, this.rows)
    this.resolver = new TextResolver(
      resolve,
      (field) => midSentence(this.rows.field(field).label),
      (field, answers) => this.answer(field, answers),
    )
    this.storedTotal = long?.total ?? stored.length
    if (!long) {
      this.lay([...this.rows.savedKeys])
      return
    }
    const slots = new RowSlots(long.total)
    slots.put(0, this.rows.savedKeys)
    this.windows = new RowWindows(
      long.load,
      () => this.arrangement,
      (place) => place >= this.order.shown || this.order.keyAt(place) !== undefined,
      (answer) => this.takeWindow(answer),
      () => this.tell(),
    )
    this.lay(slots)
  }

  get(key: RowKey, field: string): Content {
    return this.rows.get(key, field)
  }

  status(key: RowKey): RowStatus {
    return this.judge.of(key)
  }

  /** Whether a person may type into this cell now. */
  canEdit(key: RowKey, name: string): boolean {
    const field = this.rows.fields.get(name)
    if (!field || !isTypable(field) || (field.kind === 'relation' && !field.searchable)) return false
    if (this.rows.deleted.has(key)) return false
    return this.rows.isSaved(key) ? this.form.can.change : this.form.can.add
  }

  /** Sets cells as one gesture. Cells that may not be edited stay as they are; a blank row that is set becomes a row. */
  edit(label: string, edits: Iterable<Edit>): Gesture {
    const gesture: Gesture = { label, ops: [] }
    let at = this.rows.created.length
    const added = new Set<RowKey>()
    for (const { key, field, content } of edits) {
      if (!this.canEdit(key, field)) continue
      const before = this.rows.get(key, field)
      const after = isUnsettled(content) && content.state === 'resolving' ? this.resolver.take(field, content) : content
      if (sameContent(this.rows.field(field), before, after)) continue
      if (!this.rows.isHere(key) && !added.has(key)) {
        added.add(key)
        gesture.ops.push({ kind: 'row', key, here: true, at })
        at += 1
      }
      gesture.ops.push({ kind: 'cell', key, field, before, after })
    }
    return this.do(gesture)
  }

  /** The rows whose cell holds this very text, without a record behind it. */
  keysWithText(field: string, text: string): RowKey[] {
    const keys: RowKey[] = []
    for (const [key, patch] of this.rows.patches) {
      const content = patch.get(field)
      if (isUnsettled(content) && content.raw === text && this.canEdit(key, field)) keys.push(key)
    }
    return keys
  }

  /** Marks stored rows for deletion and removes new ones, or brings marked rows back, as one gesture. */
  setHere(label: string, keys: Iterable<RowKey>, here: boolean): Gesture {
    const gesture: Gesture = { label, ops: [] }
    for (const key of keys) {
      const isSaved = this.rows.isSaved(key)
      if (this.rows.isHere(key) === here || (isSaved && !this.form.can.delete)) continue
      gesture.ops.push({ kind: 'row', key, here, at: isSaved ? 0 : this.rows.created.lastIndexOf(key) })
    }
    // From the last to the first, so that each place is right again when the gesture is taken back.
    gesture.ops.reverse()
    return this.do(gesture)
  }

  /** Does a gesture that was put together elsewhere and records it. */
  do(gesture: Gesture): Gesture {
    this.run(gesture.ops)
    this.log.record(gesture)
    return gesture
  }

  undo(): Gesture | undefined {
    const step = this.log.undo()
    if (step) this.run(step.ops)
    return step?.gesture
  }

  redo(): Gesture | undefined {
    const step = this.log.redo()
    if (step) this.run(step.ops)
    return step?.gesture
  }

  /** Adds blank rows at the end, as far as the grid's limit allows; answers with their keys. */
  addBlanks(count: number): RowKey[] {
    const room = Math.min(count, this.room() - this.blanks.length)
    const keys = Array.from({ length: Math.max(0, room) }, newRowKey)
    this.blanks.push(...keys)
    if (keys.length > 0) this.lay(this.order.head)
    return keys
  }

  /** How many more rows the grid may have. */
  room(): number {
    if (!this.form.can.add || !this.hasParent) return 0
    return this.form.maxRows === null ? Number.POSITIVE_INFINITY : Math.max(0, this.form.maxRows - this.count())
  }

  /** How many rows the record has now, new ones included. */
  get total(): number {
    return this.storedTotal + this.judge.counts.created
  }

  /** How many rows are stored. */
  get storedCount(): number {
    return this.storedTotal
  }

  get isParentChosen(): boolean {
    return this.hasParent
  }

  /** How many rows there will be after a save. */
  count(): number {
    let blank = 0
    for (const key of this.rows.created) if (this.rows.isBlank(key)) blank += 1
    return this.storedTotal - this.rows.deleted.size + this.rows.created.length - blank
  }

  /** Without the record that its rows belong to, a grid offers no blank rows. */
  setParent(hasParent: boolean): void {
    if (this.hasParent === hasParent) return
    this.hasParent = hasParent
    this.lay(this.order.head)
    this.tell()
  }

  /** Orders and filters by what the cells hold now. */
  apply(arrangement: Arrangement): void {
    const { only } = this.arrangement
    this.arrangement = arrangement
    const isRemote = this.windows && arrangement.only === null
    const arranged = isRemote ? this.keptOf(arrangement) : arrange(this.localKeys(), arrangement, this)
    this.kept = arranged.kept
    this.isOutOfDate = false
    const { created } = this.rows
    const found =
      arrangement.only === null ? created : arrange(created, { ...asStored, only: arrangement.only }, this).keys
    const visible = new Set(found)
    this.hidden = new Set(created.filter((key) => !visible.has(key)))
    if (isRemote) {
      this.pinned = [...arranged.kept]
      // The old length stands until the server says how many there are now.
      this.lay(new RowSlots(only === null ? this.order.shown : this.storedTotal))
      this.isSearching = true
      this.windows?.restart()
    } else {
      this.pinned = []
      this.lay(arranged.keys)
    }
    this.tell()
  }

  /** Of a long list only the rows with a state can be arranged here; of any other, all. */
  private localKeys(): RowKey[] {
    if (!this.windows) return this.rows.savedKeys
    return [...this.judge.touched()].filter((key) => this.rows.isSaved(key))
  }

  /** In a long list the server searches; what it cannot know are the unsaved rows that the search would hide. */
  private keptOf(arrangement: Arrangement): Arranged {
    if (arrangement.words.trim() === '') return { keys: [], kept: new Set() }
    return arrange(
      [...this.judge.touched()].filter((key) => this.rows.isSaved(key)),
      arrangement,
      this,
    )
  }

  /** Rows of a long list have come. What is edited here keeps the values that the edit was made from. */
  private takeWindow({ offset, rows, total }: WindowAnswer): void {
    const { head } = this.order
    if (!(head instanceof RowSlots)) return
    const keys = rows.map((row) => this.rows.keyOf(row[0]))
    rows.forEach((row, index) => {
      const key = keys[index]!
      if (!this.rows.patches.has(key) && !this.rows.deleted.has(key)) this.rows.store(key, row)
    })
    if (this.arrangement.words.trim() === '') this.storedTotal = total
    const isFirst = this.isSearching
    this.isSearching = false
    head.length = total
    head.put(offset, keys)
    this.pinned = this.pinned.filter((key) => head.placeOf(key) < 0)
    evictWindows(head, offset, this.rows, this.judge)
    this.wake(this.judge.judge(keys))
    this.lay(head)
    this.tell()
    this.onWindow?.(isFirst)
  }

  /** Shows a row that the filter hides, where the present order ends. */
  reveal(key: RowKey): void {
    if (this.order.indexOf(key) >= 0 || !(this.rows.isSaved(key) || this.rows.isHere(key))) return
    this.hidden = new Set([...this.hidden].filter((hidden) => hidden !== key))
    const { head } = this.order
    if (!this.rows.isSaved(key)) this.lay(head)
    else {
      this.kept = new Set([...this.kept, key])
      if (head instanceof RowSlots) this.pinned = [...this.pinned, key]
      this.lay(head instanceof RowSlots ? head : [...head, key])
    }
    this.tell()
  }

  /** Judges and redraws rows after something other than a gesture changed them. */
  refresh(keys: Iterable<RowKey>): void {
    this.sequence += 1
    this.wake(this.judge.judge(keys))
    this.lay(this.headAfter(keys))
    this.tell()
  }

  /** The stored rows in their order after some of them came or went. */
  private headAfter(keys: Iterable<RowKey>): Head {
    const { head } = this.order
    const touched = [...keys]
    const gone = new Set(touched.filter((key) => !this.rows.isSaved(key) && this.order.indexOf(key) >= 0))
    if (head instanceof RowSlots) {
      const come = touched.filter(
        (key) => this.rows.isSaved(key) && head.placeOf(key) < 0 && !this.pinned.includes(key),
      )
      this.storedTotal += come.length - [...gone].filter((key) => head.placeOf(key) >= 0).length
      head.remove(gone)
      head.append(come)
      this.pinned = this.pinned.filter((key) => !gone.has(key))
      return head
    }
    if (!this.windows) this.storedTotal = this.rows.savedKeys.length
    const shown = new Set(head)
    const arranged = head.filter((key) => this.rows.isSaved(key))
    for (const key of touched) if (this.rows.isSaved(key) && !shown.has(key)) arranged.push(key)
    return arranged
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

  /** Calls back when rows come, go or move. */
  subscribeOrder(listener: () => void): () => void {
    return this.orderListeners.add(listener)
  }

  private run(ops: readonly Op[]): void {
    if (ops.length === 0) return
    this.sequence += 1
    const touched = new Set<RowKey>()
    let moved = false
    for (const op of ops) {
      if (op.kind === 'cell') {
        this.rows.apply({ ...op, after: this.resolver.settled(op.after) })
        this.judge.forget(op.key, op.field)
        this.noteChange(op.field)
      } else {
        this.rows.apply(op)
        this.judge.forget(op.key)
        const blank = this.blanks.indexOf(op.key)
        if (op.here && blank >= 0) this.blanks.splice(blank, 1)
        moved ||= !this.rows.isSaved(op.key)
      }
      touched.add(op.key)
    }
    this.wake(this.judge.judge(touched))
    if (moved) this.lay(this.order.head)
    this.tell()
  }

  private noteChange(field: string): void {
    const { sort, words, values, only } = this.arrangement
    if (sort?.field === field || words.trim() !== '' || only !== null || Object.hasOwn(values, field))
      this.isOutOfDate = true
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
    this.answers += touched.length
    if (this.resolver.isBusy) return
    // One name typed by hand is seen; many pasted ones are told of.
    if (this.answers > 1) this.onAnswered?.(this.judge.counts.problems)
    this.answers = 0
  }

  private lay(head: Head): void {
    const room = this.room()
    const wanted = Math.min(Math.max(this.blanks.length, this.form.extra), room)
    while (this.blanks.length < wanted) this.blanks.push(newRowKey())
    const created =
      this.hidden.size === 0 ? this.rows.created : this.rows.created.filter((key) => !this.hidden.has(key))
    this.order.lay(head, this.pinned, created, this.blanks.slice(0, wanted))
    this.orderVersion += 1
    this.orderListeners.tell()
  }

  private wake(keys: Iterable<RowKey>): void {
    const rows = [...keys]
    for (const key of rows) this.versions.set(key, this.version(key) + 1)
    this.listeners.tellRows(rows)
  }

  private tell(): void {
    this.listeners.tell()
  }
}
