import type { RowKey } from '@/admin/engine/batch'
import type { Move } from '@/components/inline-grid/events/grid-keys'
import { isFiltered } from '@/components/inline-grid/order/arrange'
import type { Nearness } from '@/components/inline-grid/rows/listeners'
import { keptWords } from '@/components/inline-grid/session/count-words'
import type { GridModel } from '@/components/inline-grid/session/grid-model'
import { SelectedCells } from './selected-cells'
import { type Box, boxAround, type CellPlace, cellsOf, changedRows } from './selection'
import { actionColumn, selectColumn } from './side-columns'

/** Which cell of a grid is focused, where the keys lead from there, and how the selection follows. */
export class FocusedCell extends SelectedCells {
  focus: CellPlace
  /** Whether the grid holds the focus of the page. */
  isActive = false
  /** Raised by every request to put the browser's focus on the focused cell. */
  focusRequests = 0
  /** The latest of them that was met. */
  focusRequestsMet = 0
  /** The next Tab leaves the grid. */
  isLeaving = false
  pageRows = 20
  /** By how many pixels the rows in sight stand higher in the page than in their list, which may be taller than any page. */
  shift = 0
  /** Where the focus will go as soon as the row at that place has been read. */
  awaited: { place: number; field: string; extend: boolean } | null = null
  private returnColumn: string | null = null
  private lastIndex = 0

  constructor(model: GridModel) {
    super(model)
    this.focus = this.firstPlace()
    model.subscribeOrder(() => this.keepFocus())
    model.atHand = () => this.atHand()
    model.onWindow = (isFirst) => {
      if (isFirst && isFiltered(model.arrangement))
        this.announce(`${model.found.toLocaleString('en')} found${keptWords(model)}`, 'shown')
      this.arrive()
    }
  }

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
    this.refusal = ''
    this.isLeaving = false
    this.returnColumn = null
    this.giveUpWaiting()
    if (request) this.requestFocus()
    if (from.key !== place.key) this.model.leave(from.key)
    this.boxCache = undefined
    const rows = new Set([from.key, place.key])
    for (const [first, last] of changedRows(before, this.boxes()))
      for (const key of this.model.order.slice(first, last + 1)) rows.add(key)
    this.tell(rows)
  }

  /** For a button that is gone once it was pressed: the focus goes on in the grid. */
  takeFocus(): void {
    this.requestFocus()
    this.tell([])
  }

  /** The rows that somebody is at. */
  protected atHand(): RowKey[] {
    return [this.focus.key]
  }

  /** The focused row is one of them wherever it is: its cell is a stop of Tab by then, and left before it is drawn, it would stay one. */
  protected override nearness(): ReturnType<Nearness> {
    const isNear = super.nearness()
    return isNear && ((key) => key === this.focus.key || isNear(key))
  }

  requestFocus(): void {
    this.isActive = true
    this.focusRequests += 1
  }

  /** Moves the focus; answers whether there was anywhere to go. */
  move(move: Move, extend = false): boolean {
    const place = this.placeAfter(move, extend)
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

  private await(place: number, field: string, extend = false): void {
    this.awaited = { place, field, extend }
    this.model.windows?.reach(place)
    this.announce('Reading rows…')
    this.tell([])
  }

  private giveUpWaiting(): void {
    if (!this.awaited) return
    this.awaited = null
    this.model.windows?.reach(null)
  }

  private arrive(): void {
    if (!this.awaited) return
    const key = this.keyAt(this.awaited.place)
    if (key === undefined) {
      // Fewer rows are found by now: there is nothing to wait for.
      if (this.awaited.place >= this.model.order.length) this.giveUpWaiting()
      return
    }
    const { field, extend } = this.awaited
    this.moveTo({ key, field }, { extend })
  }

  /** The rows in sight stand elsewhere in the page now. */
  shiftTo(shift: number): void {
    if (this.shift === shift) return
    this.shift = shift
    this.tell([])
  }

  /** Goes up or down after Enter, back to the column where a run of Tabs began. */
  moveAfterEnter(to: 'up' | 'down'): void {
    const field = this.returnColumn ?? this.focus.field
    const place = this.indexOf(this.focus.key) + (to === 'up' ? -1 : 1)
    const key = this.keyAt(place)
    this.moveTo({ key: key ?? this.focus.key, field })
    if (key === undefined && place >= 0 && place < this.model.order.length) this.await(place, field)
  }

  /** All columns that the arrows reach. */
  walk(): string[] {
    const columns = [...this.columns, actionColumn]
    if (this.hasRowSelection) columns.unshift(selectColumn)
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
    const start = this.returnColumn ?? this.focus.field
    for (let row = Math.max(0, this.indexOf(this.focus.key)); row >= 0 && row < order.length; row += step) {
      const key = order.keyAt(row)
      if (key === undefined) {
        const open = fields.filter((name) => this.model.canEdit(this.focus.key, name))
        this.await(row, (back ? open.at(-1) : open[0]) ?? this.focus.field)
        return true
      }
      for (column += step; column >= 0 && column < fields.length; column += step)
        if (this.model.canEdit(key, fields[column]!)) {
          this.moveTo({ key, field: fields[column]! })
          this.returnColumn = start
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
  private firstPlace(): CellPlace {
    const { order } = this.model
    const key = order.keyAt(0) ?? ''
    const field = this.columns.find((name) => this.model.canEdit(key, name)) ?? this.columns[0] ?? ''
    return { key, field }
  }

  private fieldPlace(place: CellPlace): CellPlace | undefined {
    return this.columns.includes(place.field) ? place : undefined
  }

  /** The selected cells; without a range the focused one. */
  cells(): CellPlace[] {
    const boxes = this.boxes()
    if (boxes.length > 0) return cellsOf(boxes, this)
    return this.columns.includes(this.focus.field) ? [this.focus] : []
  }

  /** The box that a copy, a paste or a fill takes. */
  box(): Box | undefined {
    return boxAround(this.boxes(), this.focus, this)
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
    const { anchor, head } = this.ranges.at(-1) ?? { anchor: { key, field }, head: { key, field } }
    if (what === 'all') this.ranges = [{ anchor: { key: top, field: first }, head: { key: bottom, field: last } }]
    if (what === 'row') this.ranges = [{ anchor: { ...anchor, field: first }, head: { ...head, field: last } }]
    if (what === 'column') this.ranges = [{ anchor: { ...anchor, key: top }, head: { ...head, key: bottom } }]
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
      'selection',
    )
  }

  /** The rows that a command acts on: the selected ones, those of the ranges, or the focused one. */
  chosenRows(): RowKey[] {
    if (this.selectedRows.size > 0) return [...this.selectedRows]
    const keys = new Set(this.cells().map((cell) => cell.key))
    return keys.size > 0 ? [...keys] : [this.focus.key]
  }
}
