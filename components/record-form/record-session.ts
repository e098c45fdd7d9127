import type { Batch, Conflict, Place, Problem, Saved } from '@/admin/engine/batch'
import { type Field, type InlineForm, type RecordPage, scalarOf } from '@/admin/engine/form'
import type { createGridStore } from '@/components/inline-grid/session/store'
import type { OwnDraft, RecordDraft } from './draft'
import { editableFields, initialCell } from './field-value'
import type { Links } from './link-changes'
import { type FieldHolder, type LookUp, OwnFields } from './own-fields'
import { OwnGrids } from './own-grids'
import { OwnLinks } from './own-links'
import type { Cells, Values } from './record-fields'

export type SessionParts = { createGrid: typeof createGridStore; lookUp: LookUp }

/** What one save says, without its id. */
export type Content = Omit<Batch, 'saveId'>

/** Where every part of the page stood when a batch was made of it: what is edited later stays unsaved. */
export type Marks = {
  values: Values
  chosen: Record<string, Links['chosen']>
  tokens: Record<string, number>
}

/**
 * All that one open detail page holds and has not saved yet: the record's own fields, its picks and its grids, each with
 * the values that the edits were made from. It knows nothing of React and of the network.
 */
export class RecordSession {
  id: number | null
  title: string
  /** The page of the record that this new one became has taken the edits over. */
  isHandedOver = false
  readonly grids: OwnGrids
  readonly own: OwnFields
  private readonly links: OwnLinks
  private readonly listeners = new Set<() => void>()

  constructor(
    readonly page: RecordPage,
    holder: FieldHolder,
    private readonly parts: SessionParts,
  ) {
    this.id = page.record?.id ?? null
    this.title = page.record?.title ?? ''
    this.own = new OwnFields(page.form.fields, startingCells(page), holder)
    this.links = new OwnLinks(page)
    this.grids = new OwnGrids(page, parts.createGrid, () => this.changed())
  }

  get isNew(): boolean {
    return this.id === null
  }

  subscribe = (listener: () => void): (() => void) => {
    this.listeners.add(listener)
    return () => this.listeners.delete(listener)
  }

  /** Tells everyone who looks that something may have changed. */
  changed = (): void => {
    for (const listener of this.listeners) listener()
  }

  picked(name: string): Links {
    return this.links.get(name)
  }

  pick(name: string, chosen: Links['chosen']): void {
    this.links.choose(name, chosen)
    this.own.forget(name)
    this.changed()
  }

  /** How many changes are not saved: fields, chosen records, rows. */
  total = (): number => this.own.changed().length + this.links.total() + this.grids.total()

  getTitle = (): string => this.title

  /** Whether leaving the page would lose anything; a text that is still being typed is nothing to count yet. */
  isDirty = (): boolean => this.total() > 0 || this.grids.isTyping()

  /** Waits for the texts that stand for far records, in fields and in grids, to be looked up. */
  async settled(): Promise<void> {
    const grids = [...this.grids.entries()].map(([, grid]) => grid.settled())
    await Promise.all([...editableFields(this.own.fields).map((field) => this.lookUp(field)), ...grids])
  }

  /** Takes the record that the words typed into a relation field name, if there is exactly one. */
  lookUp(field: Field): Promise<void> {
    return this.own.lookUp(field, this.page.form.model, this.parts.lookUp)
  }

  /** Every reason known here why a save would be refused. */
  check(): Problem[] {
    return [...this.own.problems(this.isNew), ...[...this.grids.entries()].flatMap(([, grid]) => grid.check())]
  }

  /** Shows problems at their places; an empty list takes all of them away. */
  showProblems(problems: readonly Problem[]): void {
    this.own.showProblems(problems.filter((problem) => problem.inline === undefined))
    for (const [name, grid] of this.grids.entries())
      grid.showProblems(problems.filter((problem) => problem.inline === name))
  }

  /** What is wrong by now where a problem was; undefined when it is mended, or nobody knows before the next save. */
  problemNow(problem: Problem): string | undefined {
    if (problem.inline !== undefined) return this.grids.get(problem.inline)?.problemNow(problem)
    return problem.field === undefined ? undefined : this.own.faults(this.isNew).get(problem.field)
  }

  /** What a save would send now; `nothing` when there is no change to send. */
  take(): { content: Content; marks: Marks; nothing: boolean } {
    const { inlines, rows, tokens } = this.grids.take()
    const record = { ...this.parentsOf(inlines), ...this.own.changes(this.isNew) }
    const content: Content = { record, inlines, picks: this.links.changes(), rows }
    const marks: Marks = { values: this.own.values(), chosen: this.links.chosen(), tokens }
    const parts = [content.record, content.inlines, content.picks]
    return { content, marks, nothing: !this.isNew && parts.every((part) => Object.keys(part).length === 0) }
  }

