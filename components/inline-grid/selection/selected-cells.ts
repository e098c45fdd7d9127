import type { RowKey } from '@/admin/engine/batch'
import type { Field } from '@/admin/engine/form'
import { midSentence } from '@/admin/engine/mid-sentence'
import { Listeners, type Nearness } from '@/components/inline-grid/rows/listeners'
import { keptWords } from '@/components/inline-grid/session/count-words'
import type { GridModel } from '@/components/inline-grid/session/grid-model'
import { type GridSettings, usualSettings } from '@/components/inline-grid/session/grid-settings'
import { shownText } from '@/components/inline-grid/values/cell-text'
import { inSentences } from '@/components/inline-grid/values/sentences'
import { type Axes, type Box, boxesOf, isInside, type Range } from './selection'

/** What of a grid is selected and how it is named; whoever shows it listens here. */
export class SelectedCells implements Axes {
  readonly columns: readonly string[]
  ranges: Range[] = []
  readonly selectedRows = new Set<RowKey>()
  /** What was last said to assistive technology, and how often something was. */
  announcement = ''
  announcements = 0
  private readonly unsaid = new Map<string, string>()
  /** What was refused last, in words, until the next gesture. */
  refusal = ''
  /** The slug of the page that the grid stands on. */
  modelSlug = ''
  /** The record that the rows belong to; null for one that is not stored yet. */
  recordId: number | null = null
  /** What the rows were narrowed to when all that match were selected, whether they had been read or not. */
  private everything: string | null = null
  settings: GridSettings = usualSettings
  /** Raised by every request to go to the grid's search. */
  findRequests = 0
  protected boxCache: Box[] | undefined
  private selectionFrom: RowKey | null = null
  private readonly listeners = new Listeners()

  constructor(readonly model: GridModel) {
    this.columns = model.fields.map((field) => field.name)
  }

  indexOf(key: RowKey): number {
    return this.model.order.indexOf(key)
  }

  keyAt(index: number): RowKey | undefined {
    return this.model.order.keyAt(index)
  }

  /** How a person would name a row: by its heading field, as it is or was stored, else by the first of its texts; one without any by what it is. */
  titleOf(key: RowKey): string {
    const heading = this.model.rows.fields.get(this.model.form.heading)
    const text = heading ? shownText(heading, this.model.get(key, heading.name)) : ''
    if (text) return text
    const { form, rows, fields } = this.model
    const id = rows.idOf(key)
    if (id === null) return `New ${midSentence(form.singular)}`
    const stored = heading ? shownText(heading, rows.base(key, heading.name)) : ''
    if (stored) return stored
    const other = fields.find((field) => field.kind === 'text' && this.model.get(key, field.name))
    return (other && shownText(other, this.model.get(key, other.name))) || `${form.singular} ${id}`
  }

  /** The same where rows are told apart by their names alone: a new one without a title is named by its place. */
  nameOf(key: RowKey): string {
    const heading = this.model.rows.fields.get(this.model.form.heading)
    const hasTitle = heading !== undefined && shownText(heading, this.model.get(key, heading.name)) !== ''
    const place = this.indexOf(key)
    if (hasTitle || this.model.rows.idOf(key) !== null || place < 0) return this.titleOf(key)
    return `Row ${(place + 1).toLocaleString('en')}`
  }

  /** How a search names the column it is made for: "courses/enrollments/studentId". */
  placeOf(field: string): string {
    return `${this.modelSlug}/${this.model.form.name}/${field}`
  }

  fieldOf(name: string): Field | undefined {
    return this.model.rows.fields.get(name)
  }

  subscribe = (listener: () => void): (() => void) => this.listeners.add(listener)

  /** Wakes whoever shows something of the session: all rows, or only those given. */
  tell(rows?: Iterable<RowKey>): void {
    this.boxCache = undefined
    this.listeners.tell()
    this.listeners.tellRows(rows ?? this.changedRows(this.listeners.rows()), () => this.nearness())
  }

  /** What tells rows that are drawn again at once from others. */
  protected nearness(): ReturnType<Nearness> {
    return this.model.nearness()
  }

  /** Those of the rows that look different than when they were asked last. */
  protected changedRows(rows: Iterable<RowKey>): Iterable<RowKey> {
    return rows
  }

  subscribeRow(key: RowKey, listener: () => void): () => void {
    return this.listeners.addRow(key, listener)
  }

  /** Goes to the grid's own search when there are more rows than are drawn; answers false, and the browser finds, if not. */
  find(plainLimit: number): boolean {
    if (this.model.order.filled <= plainLimit) return false
    this.findRequests += 1
    this.tell([])
    return true
  }

