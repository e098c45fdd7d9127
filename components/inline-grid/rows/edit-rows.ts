import type { RowKey } from '@/admin/engine/batch'
import { type Cell, type Field, type InlineForm, isRelated } from '@/admin/engine/form'
import { type Content, sameContent } from '@/components/inline-grid/values/content'
import { savedRowKey } from './row-key'
import { isTypable } from './row-status'

/** A stored row as it was last seen: `[id, ...cells]` in the order of the stored fields. */
export type StoredRow = readonly [id: number, ...cells: Cell[]]

/** One reversible step on the rows. `at` is a new row's place among the new rows, `adds` says that it was not there before. */
export type Op =
  | { kind: 'cell'; key: RowKey; field: string; before: Content; after: Content }
  | { kind: 'row'; key: RowKey; here: boolean; at: number; adds?: true }

/** The step that takes an op back. */
export function inverse(op: Op): Op {
  return op.kind === 'cell' ? { ...op, before: op.after, after: op.before } : { ...op, here: !op.here }
}

/**
 * The rows of one inline: what is stored, and over it sparse edits. A cell edited back to what is stored is no edit.
 * Every row has one key for as long as the page is open, whatever happens to it on the server.
 */
export class EditRows {
  /** Stored rows by key. A row without an entry is not stored (yet, or any more). */
  readonly stored = new Map<RowKey, StoredRow>()
  /** The keys of stored rows in the server's order. */
  savedKeys: RowKey[] = []
  /** The keys of new rows, in the order they were added. */
  readonly created: RowKey[] = []
  private readonly createdSet = new Set<RowKey>()
  /** Stored rows that the next save deletes. */
  readonly deleted = new Set<RowKey>()
  /** Edited cells; a new row has all but its defaults here. A removed new row keeps its cells, for redo. */
  readonly patches = new Map<RowKey, Map<string, Content>>()
  readonly fields: ReadonlyMap<string, Field>
  /** The fields that a person can type into, in the form's order. */
  readonly typable: readonly Field[]
  /** The place of each stored field in a `StoredRow`. */
  private readonly places: ReadonlyMap<string, number>
  private readonly keys = new Map<number, RowKey>()

  constructor(form: InlineForm, rows: readonly StoredRow[]) {
    this.fields = new Map(form.fields.map((field) => [field.name, field]))
    this.typable = form.fields.filter(isTypable)
    const stored = form.fields.filter((field) => field.kind !== 'lookup')
    this.places = new Map(stored.map((field, index) => [field.name, index + 1]))
    for (const row of rows) {
      const key = savedRowKey(row[0])
      this.stored.set(key, row)
      this.savedKeys.push(key)
    }
  }

  field(name: string): Field {
    const field = this.fields.get(name)
    if (!field) throw new Error(`No field "${name}"`)
    return field
  }

  /** The names of the fields that are stored, in the order of a `StoredRow`. */
  storedFields(): IterableIterator<string> {
    return this.places.keys()
  }

  keyOf(id: number): RowKey {
    return this.keys.get(id) ?? savedRowKey(id)
  }

  idOf(key: RowKey): number | null {
    return this.stored.get(key)?.[0] ?? null
  }

  isSaved(key: RowKey): boolean {
    return this.stored.has(key)
  }

  /** Whether the row is on the page and will be there after a save. */
  isHere(key: RowKey): boolean {
    return this.stored.has(key) ? !this.deleted.has(key) : this.createdSet.has(key)
  }

  /** What a cell holds without edits: what is stored, for a new row the column's default. */
  base(key: RowKey, name: string): Cell {
    const row = this.stored.get(key)
    return (row ? row[this.places.get(name) ?? -1] : this.fields.get(name)?.initial) ?? null
  }

  /** What a cell holds now. A lookup field reads the text from the value of its relation. */
  get(key: RowKey, name: string): Content {
    const field = this.fields.get(name)
    if (field?.kind === 'lookup') {
      const related = this.get(key, field.of)
      return isRelated(related as Cell) ? ((related as readonly Cell[])[2 + field.at] ?? null) : null
    }
    const patch = this.patches.get(key)
    if (patch?.has(name)) return patch.get(name)!
    return this.base(key, name)
  }

  /** Whether nobody touched the row: it is not stored and holds nothing but defaults. */
  isBlank(key: RowKey): boolean {
    return !this.stored.has(key) && !this.patches.has(key)
  }

  isEdited(key: RowKey, name: string): boolean {
    return this.patches.get(key)?.has(name) ?? false
  }

  apply(op: Op): void {
    if (op.kind === 'cell') this.set(op.key, op.field, op.after)
    else if (op.here) this.show(op.key, op.at)
    else this.hide(op.key)
  }

  /** Sets a cell without any record of it; only for what is no gesture (an answer of the server). */
  set(key: RowKey, name: string, content: Content): void {
    const patch = this.patches.get(key)
    if (sameContent(this.field(name), content, this.base(key, name))) {
      patch?.delete(name)
      if (patch?.size === 0) this.patches.delete(key)
    } else if (patch) patch.set(name, content)
    else this.patches.set(key, new Map([[name, content]]))
  }

  private show(key: RowKey, at: number): void {
    if (this.stored.has(key)) this.deleted.delete(key)
    else if (!this.createdSet.has(key)) {
      this.createdSet.add(key)
      this.created.splice(Math.min(at, this.created.length), 0, key)
    }
  }

  private hide(key: RowKey): void {
    if (this.stored.has(key)) this.deleted.add(key)
    else this.uncreate(key)
  }

  private uncreate(key: RowKey): void {
    // From the end, where undoing a paste of thousands of rows finds them at once.
    if (this.createdSet.delete(key)) this.created.splice(this.created.lastIndexOf(key), 1)
  }

  /** Takes over what is stored under a key; its edits stay as they are, those that now equal it go. */
  store(key: RowKey, row: StoredRow): void {
    if (!this.stored.has(key)) {
      this.savedKeys.push(key)
      this.uncreate(key)
    }
    this.stored.set(key, row)
    if (key !== savedRowKey(row[0])) this.keys.set(row[0], key)
    for (const [name, content] of [...(this.patches.get(key) ?? [])]) this.set(key, name, content)
  }

  /**
   * The row is no longer stored. What a person could have typed of its contents becomes a new row, which is not on the
   * page unless it is shown.
   */
  unstore(key: RowKey): void {
    const row = this.stored.get(key)
    if (!row) return
    const contents = [...this.storedFields()]
      .filter((name) => isTypable(this.field(name)))
      .map((name) => [name, this.get(key, name)] as const)
    this.stored.delete(key)
    this.deleted.delete(key)
    this.keys.delete(row[0])
    this.patches.delete(key)
    for (const [name, content] of contents) this.set(key, name, content)
  }

  /** Forgets stored rows' places in the order after they were unstored. */
  dropFromOrder(keys: ReadonlySet<RowKey>): void {
    if (keys.size > 0) this.savedKeys = this.savedKeys.filter((key) => !keys.has(key))
  }
}
