import type { RowChanges } from '@/admin/engine/batch'
import type { RecordPage } from '@/admin/engine/form'
import { withArrangement } from '@/components/inline-grid/order/arrangement-address'
import type { createGridStore, GridStore } from '@/components/inline-grid/session/store'

/** The grids of a page, each made once and made again only when its rows hang on another record. */
export class OwnGrids {
  private readonly stores = new Map<string, GridStore>()
  private readonly readings = new Map<string, number>()
  /** The inlines whose rows hang on another record since the last save, and are not read yet. */
  readonly outdated = new Set<string>()

  constructor(
    page: RecordPage,
    private readonly create: typeof createGridStore,
    private readonly listener: () => void,
  ) {
    for (const { name } of page.form.inlines) this.read(name, page)
  }

  get(name: string): GridStore | undefined {
    return this.stores.get(name)
  }

  entries(): IterableIterator<[name: string, store: GridStore]> {
    return this.stores.entries()
  }

  /** Changes whenever the rows of an inline were read anew. */
  key(name: string): string {
    return `${name}/${this.readings.get(name) ?? 0}`
  }

  total(): number {
    let total = 0
    for (const name of this.stores.keys()) total += this.edits(name)
    return total
  }

  /** Whether somebody is in the middle of a cell. */
  isTyping(): boolean {
    return [...this.stores.values()].some((store) => store.isTyping())
  }

  /** The query of an address that asks for the rows as they are ordered and filtered now. */
  query = (): string => {
    let query = ''
    for (const [name, { model }] of this.stores) query = withArrangement(query, name, model.fields, model.arrangement)
    return query
  }

  /** How many rows of an inline are changed, new or to be deleted. */
  edits(name: string): number {
    const counts = this.stores.get(name)?.counts()
    return counts ? counts.changed + counts.created + counts.deleted : 0
  }

  /** What a save sends of the rows, and where each grid stood. */
  take(): { inlines: Record<string, RowChanges>; rows: number; tokens: Record<string, number> } {
    const taken = { inlines: {} as Record<string, RowChanges>, rows: 0, tokens: {} as Record<string, number> }
    for (const [name, store] of this.stores) {
      const part = store.toChanges()
      if (!part) continue
      const { create, update, delete: removed } = part.changes
      taken.inlines[name] = part.changes
      taken.rows += create.length + update.length + removed.length
      taken.tokens[name] = part.token
    }
    return taken
  }

  discard(): void {
    for (const store of this.stores.values()) store.discard()
  }

  draft(): Record<string, unknown> {
    const drafts = [...this.stores].map(([name, store]) => [name, store.draft()] as const)
    return Object.fromEntries(drafts.filter(([, draft]) => draft !== null))
  }

  /** What rows are called of which not all are here that a copy of the record would have; undefined when all are. */
  get unfinished(): string | undefined {
    return [...this.stores.values()].find(({ isWhole }) => !isWhole)?.form.plural
  }

  /** The rows as drafts for a copy of the record. */
  copy(): Record<string, unknown> {
    const copies = [...this.stores].map(([name, store]) => [name, store.copy()] as const)
    return Object.fromEntries(copies.filter(([, copy]) => copy !== null))
  }

  /** Takes the rows of an inline from a page that was loaded later; a grid with unsaved edits keeps its own. */
  adopt(name: string, page: RecordPage): void {
    this.outdated.delete(name)
    if (this.edits(name) > 0) return
    this.readings.set(name, (this.readings.get(name) ?? 0) + 1)
    this.read(name, page)
  }

  private read(name: string, page: RecordPage): void {
    const inline = page.form.inlines.find((each) => each.name === name)
    const rows = page.inlines[name]
    if (!inline || !rows) return
    const store = this.create(inline, rows)
    store.subscribe(this.listener)
    this.stores.set(name, store)
  }
}
