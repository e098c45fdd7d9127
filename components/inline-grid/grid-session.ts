import type { RowKey } from '@/admin/engine/batch'
import { type Field, isRelated, type Related } from '@/admin/engine/form'
import { midSentence } from '@/components/ui/mid-sentence'
import { shownText, typedText } from './cell-text'
import { type Content, isUnsettled } from './content'
import type { Move } from './grid-keys'
import type { GridModel } from './grid-model'
import type { Paste } from './paste'
import { readCell } from './read-cell'
import {
  type Axes,
  type Box,
  boxOf,
  type CellPlace,
  cellsOf,
  changedRows,
  hullOf,
  isInside,
  type Range,
} from './selection'

/** The columns beside the fields: the row's check box and its buttons. */
export const selectColumn = ':select'
export const actionColumn = ':actions'

/** The one open editor. `picked` is the option chosen for its present text. */
export type Editing = CellPlace & { mode: 'overwrite' | 'caret'; open: boolean; text: string; picked?: Content }

/** What a row has to know of focus, selection and editor to draw itself. */
export type RowView = {
  readonly focus: string | null
  /** The selected columns, from and to, of each range that crosses the row. */
  readonly spans: string
  readonly isSelected: boolean
  readonly editing: Editing | null
}

const restingRow: RowView = { focus: null, spans: '', isSelected: false, editing: null }

/** A record chosen for a text that stands in more cells. */
export type Offer = { field: string; text: string; option: Related; keys: RowKey[] }

/** Where a person is in a grid: the focused cell, the selection, the open editor, and what was last said aloud. */
export class GridSession implements Axes {
  focus: CellPlace
  /** Whether the grid holds the focus of the page. */
  isActive = false
  /** Raised by every request to put the browser's focus on the focused cell. */
  focusRequests = 0
  ranges: Range[] = []
  readonly selectedRows = new Set<RowKey>()
  editing: Editing | null = null
  announcement = ''
  announcements = 0
  /** What was refused last, in words, until the next gesture. */
  refusal = ''
  /** A paste that waits for an answer. */
  asking: Paste | null = null
  /** The same text stands in other cells, and its record has just been chosen. */
  offer: Offer | null = null
  /** The row that is open in a sheet of its own. */
  sheet: RowKey | null = null
  /** The cell for which a record is being created, with the text it begins with. */
  creating: (CellPlace & { text: string }) | null = null
  /** The next Tab leaves the grid. */
  isLeaving = false
  pageRows = 20
  /** A very long list is shown in parts of so many rows; this is the part that is shown. */
  perPart = Number.POSITIVE_INFINITY
  part = 0
  /** The slug of the page that the grid stands on. */
  modelSlug = ''
  private selectionFrom: RowKey | null = null
  private returnColumn: string | null = null
  private readonly views = new Map<RowKey, RowView>()
  private readonly listeners = new Set<() => void>()
  private readonly rowListeners = new Map<RowKey, Set<() => void>>()

  constructor(readonly model: GridModel) {
    this.focus = this.firstPlace()
    model.subscribeOrder(() => this.keepFocus())
    model.onWindow = (isFirst) => {
      if (isFirst && model.arrangement.words.trim() !== '')
        this.announce(`${model.order.shown.toLocaleString('en')} found`)
      this.arrive()
    }
    model.onAnswered = (open) =>
      this.announce(open === 0 ? 'All names found' : `${open} ${open === 1 ? 'cell needs' : 'cells need'} attention`)
  }

  get columns(): readonly string[] {
    return this.model.fields.map((field) => field.name)
  }

  indexOf(key: RowKey): number {
    return this.model.order.indexOf(key)
  }

  keyAt(index: number): RowKey | undefined {
    return this.model.order.keyAt(index)
  }

  /** How a person would name a row: by its heading field, a row without one as new. */
  titleOf(key: RowKey): string {
    const heading = this.model.rows.fields.get(this.model.form.heading)
    const text = heading ? shownText(heading, this.model.get(key, heading.name)) : ''
    return text || `New ${midSentence(this.model.form.singular)}`
  }

  /** How a search names the column it is made for: "courses/enrollments/studentId". */
  placeOf(field: string): string {
    return `${this.modelSlug}/${this.model.form.name}/${field}`
  }

