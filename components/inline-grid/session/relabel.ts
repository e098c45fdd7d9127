import type { RowKey } from '@/admin/engine/batch'
import { isRelated, type Related } from '@/admin/engine/form'
import type { StoredRow } from '@/components/inline-grid/rows/edit-rows'
import { type Content, isUnsettled } from '@/components/inline-grid/values/content'
import type { GridModel } from './grid-model'

/**
 * Shows far records of a relation column under their present names, wherever they stand: in stored rows, in edits, in what
 * undo and redo bring back. What the cells stand for stays as it is. `except` is a row that is being edited.
 */
export function relabel(model: GridModel, field: string, fresh: ReadonlyMap<number, Related>, except?: RowKey): void {
  const { rows, log } = model
  const renamed = <Value extends Content>(content: Value): Value => {
    if (isUnsettled(content) || !isRelated(content)) return content
    const now = fresh.get(content[0])
    // The same record, so the same kind of content.
    return now && !isSame(now, content) ? (now as Value) : content
  }
  const touched = new Set<RowKey>()
  const place = [...rows.storedFields()].indexOf(field) + 1
  for (const [key, row] of rows.stored) {
    const cell = row[place] ?? null
    const next = renamed(cell)
    if (key === except || next === cell) continue
    rows.stored.set(key, row.with(place, next) as unknown as StoredRow)
    touched.add(key)
  }
  for (const [key, patch] of rows.patches) {
    const content = patch.get(field)
    if (content === undefined || key === except || renamed(content) === content) continue
    patch.set(field, renamed(content))
    touched.add(key)
  }
  for (const op of log.ops()) {
    if (op.kind !== 'cell' || op.field !== field) continue
    op.before = renamed(op.before)
    op.after = renamed(op.after)
  }
  if (touched.size > 0) model.redraw(field, touched)
}

function isSame(a: Related, b: Related): boolean {
  return a.length === b.length && a.every((text, at) => text === b[at])
}
