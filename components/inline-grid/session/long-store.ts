import type { RowChanges, Saved } from '@/admin/engine/batch'
import type { Cell } from '@/admin/engine/form'
import type { RowRequest } from '@/components/inline-grid/order/row-windows'
import type { StoredRow } from '@/components/inline-grid/rows/edit-rows'
import { createGridStore } from './store'
import { enrollmentForm, enrollments, person, resolving } from './testing'

type Table = Map<number, [number, ...Cell[]]>

/** The store of a grid of 12,000 rows of which the first 1,000 are here, over a `table` that answers when it is waited for. For tests. */
export function longStore() {
  const table: Table = new Map(enrollments(12_000).map((row) => [row[0], row]))
  const requests: RowRequest[] = []
  const load = async (request: RowRequest) => {
    requests.push(request)
    const { offset, limit, arrangement } = request
    const found = [...table.values()].filter((row) => JSON.stringify(row).includes(arrangement.words))
    if (arrangement.sort) found.sort((a, b) => Number(b[3]) - Number(a[3]))
    const rows: StoredRow[] = found.slice(offset, offset + limit)
    await new Promise((done) => setTimeout(done))
    return { rows, total: found.length }
  }
  const rows = JSON.stringify([...table.values()].slice(0, 1_000))
  const store = createGridStore(enrollmentForm(), { rows, total: table.size }, { resolve: resolving(), load })
  return {
    store,
    model: store.model,
    session: store.session,
    table,
    requests,
    /** Whatever is asked for is answered, and what is asked for then. */
    async answers() {
      for (let asked = -1; asked < requests.length; ) {
        asked = requests.length
        await new Promise((done) => setTimeout(done, 2))
      }
    },
    save() {
      const sent = store.toChanges()
      if (sent) store.rebase(storedIn(table, sent.changes), sent.token)
    },
  }
}

/** Stores a batch as the server would. */
function storedIn(table: Table, changes: RowChanges): Saved['inlines'][string] {
  const saved: Saved['inlines'][string] = { created: {}, updated: [], deleted: [] }
  const names = ['student', 'status', 'points']
  const cell = (name: string, value: unknown): Cell =>
    name === 'student' && typeof value === 'number' ? person(value) : (value as Cell)
  for (const { id } of changes.delete) {
    table.delete(id)
    saved.deleted.push(id)
  }
  for (const { id, changes: cells } of changes.update) {
    const row = [...table.get(id)!] as [number, ...Cell[]]
    for (const [name, [, to]] of Object.entries(cells)) row[names.indexOf(name) + 1] = cell(name, to)
    table.set(id, row)
    saved.updated.push(row)
  }
  for (const { key, values } of changes.create) {
    const id = Math.max(...table.keys()) + 1
    const row: [number, ...Cell[]] = [id, ...names.map((name) => cell(name, values[name] ?? null))]
    table.set(id, row)
    saved.created[key] = row
  }
  return saved
}