  /**
   * The chosen records that the changed rows hang on, said although they are unchanged: if a colleague has chosen another
   * one meanwhile, that is a conflict, and the rows do not come to a record that nobody meant.
   */
  private parentsOf(inlines: Content['inlines']): Content['record'] {
    const editable = new Set(editableFields(this.own.fields).map(({ name }) => name))
    return Object.fromEntries(
      this.page.form.inlines.flatMap(({ name, via }) => {
        if (!via || this.isNew || !inlines[name] || !editable.has(via.field)) return []
        const { seen } = this.own.parent(via.field)
        return [[via.field, [seen, seen] as const]]
      }),
    )
  }

  /**
   * The marks of a batch that an earlier visit sent, as far as they can be known: what now says something else than the
   * batch was edited after it.
   */
  marksOf(body: string): Marks {
    // Written by `SaveCycle` from this very type, and kept in the person's own browser.
    const { record, picks, inlines } = JSON.parse(body) as Content
    const tokens = Object.fromEntries(Object.keys(inlines).map((name) => [name, -1]))
    return { values: this.own.valuesSent(record), chosen: this.links.chosenSent(picks), tokens }
  }

  /** Takes over what a save stored. What was edited after the marks were taken stays unsaved. */
  rebase(saved: Saved, marks: Marks): void {
    this.id = saved.id
    this.title = saved.title
    for (const { name, via } of this.page.form.inlines)
      if (via && scalarOf(saved.cells[via.field] ?? null) !== this.own.parent(via.field).seen)
        this.grids.outdated.add(name)
    this.own.rebase(saved.cells, marks.values)
    this.links.rebase(saved.picks, marks.chosen)
    for (const [name, token] of Object.entries(marks.tokens)) this.grids.get(name)?.rebase(saved.inlines[name], token)
    this.showProblems([])
    this.changed()
  }

  /** Shows conflicts at their places, and what the record is called by now. */
  showConflicts(conflicts: readonly Conflict[], title: string): void {
    this.title = title
    for (const [name, grid] of this.grids.entries())
      grid.showConflicts(conflicts.filter(({ inline }) => inline === name))
    this.changed()
  }

  /** Settles one conflict. Either way the stored value is what the next save changes from, so it cannot come back. */
  settle(conflict: Conflict, choice: 'mine' | 'theirs'): void {
    if (conflict.inline !== undefined) this.grids.get(conflict.inline)?.settle(conflict, choice)
    else if (conflict.kind === 'cell') this.own.settle(conflict.field, conflict.theirs, choice)
    this.changed()
  }

  /** Gives up every unsaved edit. */
  discard(): void {
    this.own.discard()
    this.links.discard()
    this.grids.discard()
    this.showProblems([])
    this.changed()
  }

  /** The unsaved edits with the values they were made from, or null when there are none. */
  draft(): RecordDraft | null {
    const own = this.ownDraft()
    return own && { ...own, inlines: this.grids.draft() }
  }

  /** What `draft` answers without what its grids add, which may be long. */
  ownDraft(): OwnDraft | null {
    const total = this.total()
    return total === 0 ? null : { total, fields: this.own.draft(), picks: this.links.draft() }
  }

  /** All that the page holds now as the draft of another record: the fields, the links, and the rows that stay. */
  copy(): RecordDraft {
    return { total: 1, fields: this.own.copy(), picks: this.links.copy(), inlines: this.grids.copy() }
  }

  /** Applies a draft again. */
  restore(draft: RecordDraft): void {
    this.own.restore(draft.fields, this.isNew)
    this.links.restore(draft.picks)
    for (const [name, edits] of Object.entries(draft.inlines)) this.grids.get(name)?.restore(edits)
    this.changed()
  }

  /** How a person names the row of a place: "Ana Lee". */
  rowTitle(place: Place): string | undefined {
    if (place.inline === undefined || place.row === undefined) return undefined
    return this.grids.get(place.inline)?.nameOf({ inline: place.inline, row: place.row })
  }

  /**
   * Whether the record that an inline's rows hang on is chosen, whether it is another one than is stored, or is since the
   * last save, so that its rows are being read.
   */
  parentState(inline: InlineForm): 'same' | 'other' | 'none' | 'reading' {
    if (!inline.via) return 'same'
    if (this.grids.outdated.has(inline.name) && this.grids.edits(inline.name) === 0) return 'reading'
    const { seen, chosen } = this.own.parent(inline.via.field)
    if (chosen === null) return 'none'
    return seen === chosen ? 'same' : 'other'
  }

  /** Takes the rows of outdated inlines from a page that was loaded later. */
  adoptRows(page: RecordPage): void {
    for (const { name, via } of page.form.inlines) {
      // A page that was asked for before the last save shows the rows of yet another record.
      const isOlder = via && scalarOf(page.record?.cells[via.field] ?? null) !== this.own.parent(via.field).seen
      if (this.grids.outdated.has(name) && !isOlder) this.grids.adopt(name, page)
    }
    this.changed()
  }
}

/** The cells that a page starts with: those of the record, or the defaults of one that does not exist yet. */
export function startingCells(page: RecordPage): Cells {
  return page.record?.cells ?? Object.fromEntries(page.form.fields.map((field) => [field.name, initialCell(field)]))
}
