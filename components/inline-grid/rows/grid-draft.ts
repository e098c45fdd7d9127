import type { RowKey } from '@/admin/engine/batch'
import type { Cell } from '@/admin/engine/form'
import { type Content, isUnsettled, sameContent } from '@/components/inline-grid/values/content'
import type { EditRows, Op, StoredRow } from './edit-rows'
import { isNewRowKey, newRowKey } from './row-key'

/** Unsaved edits as plain data: each with the stored row it was made from, so that a later save still sees conflicts. */
export type GridDraft = {
  version: 1
  changed: { row: StoredRow; cells: Record<string, Content>; deleted: boolean }[]
  created: { key: RowKey; cells: Record<string, Content> }[]
}

/** The edits of a grid as a draft, all of them or those of some rows; null when there are none. */
export function draftOf(rows: EditRows, keys: Iterable<RowKey> = allKeys(rows)): GridDraft | null {
  const draft: GridDraft = { version: 1, changed: [], created: [] }
  for (const key of keys) {
    const patch = rows.patches.get(key)
    const deleted = rows.deleted.has(key)
    const row = rows.stored.get(key)
    if (row) {
      if (patch || deleted) draft.changed.push({ row, cells: Object.fromEntries(patch ?? []), deleted })
    } else if (patch && rows.isHere(key)) draft.created.push({ key, cells: Object.fromEntries(patch) })
  }
  return draft.changed.length + draft.created.length > 0 ? draft : null
}

function* allKeys(rows: EditRows): Generator<RowKey> {
  yield* rows.savedKeys
  yield* rows.created
}

/** Parts of one draft as the whole. */
export function joinDrafts(parts: readonly GridDraft[]): GridDraft {
  return {
    version: 1,
    changed: parts.flatMap(({ changed }) => changed),
    created: parts.flatMap(({ created }) => created),
  }
}

/** Whether some stored data is a draft of this version; anything else (an old draft, a foreign one) is not restored. */
export function isGridDraft(data: unknown): data is GridDraft {
  return (
    typeof data === 'object' &&
    data !== null &&
    'version' in data &&
    data.version === 1 &&
    'changed' in data &&
    Array.isArray(data.changed) &&
    'created' in data &&
    Array.isArray(data.created)
  )
}

/**
 * The ops that bring a draft's edits back. A stored row becomes again what the edits were made from: if a colleague
 * changed it since, the next save reports the conflict instead of overwriting.
 */
export function restoreDraft(rows: EditRows, draft: GridDraft): Op[] {
  const ops: Op[] = []
  for (const { row, cells, deleted } of draft.changed) {
    const key = rows.keyOf(row[0])
    rows.store(key, row)
    for (const op of cellOps(rows, key, cells)) ops.push(op)
    if (deleted && !rows.deleted.has(key)) ops.push({ kind: 'row', key, here: false, at: 0 })
  }
  let at = rows.created.length
  for (const created of draft.created) {
    const isKnown = rows.isSaved(created.key) || rows.created.includes(created.key)
    const key = isKnown || !isNewRowKey(created.key) ? newRowKey() : created.key
    ops.push({ kind: 'row', key, here: true, at, adds: true })
    at += 1
    for (const op of cellOps(rows, key, created.cells)) ops.push(op)
  }
  return ops
}

function cellOps(rows: EditRows, key: RowKey, cells: Record<string, Content>): Op[] {
  return Object.entries(cells).flatMap(([name, content]): Op[] => {
    const field = rows.fields.get(name)
    if (!field) return []
    const before = rows.get(key, name)
    const after = isUnsettled(content) ? { ...content } : (content as Cell)
    return sameContent(field, before, after) ? [] : [{ kind: 'cell', key, field: name, before, after }]
  })
}
