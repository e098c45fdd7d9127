import type { Batch, Conflict, Place, Problem, Saved } from '@/admin/engine/batch'
import { type Cell, type Field, type InlineForm, type RecordPage, type Related, scalarOf } from '@/admin/engine/form'
import type { createGridStore, GridStore } from '@/components/inline-grid/store'
import type { RecordDraft } from './draft'
import {
  editableFields,
  type FieldValue,
  initialCell,
  isChanged,
  sameValue,
  scalarOfValue,
  shownValue,
} from './field-value'
import { addedLinks, type Links, linkChanges, rebaseLinks, removedLinks, withLinks } from './link-changes'
import { type Cells, changedFields, recordChanges, recordProblems, type Values } from './record-fields'

/** Where the values of the record's own fields live: react-hook-form on the page, a plain object in a test. */
export type FieldHolder = {
  get(): Values
  set(name: string, value: FieldValue): void
  showProblems(problems: readonly Problem[]): void
}

export type SessionParts = {
  createGrid: typeof createGridStore
  /** The far record that some words name, or undefined when it is none or several, or the server does not answer. */
  lookUp: (field: Field & { kind: 'relation' }, words: string, place: string) => Promise<Related | undefined>
}

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
  /** The cells that edits are made from: as last seen from the server, or older ones that a draft remembers. */
  cells: Cells
  private seen: Cells
  readonly grids: Record<string, GridStore> = {}
  private readonly links: Record<string, Links> = {}
  /** The page of the record that this new one became has taken the edits over. */
  isHandedOver = false
  private readonly readings: Record<string, number> = {}
  private readonly listeners = new Set<() => void>()

  constructor(
    readonly page: RecordPage,
    private readonly holder: FieldHolder,
    private readonly parts: SessionParts,
  ) {
    this.id = page.record?.id ?? null
    this.title = page.record?.title ?? ''
    this.seen = startingCells(page)
    this.cells = this.seen
    for (const pick of page.form.picks) {
      const stored = page.picks[pick.name] ?? []
      this.links[pick.name] = { stored, chosen: stored }
    }
    for (const inline of page.form.inlines) this.addGrid(inline.name, page)
  }

  get fields(): readonly Field[] {
    return this.page.form.fields
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
    return this.links[name] ?? { stored: [], chosen: [] }
  }

  pick(name: string, chosen: Links['chosen']): void {
    this.links[name] = { ...this.picked(name), chosen }
    this.changed()
  }

  isFieldChanged(field: Field): boolean {
    return isChanged(field, this.holder.get()[field.name] ?? null, this.cells[field.name] ?? null)
  }

  /** How many changes are not saved: fields, chosen records, rows. */
  total = (): number => {
    let total = changedFields(this.fields, this.cells, this.holder.get()).length
    for (const links of Object.values(this.links)) total += addedLinks(links).length + removedLinks(links).length
    for (const grid of Object.values(this.grids)) {
      const { changed, created, deleted } = grid.counts()
      total += changed + created + deleted
    }
    return total
  }

  getTitle = (): string => this.title

  isDirty = (): boolean => this.total() > 0

  /** Waits for the texts that stand for far records, in fields and in grids, to be looked up. */
  async settled(): Promise<void> {
    const fields = editableFields(this.fields).map((field) => this.lookUp(field))
    await Promise.all([...fields, ...Object.values(this.grids).map((grid) => grid.settled())])
  }

  /** Takes the record that the words typed into a relation field name, unless they were changed meanwhile. */
  async lookUp(field: Field): Promise<void> {
    const words = this.holder.get()[field.name]
    if (field.kind !== 'relation' || typeof words !== 'string' || words.trim() === '') return
    const named = await this.parts.lookUp(field, words.trim(), `${this.page.form.model}/${field.name}`)
    if (named && this.holder.get()[field.name] === words) this.holder.set(field.name, named)
  }

  /** Every reason known here why a save would be refused. */
  check(): Problem[] {
    return [
      ...recordProblems(this.fields, this.cells, this.holder.get(), this.isNew),
      ...Object.values(this.grids).flatMap((grid) => grid.check()),
    ]
  }

  /** Shows problems at their places; an empty list takes all of them away. */
  showProblems(problems: readonly Problem[]): void {
    this.holder.showProblems(problems.filter((problem) => problem.inline === undefined))
    for (const [name, grid] of Object.entries(this.grids))
      grid.showProblems(problems.filter((problem) => problem.inline === name))
  }

  /** What a save would send now; `nothing` when there is no change to send. */
  take(): { content: Content; marks: Marks; nothing: boolean } {
    const values = { ...this.holder.get() }
    const marks: Marks = { values, chosen: {}, tokens: {} }
    const content: Content = {
      record: recordChanges(this.fields, this.cells, values, this.isNew),
      inlines: {},
      picks: {},
      rows: 0,
    }
    for (const [name, grid] of Object.entries(this.grids)) {
      const taken = grid.toChanges()
      if (!taken) continue
      content.inlines[name] = taken.changes
      content.rows += taken.changes.create.length + taken.changes.update.length + taken.changes.delete.length
      marks.tokens[name] = taken.token
    }
    for (const [name, links] of Object.entries(this.links)) {
      marks.chosen[name] = links.chosen
      const changes = linkChanges(links)
      if (changes) content.picks[name] = changes
    }
    const nothing =
      !this.isNew &&
      [content.record, content.inlines, content.picks].every((changes) => Object.keys(changes).length === 0)
    return { content, marks, nothing }
  }

  /**
   * The marks of a batch that an earlier visit sent, as far as they can be known: what now says something else than the
   * batch was edited after it.
   */
  marksOf(body: string): Marks {
    // Written by `SaveCycle` from this very type, and kept in the person's own browser.
    const content = JSON.parse(body) as Content
    const now = this.holder.get()
    const marks: Marks = { values: {}, chosen: {}, tokens: {} }
    for (const field of editableFields(this.fields)) {
      const value = now[field.name] ?? null
      const sent = content.record[field.name]
      if (sent && sent[1] === scalarOfValue(field, value)) marks.values[field.name] = value
    }
    for (const [name, links] of Object.entries(this.links)) {
      const { add = [], remove = [] } = content.picks[name] ?? {}
      const kept = links.stored.filter(([id]) => !remove.includes(id))
      marks.chosen[name] = [...kept, ...addedLinks(links).filter(([id]) => add.includes(id))]
    }
    for (const name of Object.keys(content.inlines)) {
      marks.tokens[name] = -1
      // The page may show rows that this very batch added.
      this.outdatedInlines.add(name)
    }
    return marks
  }

  /** Takes over what a save stored. What was edited after the marks were taken stays unsaved. */
  rebase(saved: Saved, marks: Marks): void {
    this.id = saved.id
    this.title = saved.title
    for (const { name, via } of this.page.form.inlines)
      if (via && scalarOf(saved.cells[via.field] ?? null) !== scalarOf(this.seen[via.field] ?? null))
        this.outdatedInlines.add(name)
    this.seen = { ...this.seen, ...saved.cells }
    this.cells = this.seen
    const now = this.holder.get()
    for (const field of editableFields(this.fields)) {
      const untouched =
        field.name in marks.values && sameValue(now[field.name] ?? null, marks.values[field.name] ?? null)
      if (untouched) this.setValue(field, this.cells[field.name] ?? null)
    }
    for (const [name, links] of Object.entries(this.links)) {
      const sent = marks.chosen[name] ?? links.stored
      this.links[name] = rebaseLinks(links, sent, saved.picks[name] ?? sent)
    }
    for (const [name, token] of Object.entries(marks.tokens)) this.grids[name]?.rebase(saved.inlines[name], token)
    this.showProblems([])
    this.changed()
  }

  showConflicts(conflicts: readonly Conflict[]): void {
    for (const [name, grid] of Object.entries(this.grids))
      grid.showConflicts(conflicts.filter((conflict) => 'inline' in conflict && conflict.inline === name))
  }

  /** Settles one conflict. Either way the stored value is what the next save changes from, so it cannot come back. */
  settle(conflict: Conflict, choice: 'mine' | 'theirs'): void {
    if (conflict.inline !== undefined) this.grids[conflict.inline]?.settle(conflict, choice)
    else if (conflict.kind === 'cell') {
      const field = this.fields.find(({ name }) => name === conflict.field)
      this.seen = { ...this.seen, [conflict.field]: conflict.theirs }
      this.cells = { ...this.cells, [conflict.field]: conflict.theirs }
      if (field && choice === 'theirs') this.setValue(field, conflict.theirs)
    }
    this.changed()
  }

  /** Gives up every unsaved edit. */
  discard(): void {
    this.cells = this.seen
    for (const field of editableFields(this.fields)) this.setValue(field, this.cells[field.name] ?? null)
    for (const [name, links] of Object.entries(this.links)) this.links[name] = { ...links, chosen: links.stored }
    for (const grid of Object.values(this.grids)) grid.discard()
    this.showProblems([])
    this.changed()
  }

  /** The unsaved edits with the values they were made from, or null when there are none. */
  draft(): RecordDraft | null {
    const total = this.total()
    if (total === 0) return null
    const values = this.holder.get()
    const draft: RecordDraft = { total, fields: {}, picks: {}, inlines: {} }
    for (const field of changedFields(this.fields, this.cells, values))
      draft.fields[field.name] = { from: this.cells[field.name] ?? null, value: values[field.name] ?? null }
    for (const [name, links] of Object.entries(this.links))
      if (linkChanges(links)) draft.picks[name] = { add: addedLinks(links), remove: removedLinks(links) }
    for (const [name, grid] of Object.entries(this.grids)) {
      const edits = grid.draft()
      if (edits !== null) draft.inlines[name] = edits
    }
    return draft
  }

  /**
   * Applies a draft again. An edit keeps the value it was made from, so that what somebody else stored meanwhile is met
   * as a conflict by the next save; an edit that is stored by now is dropped.
   */
  restore(draft: RecordDraft): void {
    for (const field of editableFields(this.fields)) {
      const edit = draft.fields[field.name]
      if (!edit || !isChanged(field, edit.value, this.cells[field.name] ?? null)) continue
      if (!this.isNew && scalarOf(edit.from) !== scalarOf(this.cells[field.name] ?? null))
        this.cells = { ...this.cells, [field.name]: edit.from }
      this.holder.set(field.name, edit.value)
    }
    for (const [name, { add, remove }] of Object.entries(draft.picks)) {
      const links = this.links[name]
      if (links) this.links[name] = withLinks(links, add, remove)
    }
    for (const [name, edits] of Object.entries(draft.inlines)) this.grids[name]?.restore(edits)
    this.changed()
  }

  /** How a person names the row of a place: "Ana Lee". */
  rowTitle(place: Place): string | undefined {
    if (place.inline === undefined || place.row === undefined) return undefined
    return this.grids[place.inline]?.nameOf({ inline: place.inline, row: place.row })
  }

  /**
   * Whether the record that an inline's rows hang on is chosen, whether it is another one than is stored, or is since the
   * last save, so that its rows are being read.
   */
  parentState(inline: InlineForm): 'same' | 'other' | 'none' | 'reading' {
    if (!inline.via) return 'same'
    const { field } = inline.via
    const stored = scalarOf(this.cells[field] ?? null)
    const value = this.holder.get()[field]
    const chosen = Array.isArray(value) ? value[0] : value === undefined ? stored : null
    if (this.outdatedInlines.has(inline.name) && !this.isEdited(inline.name)) return 'reading'
    if (chosen === null) return 'none'
    return stored === chosen ? 'same' : 'other'
  }

  /** The inlines whose rows hang on another record since the last save. */
  readonly outdatedInlines = new Set<string>()

  /** Whether an inline has unsaved edits. */
  isEdited(name: string): boolean {
    const counts = this.grids[name]?.counts()
    return counts !== undefined && counts.changed + counts.created + counts.deleted > 0
  }

  /** Changes whenever the rows of an inline were read anew. */
  gridKey(name: string): string {
    return `${name}/${this.readings[name] ?? 0}`
  }

  /** Takes the rows of outdated inlines from a page that was loaded later; a grid with unsaved edits keeps its own. */
  adoptRows(page: RecordPage): void {
    for (const { name, via } of page.form.inlines) {
      if (!this.outdatedInlines.has(name)) continue
      // A page that was asked for before the last save shows the rows of yet another record.
      const theirs = via && scalarOf(page.record?.cells[via.field] ?? null)
      if (via && theirs !== scalarOf(this.seen[via.field] ?? null)) continue
      this.outdatedInlines.delete(name)
      if (this.isEdited(name)) continue
      this.readings[name] = (this.readings[name] ?? 0) + 1
      this.addGrid(name, page)
    }
    this.changed()
  }

  private addGrid(name: string, page: RecordPage): void {
    const inline = page.form.inlines.find((each) => each.name === name)
    const rows = page.inlines[name]
    if (!inline || !rows) return
    const grid = this.parts.createGrid(inline, rows)
    grid.subscribe(this.changed)
    this.grids[name] = grid
  }

  private setValue(field: Field, cell: Cell): void {
    const value = shownValue(field, cell)
    const now = this.holder.get()[field.name] ?? null
    // The title of a chosen record may have changed although the record is the same.
    if (!sameValue(now, value) || Array.isArray(value)) this.holder.set(field.name, value)
  }
}

export function startingCells(page: RecordPage): Cells {
  return page.record?.cells ?? Object.fromEntries(page.form.fields.map((field) => [field.name, initialCell(field)]))
}