  /**
   * Says one sentence to assistive technology, with those that follow at once; of several about the same thing only the
   * last is said.
   */
  announce(sentence: string, about = sentence): void {
    this.unsaid.delete(about)
    this.unsaid.set(about, sentence)
    this.announcement = sentence
    this.announcements += 1
    this.tell([])
  }

  /** What has not been said yet; from now on it has. */
  takeUnsaid(): string {
    const said = inSentences([...this.unsaid.values()])
    this.unsaid.clear()
    return said
  }

  /** Says how many rows a filter leaves; of a long list the server has to say it first. */
  announceShown(): void {
    const { model } = this
    if (!model.windows)
      this.announce(
        `${model.found.toLocaleString('en')} of ${model.storedCount.toLocaleString('en')} shown${keptWords(model)}`,
        'shown',
      )
  }

  /** Says what cannot be done, aloud and on the page. */
  refuse(sentence: string): void {
    this.refusal = sentence
    this.announce(sentence)
  }

  /** The selected ranges in the present order. */
  boxes(): Box[] {
    this.boxCache ??= boxesOf(this.ranges, this)
    return this.boxCache
  }

  isCellSelected(key: RowKey, field: string): boolean {
    const row = this.indexOf(key)
    const column = this.columns.indexOf(field)
    return this.boxes().some((box) => isInside(box, row, column))
  }

  /** Whether the selection holds rows that have not been read: nothing can be done to them here. */
  get hasGaps(): boolean {
    return this.boxes().some((box) => this.hasUnread(box))
  }

  /** Whether a box holds rows that have not been read. */
  hasUnread({ top, bottom }: Box): boolean {
    const { order, windows } = this.model
    const end = Math.min(bottom + 1, order.filled)
    return windows !== undefined && end > top && order.slice(top, end).length < end - top
  }

  /** Whether all rows that match are selected, those included that have not been read: only the server can change them. */
  get isEverything(): boolean {
    return this.selectedRows.size > 0 && this.everything === narrowed(this.model)
  }

  get selectedCount(): number {
    return this.isEverything ? this.model.order.shown : this.selectedRows.size
  }

  isRowSelected(key: RowKey): boolean {
    return this.isEverything ? this.model.rows.isSaved(key) : this.selectedRows.has(key)
  }

  /** Selects or unselects a row; with `extend` all rows from the last one chosen. */
  selectRow(key: RowKey, isSelected: boolean, extend = false): void {
    this.everything = null
    const from = extend && this.selectionFrom !== null ? this.indexOf(this.selectionFrom) : -1
    const to = this.indexOf(key)
    const keys = from < 0 ? [key] : this.model.order.slice(Math.min(from, to), Math.max(from, to) + 1)
    for (const each of keys) this.setRow(each, isSelected)
    this.selectionFrom = key
    this.tell()
  }

  /** Selects the rows between two, besides those that were selected `before`. */
  dragRows(from: RowKey, to: RowKey, before: ReadonlySet<RowKey>): void {
    const places = [this.indexOf(from), this.indexOf(to)]
    this.selectedRows.clear()
    for (const key of before) this.selectedRows.add(key)
    for (const key of this.model.order.slice(Math.min(...places), Math.max(...places) + 1)) this.setRow(key, true)
    this.selectionFrom = from
    this.tell()
  }

  /** Makes a box the one selected range. */
  selectBox({ top, bottom, left, right }: Box): void {
    const [first, last] = [this.keyAt(top), this.keyAt(bottom)]
    const [from, to] = [this.columns[left], this.columns[right]]
    if (first === undefined || last === undefined || from === undefined || to === undefined) return
    this.ranges = [{ anchor: { key: first, field: from }, head: { key: last, field: to } }]
    this.tell()
  }

  /** Selects all rows that match, or none. */
  selectRows(isSelected: boolean): void {
    this.selectedRows.clear()
    this.everything = isSelected && this.model.hasUnread ? narrowed(this.model) : null
    if (isSelected) for (const key of this.model.order.slice(0, this.model.order.filled)) this.setRow(key, true)
    this.tell()
  }

  private setRow(key: RowKey, isSelected: boolean): void {
    if (isSelected && (this.model.rows.isSaved(key) || this.model.rows.isHere(key))) this.selectedRows.add(key)
    else this.selectedRows.delete(key)
  }
}

/** Which rows a long list shows: another search or filter is another answer to "all that match". */
function narrowed({ arrangement: { words, values, only } }: GridModel): string {
  return JSON.stringify([words.trim(), values, only])
}