  fieldOf(name: string): Field | undefined {
    return this.model.rows.fields.get(name)
  }

  // Listening

  subscribe = (listener: () => void): (() => void) => {
    this.listeners.add(listener)
    return () => this.listeners.delete(listener)
  }

  /** The same object for as long as nothing of it changes. */
  rowView(key: RowKey): RowView {
    const next = this.viewOf(key)
    const last = this.views.get(key) ?? restingRow
    if (
      next.focus === last.focus &&
      next.spans === last.spans &&
      next.isSelected === last.isSelected &&
      next.editing === last.editing
    )
      return last
    this.views.set(key, next)
    return next
  }

  private viewOf(key: RowKey): RowView {
    const index = this.ranges.length > 0 ? this.indexOf(key) : -1
    const spans = this.boxes()
      .filter((box) => index >= box.top && index <= box.bottom)
      .map((box) => `${box.left}-${box.right}`)
      .join(' ')
    return {
      focus: this.focus.key === key ? this.focus.field : null,
      spans,
      isSelected: this.selectedRows.has(key),
      editing: this.editing?.key === key ? this.editing : null,
    }
  }

  /** Wakes whoever shows something of the session: all rows, or only those given. */
  tell(rows?: Iterable<RowKey>): void {
    this.boxCache = undefined
    for (const listener of [...this.listeners]) listener()
    for (const key of rows ?? [...this.rowListeners.keys()])
      for (const listener of [...(this.rowListeners.get(key) ?? [])]) listener()
  }

  subscribeRow(key: RowKey, listener: () => void): () => void {
    const listeners = this.rowListeners.get(key) ?? new Set()
    this.rowListeners.set(key, listeners.add(listener))
    return () => {
      listeners.delete(listener)
      if (listeners.size === 0) this.rowListeners.delete(key)
    }
  }

  /** Says one sentence to assistive technology. */
  announce(sentence: string): void {
    this.announcement = sentence
    this.announcements += 1
    this.tell([])
  }

  // Focus

  /** Puts the focus on a cell; the selection collapses unless it is extended to it. */
  moveTo(place: CellPlace, { extend = false, add = false, request = true } = {}): void {
    const from = this.focus
    const before = this.boxes()
    if (add && this.columns.includes(place.field)) {
      const first = this.fieldPlace(from)
      if (this.ranges.length === 0 && first) this.ranges = [{ anchor: first, head: first }]
      this.ranges = [...this.ranges, { anchor: place, head: place }]
    } else if (extend) {
      const anchor = this.ranges.at(-1)?.anchor ?? this.fieldPlace(from)
      if (anchor && this.columns.includes(place.field))
        this.ranges = [...this.ranges.slice(0, -1), { anchor, head: place }]
    } else this.ranges = []
    this.focus = place
    this.isLeaving = false
    this.awaited = null
    if (request) {
      this.part = Math.max(0, Math.floor(this.indexOf(place.key) / this.perPart))
      this.requestFocus()
    }
    if (from.key !== place.key) this.model.leave(from.key)
    this.boxCache = undefined
    const rows = new Set([from.key, place.key])
    for (const [first, last] of changedRows(before, this.boxes()))
      for (const key of this.model.order.slice(first, last + 1)) rows.add(key)
    this.tell(rows)
  }

  requestFocus(): void {
    this.isActive = true
    this.focusRequests += 1
  }

  /** Moves the focus; answers whether there was anywhere to go. */
  move(move: Move, extend = false): boolean {
    const place = this.placeAfter(move, extend)
    this.returnColumn = null
    if (!place) return false
    this.moveTo(place, { extend })
    return true
  }

