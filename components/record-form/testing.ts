import type { Problem, Saved } from '@/admin/engine/batch'
import type { Cell, Field, InlineForm, RecordPage, Related } from '@/admin/engine/form'
import type { GridStore } from '@/components/inline-grid/session/store'
import type { DraftStorage } from './draft-storage'
import type { FieldValue } from './field-value'
import type { FieldHolder } from './own-fields'
import type { Values } from './record-fields'
import { valuesOf } from './record-fields'
import { RecordSession, startingCells } from './record-session'

const rights = { view: true, add: true, change: true, delete: true }

export const titleField: Field = {
  name: 'title',
  label: 'Title',
  required: true,
  readOnly: false,
  kind: 'text',
  maxLength: 20,
}

export const ownerField: Field = {
  name: 'ownerId',
  label: 'Owner',
  required: false,
  readOnly: false,
  kind: 'relation',
  model: 'users',
  lookups: [],
  searchable: true,
  creatable: false,
}

/** Whom a look-up of words finds. */
const people: Related[] = [[4, 'Ben']]

const rows: InlineForm = {
  name: 'rows',
  singular: 'Row',
  plural: 'Rows',
  fields: [],
  heading: 'name',
  extra: 1,
  minRows: 0,
  maxRows: null,
  can: rights,
  unique: [],
}

/** A small course page: a title, an owner, tags and rows. */
export function coursePage(record: Record<string, Cell> | null, tags: Related[] = []): RecordPage {
  return {
    form: {
      model: 'courses',
      singular: 'Course',
      plural: 'Courses',
      fields: [titleField, ownerField],
      inlines: [rows],
      picks: [{ name: 'tags', label: 'Tags', model: 'tags', readOnly: false, searchable: true }],
      can: rights,
    },
    record: record && { id: 1, title: String(record.title), cells: record },
    inlines: { rows: { rows: '[]', total: 0 } },
    picks: { tags },
  }
}

/** The least that can stand for a grid: rows are only added, and each is sent until it is stored. */
export class AddOnlyGrid {
  private added: string[] = []
  private edits = 0
  shown: Problem[] = []
  faults: Problem[] = []

  add(key: string): void {
    this.added.push(key)
    this.edits++
  }
  toChanges() {
    const create = this.added.map((key) => ({ key, values: { name: key } }))
    return create.length === 0 ? null : { changes: { create, update: [], delete: [] }, token: this.edits }
  }
  rebase(saved: Saved['inlines'][string] | undefined) {
    this.added = this.added.filter((key) => !saved?.created[key])
  }
  check() {
    return this.faults
  }
  showProblems(problems: Problem[]) {
    this.shown = problems
  }
  problemNow({ row }: Problem) {
    return this.faults.find((fault) => fault.row === row)?.message
  }
  isTyping() {
    return false
  }

  counts() {
    return { changed: 0, created: this.added.length, deleted: 0, problems: this.shown.length }
  }
  isWhole = true
  copy() {
    return null
  }
  draft() {
    return this.added.length > 0 ? this.added : null
  }
  restore(draft: unknown) {
    const keys = (draft as string[]).filter((key) => !this.added.includes(key))
    for (const key of keys) this.add(key)
    return keys.length
  }
  discard() {
    this.added = []
  }
  settled = async () => {}
  subscribe = () => () => {}
  showConflicts() {}
  settle() {}
  focus() {}
  setParent() {}
  nameOf = () => ''
}

/** A session on a page as a test has it: the fields in a plain object, the grid of `AddOnlyGrid`. */
export function openSession(page: RecordPage) {
  const values: Values = valuesOf(page.form.fields, startingCells(page))
  let problems: readonly Problem[] = []
  const holder: FieldHolder = {
    get: () => values,
    set: (name: string, value: FieldValue) => {
      values[name] = value
    },
    showProblems: (shown) => {
      problems = shown
    },
    clear: (name) => {
      problems = problems.filter(({ field }) => field !== name)
    },
  }
  const grid = new AddOnlyGrid()
  // Only what a session calls is there.
  const session = new RecordSession(page, holder, {
    createGrid: () => grid as unknown as GridStore,
    lookUp: async (_field, words) => people.find(([, title]) => title === words),
  })
  return { session, grid, values, problems: () => problems }
}

/** A browser's storage with room for so many characters. */
export class MemoryStorage implements DraftStorage {
  private readonly items = new Map<string, string>()
  /** Called after every change. */
  onChange = () => {}
  constructor(private readonly room = Number.POSITIVE_INFINITY) {}
  get length() {
    return this.items.size
  }
  key(at: number) {
    return [...this.items.keys()][at] ?? null
  }
  getItem(key: string) {
    return this.items.get(key) ?? null
  }
  setItem(key: string, value: string) {
    const others = [...this.items].filter(([name]) => name !== key)
    const used = others.reduce((sum, [name, text]) => sum + name.length + text.length, 0)
    if (used + key.length + value.length > this.room) throw new DOMException('full', 'QuotaExceededError')
    this.items.set(key, value)
    this.onChange()
  }
  removeItem(key: string) {
    if (this.items.delete(key)) this.onChange()
  }
}
