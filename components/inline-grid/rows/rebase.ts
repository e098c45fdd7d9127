import type { RowKey, Saved } from '@/admin/engine/batch'
import { type Content, sameContent } from '@/components/inline-grid/values/content'
import type { EditRows, StoredRow } from './edit-rows'
import type { Sent } from './row-changes'

/**
 * Takes over what a save stored. A cell that was edited again after `sent` was made stays edited, now from the stored
 * value; a row that was removed (or brought back) meanwhile stays so. Answers with the keys of all rows it touched, and
 * which of them are stored since then, or not any more.
 */
export function rebaseOn(
  rows: EditRows,
  saved: Saved['inlines'][string],
  sent: Sent | undefined,
): { touched: RowKey[]; come: RowKey[]; gone: RowKey[] } {
  const touched: RowKey[] = []
  const come: RowKey[] = []
  for (const [wire, row] of Object.entries(saved.created)) {
    const key = sent?.keys.get(wire) ?? wire
    const loaded = rows.keyOf(row[0])
    if (loaded !== key && rows.isSaved(loaded)) {
      merge(rows, key, loaded)
      touched.push(key, loaded)
      continue
    }
    const wasHere = rows.isHere(key)
    store(rows, key, row, sent)
    if (!wasHere) rows.deleted.add(key)
    touched.push(key)
    come.push(key)
  }
  for (const row of saved.updated) {
    const key = rows.keyOf(row[0])
    store(rows, key, row, sent)
    touched.push(key)
  }
  const gone = new Set<RowKey>()
  for (const id of saved.deleted) {
    const key = rows.keyOf(id)
    const wasHere = rows.isHere(key)
    rows.unstore(key)
    if (wasHere) rows.apply({ kind: 'row', key, here: true, at: rows.created.length })
    gone.add(key)
    touched.push(key)
  }
  rows.dropFromOrder(gone)
  return { touched, come, gone: [...gone] }
}

/** The page was loaded after a lost answer: a row that it would add is one that it already shows. */
function merge(rows: EditRows, added: RowKey, loaded: RowKey): void {
  for (const [name, content] of rows.patches.get(added) ?? []) rows.set(loaded, name, content)
  rows.patches.delete(added)
  rows.apply({ kind: 'row', key: added, here: false, at: 0 })
}

function store(rows: EditRows, key: RowKey, row: StoredRow, sent: Sent | undefined): void {
  const wanted = new Map<string, Content>()
  for (const [name, content] of sent?.contents.get(key) ?? []) {
    const now = rows.get(key, name)
    if (!sameContent(rows.field(name), now, content)) wanted.set(name, now)
  }
  for (const [name, content] of rows.patches.get(key) ?? [])
    if (!sent?.contents.get(key)?.has(name)) wanted.set(name, content)
  rows.patches.delete(key)
  rows.store(key, row)
  for (const [name, content] of wanted) rows.set(key, name, content)
}
