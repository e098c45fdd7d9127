import type { Problem } from '@/admin/engine/batch'
import { type Cell, type Field, isRelated, type Related, type Scalar, scalarOf } from '@/admin/engine/form'
import type { RecordDraft } from './draft'
import { editableFields, type FieldValue, isChanged, sameValue, scalarOfValue, shownValue } from './field-value'
import { type Cells, changedFields, recordChanges, recordProblems, type Values } from './record-fields'

/** Where the values of the record's own fields live: react-hook-form on the page, a plain object in a test. */
export type FieldHolder = {
  get(): Values
  set(name: string, value: FieldValue): void
  showProblems(problems: readonly Problem[]): void
  /** Takes away what is said at a field. */
  clear(name: string): void
}

/** The far record that some words name, or undefined when it is none or several, or the server does not answer. */
export type LookUp = (field: Field & { kind: 'relation' }, words: string, place: string) => Promise<Related | undefined>

/** The record's own fields: what is stored, and what is typed over it. */
export class OwnFields {
  /** The cells that edits are made from: as last seen from the server, or older ones that a draft remembers. */
  cells: Cells
  private seen: Cells
  /** What the last save refused, by field, with the value that was refused. */
  private readonly refused = new Map<string, { message: string; value: FieldValue }>()

  constructor(
    readonly fields: readonly Field[],
    cells: Cells,
    private readonly holder: FieldHolder,
  ) {
    this.seen = cells
    this.cells = cells
  }

  changed(): Field[] {
    return changedFields(this.fields, this.cells, this.holder.get())
  }

  values(): Values {
    return { ...this.holder.get() }
  }

  changes(isNew: boolean) {
    return recordChanges(this.fields, this.cells, this.holder.get(), isNew)
  }

  problems(isNew: boolean, values = this.holder.get()): Problem[] {
    return recordProblems(this.fields, this.cells, values, isNew)
  }

  /** The same, and what the last save refused: it stays refused until it is written anew. Leaving a field mends nothing. */
  faults(isNew: boolean, values = this.holder.get()): ReadonlyMap<string, string> {
    const faults = new Map<string, string>()
    for (const [name, { message, value }] of this.refused)
      if (sameValue(value, values[name] ?? null)) faults.set(name, message)
    for (const { field, message } of this.problems(isNew, values)) if (field !== undefined) faults.set(field, message)
    return faults
  }

  showProblems(problems: readonly Problem[]): void {
    const values = this.holder.get()
    this.refused.clear()
    for (const { field, message } of problems)
      if (field !== undefined) this.refused.set(field, { message, value: values[field] ?? null })
    this.holder.showProblems(problems)
  }

  /** What was said of a field, or of a relation beside the fields, holds no more. */
  forget(name: string): void {
    if (this.refused.delete(name)) this.holder.clear(name)
  }

  /** The stored id of a relation field as last seen, and the one that is chosen now. */
  parent(name: string): { seen: Scalar; chosen: Scalar } {
    const seen = scalarOf(this.seen[name] ?? null)
    const value = this.holder.get()[name]
    return { seen, chosen: isRelated(value) ? value[0] : value === undefined ? seen : null }
  }

  /** Takes the record that the words typed into a relation field name, unless they were changed meanwhile. */
  async lookUp(field: Field, model: string, lookUp: LookUp): Promise<void> {
    const words = this.holder.get()[field.name]
    if (field.kind !== 'relation' || typeof words !== 'string' || words.trim() === '') return
    const named = await lookUp(field, words.trim(), `${model}/${field.name}`)
    if (named && this.holder.get()[field.name] === words) this.holder.set(field.name, named)
  }

  /** Of the values that a batch sent, those that stand unchanged. */
  valuesSent(record: Record<string, readonly [from: Scalar, to: Scalar]>): Values {
    const values: Values = {}
    for (const field of editableFields(this.fields)) {
      const value = this.value(field)
      const sent = record[field.name]
      if (sent && sent[1] === scalarOfValue(field, value)) values[field.name] = value
    }
    return values
  }

  /** Takes over the stored cells; a field that says something else than when it was sent keeps its edit. */
  rebase(stored: Cells, sent: Values): void {
    this.seen = { ...this.seen, ...stored }
    this.cells = this.seen
    for (const field of editableFields(this.fields))
      if (field.name in sent && sameValue(this.value(field), sent[field.name] ?? null)) this.show(field)
  }

  settle(name: string, theirs: Cell, choice: 'mine' | 'theirs'): void {
    this.seen = { ...this.seen, [name]: theirs }
    this.cells = { ...this.cells, [name]: theirs }
    const field = this.fields.find((each) => each.name === name)
    if (field && choice === 'theirs') this.show(field)
  }

  discard(): void {
    this.cells = this.seen
    for (const field of editableFields(this.fields)) this.show(field)
  }

  draft(): RecordDraft['fields'] {
    return Object.fromEntries(
      this.changed().map((field) => [
        field.name,
        { from: this.cells[field.name] ?? null, value: this.value(field) } as const,
      ]),
    )
  }

  /** What the fields hold now as edits of a record that does not exist yet. */
  copy(): RecordDraft['fields'] {
    const fields = editableFields(this.fields)
    return Object.fromEntries(fields.map((field) => [field.name, { from: null, value: this.value(field) } as const]))
  }

  /**
   * An edit keeps the value it was made from, so that what somebody else stored meanwhile is met as a conflict by the next
   * save; an edit that is stored by now is dropped.
   */
  restore(edits: RecordDraft['fields'], isNew: boolean): void {
    for (const field of editableFields(this.fields)) {
      const edit = edits[field.name]
      const cell = this.cells[field.name] ?? null
      if (!edit || !isChanged(field, edit.value, cell)) continue
      if (!isNew && scalarOf(edit.from) !== scalarOf(cell)) this.cells = { ...this.cells, [field.name]: edit.from }
      this.holder.set(field.name, edit.value)
    }
  }

  /** The far records that a relation field shows, or would show again without its edit. */
  shownIds(name: string): number[] {
    const shown = [this.seen[name], this.cells[name], this.holder.get()[name]]
    return [...new Set(shown.flatMap((value) => (isRelated(value) ? [value[0]] : [])))]
  }

  /** Shows far records under their present names; what is chosen stays chosen. */
  relabel(name: string, fresh: ReadonlyMap<number, Related>): void {
    const now = (value: Cell | undefined) => (isRelated(value) ? fresh.get(value[0]) : undefined)
    const renamed = (cells: Cells): Cells => ({ ...cells, [name]: now(cells[name]) ?? cells[name] ?? null })
    this.seen = renamed(this.seen)
    this.cells = renamed(this.cells)
    const chosen = now(this.holder.get()[name])
    if (chosen) this.holder.set(name, chosen)
  }

  private value(field: Field): FieldValue {
    return this.holder.get()[field.name] ?? null
  }

  /** Puts what is stored into the field's control. */
  private show(field: Field): void {
    const value = shownValue(field, this.cells[field.name] ?? null)
    // The title of a chosen record may have changed although the record is the same.
    if (!sameValue(this.value(field), value) || isRelated(value)) this.holder.set(field.name, value)
  }
}