  private placeAfter(move: Move, extend: boolean): CellPlace | undefined {
    const row = Math.max(0, this.indexOf(this.focus.key))
    const last = this.model.order.length - 1
    const lastFilled = Math.max(0, this.model.order.filled - 1)
    const columns = extend ? this.columns : this.walk()
    const column = Math.max(0, columns.indexOf(this.focus.field))
    const inRow = (index: number) => columns[Math.min(Math.max(0, index), columns.length - 1)]
    const at = (index: number, field = this.focus.field): CellPlace | undefined => {
      const place = Math.min(Math.max(0, index), last)
      const key = this.keyAt(place)
      if (key === undefined && this.model.windows) this.await(place, field, extend)
      return key === undefined || (key === this.focus.key && field === this.focus.field) ? undefined : { key, field }
    }
    switch (move) {
      case 'up':
        return at(row - 1)
      case 'down':
        return at(row + 1)
      case 'left':
        return at(row, inRow(column - 1))
      case 'right':
        return at(row, inRow(column + 1))
      case 'first-row':
        return at(0)
      case 'last-row':
        return at(last)
      case 'first-column':
        return at(row, this.columns[0])
      case 'last-column':
        return at(row, this.columns.at(-1))
      case 'page-up':
        return at(row - this.pageRows)
      case 'page-down':
        return at(row + this.pageRows)
      case 'first-cell':
        return at(0, this.columns[0])
      case 'last-cell':
        return at(lastFilled, this.columns.at(-1))
    }
  }

  /** Where the focus will go as soon as the row at that place has been read. */
  awaited: { place: number; field: string; extend: boolean } | null = null

  private await(place: number, field: string, extend: boolean): void {
    this.awaited = { place, field, extend }
    this.model.windows?.show(place, place + 1)
    this.announce('Reading rows…')
    this.tell([])
  }

  private arrive(): void {
    const key = this.awaited ? this.keyAt(this.awaited.place) : undefined
    if (!this.awaited || key === undefined) return
    const { field, extend } = this.awaited
    this.awaited = null
    this.moveTo({ key, field }, { extend })
  }

  /** Whether the selection holds rows that have not been read: nothing can be done to them here. */
  get hasGaps(): boolean {
    return (
      this.model.windows !== undefined &&
      this.boxes().some((box) => this.model.order.slice(box.top, box.bottom + 1).length < box.bottom - box.top + 1)
    )
  }

  /** All columns that the arrows reach. */
  walk(): string[] {
    const { can } = this.model.form
    const columns = [...this.columns]
    if (this.hasRowSelection) columns.unshift(selectColumn)
    if (can.delete || can.add) columns.push(actionColumn)
    return columns
  }

  get hasRowSelection(): boolean {
    const { can } = this.model.form
    return can.change || can.delete
  }

  /** Goes to the next or previous cell that can be edited; answers whether there is one. */
  tab(back: boolean): boolean {
    const { order } = this.model
    const step = back ? -1 : 1
    const fields = this.columns
    let column = fields.indexOf(this.focus.field)
    if (column < 0) column = this.focus.field === selectColumn ? -1 : fields.length
    const start = this.focus.field
    for (let row = Math.max(0, this.indexOf(this.focus.key)); row >= 0 && row < order.length; row += step) {
      const key = order.keyAt(row)
      for (column += step; column >= 0 && column < fields.length; column += step)
        if (key !== undefined && this.model.canEdit(key, fields[column]!)) {
          this.moveTo({ key, field: fields[column]! })
          this.returnColumn ??= start
          return true
        }
      column = back ? fields.length : -1
    }
    return false
  }

  /** Keeps the focus on the place of a row that is gone. */
  private keepFocus(): void {
    if (this.indexOf(this.focus.key) >= 0) {
      this.lastIndex = this.indexOf(this.focus.key)
      return
    }
    const last = this.model.order.length - 1
    const key = this.keyAt(Math.min(this.lastIndex, last))
    this.focus = key === undefined ? this.firstPlace() : { key, field: this.focus.field }
    if (this.isActive) this.focusRequests += 1
    this.ranges = []
    this.tell()
  }
  private lastIndex = 0

  private firstPlace(): CellPlace {
    const { order } = this.model
    const key = order.keyAt(0) ?? ''
    const field = this.columns.find((name) => this.model.canEdit(key, name)) ?? this.columns[0] ?? ''
    return { key, field }
  }

  private fieldPlace(place: CellPlace): CellPlace | undefined {
    return this.columns.includes(place.field) ? place : undefined
  }

  // Selection

  private boxCache: Box[] | undefined

  /** The selected ranges in the present order. */
  boxes(): Box[] {
    this.boxCache ??= this.ranges.flatMap((range) => boxOf(range, this) ?? [])
    return this.boxCache
  }

  /** The selected cells; without a range the focused one. */
  cells(): CellPlace[] {
    const boxes = this.boxes()
    if (boxes.length > 0) return cellsOf(boxes, this)
    return this.columns.includes(this.focus.field) ? [this.focus] : []
  }

