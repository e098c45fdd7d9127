import type { EditRows } from './edit-rows'
import type { GridDraft } from './grid-draft'
import { newRowKey } from './row-key'

/**
 * The rows that a save would leave, as a draft that adds each of them to another record, with what a person could have
 * typed; null when there are none.
 */
export function copyDraft(rows: EditRows): GridDraft | null {
  const keys = [...rows.savedKeys, ...rows.created].filter((key) => rows.isHere(key) && !rows.isBlank(key))
  const created = keys.map((key) => ({
    key: newRowKey(),
    cells: Object.fromEntries(rows.typable.map(({ name }) => [name, rows.get(key, name)])),
  }))
  return created.length > 0 ? { version: 1, changed: [], created } : null
}
