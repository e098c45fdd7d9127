import type { Conflict, RowKey } from '@/admin/engine/batch'
import type { Cell } from '@/admin/engine/form'
import type { Content } from '@/components/inline-grid/values/content'
import type { EditRows, StoredRow } from './edit-rows'
import { isTypable } from './row-status'

/** The browser's row that a conflict or a problem of the server speaks of. */
export function rowOfConflict(rows: EditRows, wire: RowKey): RowKey {
  return /^\d+$/.test(wire) ? rows.keyOf(Number(wire)) : wire
}

/**
 * Settles one conflict. Mine: the edit stays, now made from what is stored, so that the next save goes through. Theirs:
 * what is stored is shown and the edit is dropped. A row that is gone is made anew, or dropped.
 */
export function settleConflict(rows: EditRows, conflict: Conflict, choice: 'mine' | 'theirs'): RowKey | undefined {
  if (conflict.row === undefined) return undefined
  const key = rowOfConflict(rows, conflict.row)
  switch (conflict.kind) {
    case 'cell':
      rebaseCells(rows, key, { [conflict.field]: conflict.theirs })
      if (choice === 'theirs') rows.set(key, conflict.field, conflict.theirs)
      return key
    case 'row-changed':
      rebaseCells(rows, key, conflict.theirs)
      if (choice === 'theirs') rows.deleted.delete(key)
      return key
    case 'row-moved':
      drop(rows, key)
      return key
    case 'row-deleted':
      if (choice === 'theirs') drop(rows, key)
      else recreate(rows, key, conflict.cells)
      return key
  }
}

function rebaseCells(rows: EditRows, key: RowKey, theirs: Record<string, Cell>): void {
  const stored = rows.stored.get(key)
  if (!stored) return
  const edited = new Map(rows.patches.get(key))
  const row: [number, ...Cell[]] = [stored[0], ...stored.slice(1)] as [number, ...Cell[]]
  let at = 1
  for (const name of rows.storedFields()) {
    if (Object.hasOwn(theirs, name)) row[at] = theirs[name] ?? null
    at += 1
  }
  rows.store(key, row satisfies StoredRow)
  // An edit that equals their value is no edit any more; the others stand.
  for (const [name, content] of edited) rows.set(key, name, content)
}

function drop(rows: EditRows, key: RowKey): void {
  rows.unstore(key)
  rows.patches.delete(key)
  rows.dropFromOrder(new Set([key]))
}

function recreate(rows: EditRows, key: RowKey, cells: Record<string, Cell> | null): void {
  const mine = new Map<string, Content>(rows.patches.get(key))
  rows.unstore(key)
  rows.dropFromOrder(new Set([key]))
  for (const [name, cell] of Object.entries(cells ?? {})) {
    const field = rows.fields.get(name)
    if (field && isTypable(field) && !mine.has(name)) rows.set(key, name, cell)
  }
  rows.apply({ kind: 'row', key, here: true, at: rows.created.length })
}