  /** The box that a copy, a paste or a fill takes: around all ranges, or the focused cell. */
  box(): Box | undefined {
    const row = this.indexOf(this.focus.key)
    const column = this.columns.indexOf(this.focus.field)
    const single = row < 0 || column < 0 ? undefined : { top: row, bottom: row, left: column, right: column }
    return hullOf(this.boxes()) ?? single
  }

  isCellSelected(key: RowKey, field: string): boolean {
    const row = this.indexOf(key)
    const column = this.columns.indexOf(field)
    return this.boxes().some((box) => isInside(box, row, column))
  }

  select(what: 'all' | 'row' | 'column'): void {
    const { order } = this.model
    const first = this.columns[0]
    const last = this.columns.at(-1)
    const read = order.slice(0, order.filled)
    const top = read[0]
    const bottom = read.at(-1)
    if (!first || !last || top === undefined || bottom === undefined) return
    const { key } = this.focus
    const field = this.fieldPlace(this.focus)?.field ?? first
    if (what === 'all') this.ranges = [{ anchor: { key: top, field: first }, head: { key: bottom, field: last } }]
    if (what === 'row') this.ranges = [{ anchor: { key, field: first }, head: { key, field: last } }]
    if (what === 'column') this.ranges = [{ anchor: { key: top, field }, head: { key: bottom, field } }]
    this.tell()
    this.announceSelection()
  }

  /** Says how much is selected, once its extent stands. */
  announceSelection(): void {
    const box = this.box()
    if (!box || this.boxes().length === 0) return
    const count = this.boxes().reduce(
      (sum, each) => sum + (each.bottom - each.top + 1) * (each.right - each.left + 1),
      0,
    )
    const corner = (row: number, column: number) =>
      `${this.fieldOf(this.columns[column] ?? '')?.label ?? ''} of ${this.titleOf(this.keyAt(row) ?? '')}`
    this.announce(
      `${count.toLocaleString('en')} ${count === 1 ? 'cell' : 'cells'} selected, ${corner(box.top, box.left)} to ${corner(box.bottom, box.right)}`,
    )
  }

  /** Selects or unselects a row; with `extend` all rows from the last one chosen. */
  selectRow(key: RowKey, isSelected: boolean, extend = false): void {
    const from = extend && this.selectionFrom !== null ? this.indexOf(this.selectionFrom) : -1
    const to = this.indexOf(key)
    const keys = from < 0 ? [key] : this.model.order.slice(Math.min(from, to), Math.max(from, to) + 1)
    for (const each of keys) this.setRow(each, isSelected)
    this.selectionFrom = key
    this.tell()
  }

  /** Selects all rows that are shown, or none. */
  selectRows(isSelected: boolean): void {
    this.selectedRows.clear()
    if (isSelected) for (const key of this.model.order.slice(0, this.model.order.filled)) this.setRow(key, true)
    this.tell()
  }

  private setRow(key: RowKey, isSelected: boolean): void {
    if (isSelected && (this.model.rows.isSaved(key) || this.model.rows.isHere(key))) this.selectedRows.add(key)
    else this.selectedRows.delete(key)
  }

  /** The rows that a command acts on: the selected ones, those of the ranges, or the focused one. */
  chosenRows(): RowKey[] {
    if (this.selectedRows.size > 0) return [...this.selectedRows]
    const keys = new Set(this.cells().map((cell) => cell.key))
    return keys.size > 0 ? [...keys] : [this.focus.key]
  }

  // Editing

  /** Opens the editor of the focused cell; answers whether it may be edited. */
  edit(mode: Editing['mode'], { text, open = false }: { text?: string; open?: boolean } = {}): boolean {
    const { key, field: name } = this.focus
    const field = this.fieldOf(name)
    if (!field || this.awaited || !this.model.canEdit(key, name)) return false
    this.editing = { key, field: name, mode, open, text: text ?? typedText(field, this.model.get(key, name)) }
    this.isActive = true
    this.tell()
    return true
  }

  /** Takes the editor's present text, with the option it stands for if one was chosen. Nothing is drawn for it. */
  type(text: string, picked?: Content): void {
    if (!this.editing) return
    this.editing.text = text
    this.editing.picked = picked
  }

