import type { RowKey } from '@/admin/engine/batch'
import { type Field, isRelated, type Related } from '@/admin/engine/form'
import { midSentence } from '@/admin/engine/mid-sentence'
import type { BulkRun } from '@/components/inline-grid/bulk/bulk-run'
import { FocusedCell } from '@/components/inline-grid/selection/focused-cell'
import type { CellPlace } from '@/components/inline-grid/selection/selection'
import { typedText } from '@/components/inline-grid/values/cell-text'
import { type Content, isUnsettled } from '@/components/inline-grid/values/content'
import { readCell } from '@/components/inline-grid/values/read-cell'
import { cellCount } from './count-words'
import type { GridModel } from './grid-model'
import type { LongWork } from './long-work'
import type { Question } from './question'
import { RecentChoices } from './recent-choices'

/** The one open editor. `picked` is the option chosen for its present text; `whole`: it begins with all of its text selected. */
export type Editing = CellPlace & { mode: 'overwrite' | 'caret'; text: string; whole: boolean; picked?: Content }

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

/** Where a person is in a grid: the focused cell, the selection, the open editor, and the questions that wait. */
export class GridSession extends FocusedCell {
  editing: Editing | null = null
  /** Long work that is under way. */
  work: LongWork | null = null
  /** The same text stands in other cells, and its record has just been chosen. */
  offer: Offer | null = null
  /** The row that is open in a sheet of its own. */
  sheet: RowKey | null = null
  /** A change of all rows that match: asked about, under way or done. */
  bulk: BulkRun | null = null
  /** The cell for which a record is being created, with the text it begins with. */
  creating: (CellPlace & { text: string }) | null = null
  /** What is wrong with the rows as a whole, as far as the last refused save found. */
  tableProblems: readonly string[] = []
  /** What is asked in a window of its own. */
  question: Question | null = null
  readonly recent = new RecentChoices()
  /** Ends with the grid what waits for a person to come back from another tab. */
  away: AbortController | null = null
  /** Whether the rows are in sight; those of a grid that begins closed come to sight with whatever leads to them. */
  isOpen: boolean
  private readonly views = new Map<RowKey, RowView>()

  constructor(model: GridModel) {
    super(model)
    this.isOpen = !model.form.collapsed
    model.onAnswered = (answered, open) => {
      const [place, ...others] = answered
      // One name that was found is seen in its cell.
      if (place && others.length === 0) this.announceProblem(place)
      else
        this.announce(open === 0 ? 'All names found' : `${cellCount(open)} ${open === 1 ? 'needs' : 'need'} attention`)
    }
  }

  /** Whether something is asked in a window that is open, or on its way: until it is there, nothing is meant for the rows. */
  get isAsked(): boolean {
    return this.question !== null
  }

  /** The rows were brought to sight, or put out of it. */
  setOpen(isOpen: boolean): void {
    if (this.isOpen === isOpen) return
    this.isOpen = isOpen
    this.tell([])
  }

  override requestFocus(): void {
    this.isOpen = true
    super.requestFocus()
  }

  protected override atHand(): RowKey[] {
    return [...super.atHand(), this.editing?.key, this.creating?.key, this.sheet].filter(
      (key) => typeof key === 'string',
    )
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

  protected override changedRows(rows: Iterable<RowKey>): RowKey[] {
    return [...rows].filter((key) => (this.views.get(key) ?? restingRow) !== this.rowView(key))
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
      isSelected: this.isRowSelected(key),
      editing: this.editing?.key === key ? this.editing : null,
    }
  }

  /** Opens the editor of the focused cell; answers whether it may be edited. */
  edit(mode: Editing['mode'], { text, whole = false }: { text?: string; whole?: boolean } = {}): boolean {
    const { key, field: name } = this.focus
    const field = this.fieldOf(name)
    if (!field || this.awaited || this.work || this.isAsked || !this.model.canEdit(key, name)) return false
    this.editing = { key, field: name, mode, whole, text: text ?? typedText(field, this.model.get(key, name)) }
    this.isActive = true
    this.tell([key])
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
    this.tell([this.editing.key])
  }

  /** Opens a row in the sheet, or closes the sheet. */
  openSheet(key: RowKey | null): void {
    this.sheet = key
    if (key === null) this.requestFocus()
    else this.moveTo({ key, field: this.focus.field }, { request: false })
    this.tell()
  }

  /** Asks for the record that is missing in the edited cell; the cell stays as it is until the record is there. */
  create({ key, field }: CellPlace, text: string): void {
    this.editing = null
    this.creating = { key, field, text }
    // Until the dialog is there, the cell has it.
    this.focusCell()
    this.tell()
  }

  /** Asks a question, or ends it (null). An open editor closes without its text, and its cell has the focus meanwhile. */
  ask(question: Question | null): void {
    this.question = question
    if (this.editing) this.requestFocus()
    this.editing = null
    this.tell()
  }

  /** Gives up what is asked in a window that is on its way. */
  askNothing(): void {
    if (this.question?.kind === 'paste') this.announce('Nothing was pasted')
    this.ask(null)
  }

  /** Nobody waits any more for a person to come back from another tab. */
  stayHere(): void {
    this.away?.abort()
    this.away = null
  }

  /** Puts the created record into its cell, or nothing when it was given up. */
  created(option: Related | null): void {
    const { creating } = this
    this.creating = null
    const field = creating && this.fieldOf(creating.field)
    if (creating && field && option) {
      const before = this.model.get(creating.key, creating.field)
      this.model.edit(`choice of ${option[1]}`, [{ key: creating.key, field: field.name, content: option }])
      this.recent.add(field.name, option)
      this.announce(`${option[1]} created and chosen`)
      this.offerFor(field, before, option)
    }
    this.focusCell()
    this.tell()
  }

  /** The focused cell has the browser's focus, but for what a row's sheet keeps in itself. */
  private focusCell(): void {
    if (this.sheet === null) this.requestFocus()
  }

  /** Closes the editor without its text. */
  cancel(): void {
    if (!this.editing) return
    const { key } = this.editing
    this.editing = null
    this.requestFocus()
    this.tell([key])
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

  /** Whether the open editor holds what its cell does not hold yet. */
  get isTyping(): boolean {
    const { editing } = this
    const field = editing && this.fieldOf(editing.field)
    if (!editing || !field) return false
    return editing.picked !== undefined || editing.text !== typedText(field, this.model.get(editing.key, field.name))
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
      if (content !== before && !isUnsettled(content) && isRelated(content)) this.recent.add(field.name, content)
      this.offerFor(field, before, content)
      this.announceProblem(editing)
    }
    this.tell(editing ? [editing.key] : [])
  }

  /** Says what is wrong with a cell that was just set: the focus has gone on by then. */
  private announceProblem({ key, field }: CellPlace): void {
    const problem = this.model.status(key).problems.get(field)
    if (problem) this.announce(`${this.fieldOf(field)?.label}, ${this.titleOf(key)}: ${problem}`)
  }

  /** Chosen once, a record may stand for the same text everywhere. */
  private offerFor(field: Field, before: Content, chosen: Content): void {
    this.offer = null
    if (!isUnsettled(before) || isUnsettled(chosen) || !isRelated(chosen)) return
    const keys = this.model.keysWithText(field.name, before.raw)
    if (keys.length === 0) return
    this.offer = { field: field.name, text: before.raw, option: chosen, keys }
    this.announce(
      `${keys.length.toLocaleString('en')} more ${keys.length === 1 ? 'cell holds' : 'cells hold'} the text ${before.raw}`,
    )
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
