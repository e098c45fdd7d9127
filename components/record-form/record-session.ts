import type { Batch, Conflict, Problem, Saved } from '@/admin/engine/batch'
import { type Cell, type Field, type RecordPage, scalarOf } from '@/admin/engine/form'
import type { createGridStore, GridStore } from '@/components/inline-grid/store'
import type { RecordDraft } from './draft'
import { editableFields, type FieldValue, initialCell, isChanged, sameValue, shownValue } from './field-value'
import { addedLinks, type Links, linkChanges, rebaseLinks, removedLinks, withLinks } from './link-changes'
import { type Cells, changedFields, recordChanges, recordProblems, type Values } from './record-fields'

/** Where the values of the record's own fields live: react-hook-form on the page, a plain object in a test. */
export type FieldHolder = {
  get(): Values
  set(name: string, value: FieldValue): void
  showProblems(problems: readonly Problem[]): void
}

/** What one save says, without its id. */
export type Content = Omit<Batch, 'saveId'>

/** Where every part of the page stood when a batch was made of it: what is edited later stays unsaved. */
export type Marks = {
  values: Values
  chosen: Record<string, Links['chosen']>
  tokens: Record<string, number>
}

export type SessionCounts = { total: number; rows: { changed: number; created: number; deleted: number } }

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
  private readonly listeners = new Set<() => void>()

  constructor(
    readonly page: RecordPage,
    private readonly holder: FieldHolder,
    private readonly createGrid: typeof createGridStore,
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

  counts(): SessionCounts {
    const rows = { changed: 0, created: 0, deleted: 0 }
    for (const grid of Object.values(this.grids)) {
      const counts = grid.counts()
      rows.changed += counts.changed
      rows.created += counts.created
      rows.deleted += counts.deleted
    }
    let total = rows.changed + rows.created + rows.deleted
    total += changedFields(this.fields, this.cells, this.holder.get()).length
    for (const links of Object.values(this.links)) total += addedLinks(links).length + removedLinks(links).length
    return { total, rows }
  }

  isDirty = (): boolean => this.counts().total > 0

  /** Waits for the texts that grids are looking up. */
  async settled(): Promise<void> {
    await Promise.all(Object.values(this.grids).map((grid) => grid.settled()))
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

  /** Takes over what a save stored. What was edited after the marks were taken stays unsaved. */
  rebase(saved: Saved, marks: Marks): void {
    this.id = saved.id
    this.title = saved.title
    this.seen = { ...this.seen, ...saved.cells }
    this.cells = this.seen
    const now = this.holder.get()
    for (const field of editableFields(this.fields)) {
      const untouched = sameValue(now[field.name] ?? null, marks.values[field.name] ?? null)
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
    const { total } = this.counts()
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

  /** Reads the rows of an inline again from a page that was loaded later; unsaved edits on it are kept as they are. */
  adoptRows(page: RecordPage, name: string): boolean {
    if (this.grids[name]?.toChanges()) return false
    this.addGrid(name, page)
    this.changed()
    return true
  }

  private addGrid(name: string, page: RecordPage): void {
    const inline = page.form.inlines.find((each) => each.name === name)
    const rows = page.inlines[name]
    if (!inline || !rows) return
    const grid = this.createGrid(inline, rows)
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