  switchMode(): void {
    if (!this.editing) return
    this.editing = { ...this.editing, mode: this.editing.mode === 'caret' ? 'overwrite' : 'caret' }
    this.tell()
  }

  /** Shows another part of a very long list, and goes to its first row. */
  showPart(part: number): void {
    this.part = part
    const place = part * this.perPart
    const key = this.keyAt(place)
    if (key === undefined) this.await(place, this.focus.field, false)
    else this.moveTo({ key, field: this.focus.field })
  }

  /** Opens a row in the sheet, or closes the sheet. */
  openSheet(key: RowKey | null): void {
    this.sheet = key
    if (key === null) this.requestFocus()
    else this.moveTo({ key, field: this.focus.field }, { request: false })
    this.tell()
  }

  /** Asks for the record that is missing in the edited cell; the cell stays as it is until the record is there. */
  create(text: string): void {
    if (!this.editing) return
    const { key, field } = this.editing
    this.editing = null
    this.creating = { key, field, text }
    this.tell()
  }

  /** Puts the created record into its cell, or nothing when it was given up. */
  created(option: Related | null): void {
    const { creating } = this
    this.creating = null
    const field = creating && this.fieldOf(creating.field)
    if (creating && field && option) {
      const before = this.model.get(creating.key, creating.field)
      this.model.edit(`choice of ${option[1]}`, [{ key: creating.key, field: field.name, content: option }])
      this.announce(`${option[1]} created and chosen`)
      this.offerFor(field, before, option)
    }
    this.requestFocus()
    this.tell()
  }

  /** Closes the editor without its text. */
  cancel(): void {
    if (!this.editing) return
    this.editing = null
    this.requestFocus()
    this.tell()
  }

  /** What the open editor's text stands for in its column. */
  editedContent(): Content | undefined {
    const { editing } = this
    const field = editing && this.fieldOf(editing.field)
    if (!editing || !field) return undefined
    if (editing.picked !== undefined) return editing.picked
    const present = this.model.get(editing.key, editing.field)
    // A title that nobody touched is the same record, though two may bear it.
    if (editing.text === typedText(field, present)) return present
    return readCell(field, editing.text)
  }

  /** Closes the editor and sets the cell. The focus stays on it; where it goes from there is the caller's. */
  commit({ request = true } = {}): void {
    const { editing } = this
    const content = this.editedContent()
    const field = editing && this.fieldOf(editing.field)
    this.editing = null
    if (request && editing) this.requestFocus()
    if (editing && field && content !== undefined) {
      const before = this.model.get(editing.key, editing.field)
      this.model.edit(`change of ${midSentence(field.label)}`, [{ key: editing.key, field: editing.field, content }])
      this.refusal = ''
      this.offerFor(field, before, content)
    }
    this.tell()
  }

  /** Chosen once, a record may stand for the same text everywhere. */
  private offerFor(field: Field, before: Content, chosen: Content): void {
    this.offer = null
    if (!isUnsettled(before) || isUnsettled(chosen) || !isRelated(chosen)) return
    const keys = this.model.keysWithText(field.name, before.raw)
    if (keys.length === 0) return
    this.offer = { field: field.name, text: before.raw, option: chosen, keys }
    this.announce(`${keys.length} more ${keys.length === 1 ? 'cell holds' : 'cells hold'} the text ${before.raw}`)
  }

  /** Says what cannot be done, aloud and on the page. */
  refuse(sentence: string): void {
    this.refusal = sentence
    this.announce(sentence)
  }

  /** Goes up or down after Enter, back to the column where a run of Tabs began. */
  moveAfterEnter(to: 'up' | 'down'): void {
    const field = this.returnColumn ?? this.focus.field
    const key = this.keyAt(this.indexOf(this.focus.key) + (to === 'up' ? -1 : 1))
    this.returnColumn = null
    this.moveTo({ key: key ?? this.focus.key, field })
  }

  /** The row that already holds an option of a field that must be unique, by title; undefined when none does. */
  takenBy(field: string, option: Related, key: RowKey): string | undefined {
    const holder = this.model.judge.holderOf(field, option, key)
    return holder === undefined ? undefined : this.titleOf(holder)
  }

  /** What a lookup column shows of a relation. */
  relatedOf(key: RowKey, field: string): Related | undefined {
    const content = this.model.get(key, field)
    return isRelated(content as never) ? (content as Related) : undefined
  }
}
