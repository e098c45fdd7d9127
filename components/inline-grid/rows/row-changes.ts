import type { RowChanges, RowKey } from '@/admin/engine/batch'
import type { Scalar } from '@/admin/engine/form'
import { type Content, isEmpty, storedScalar } from '@/components/inline-grid/values/content'
import type { EditRows } from './edit-rows'
import { isNewRowKey, newRowKey } from './row-key'
import { isTypable } from './row-status'

/** What was sent with a save: each row's contents of that moment, to tell later edits from saved ones. */
export type Sent = {
  changes: RowChanges
  /** By row key; rows that were sent to be deleted have no contents. */
  contents: Map<RowKey, Map<string, Content>>
  /** The browser's row behind each key of `changes.create`. */
  keys: Map<RowKey, RowKey>
}

/** What differs from what is stored, and nothing else; null when nothing does. */
export function changesOf(rows: EditRows): Sent | null {
  const sent: Sent = { changes: { create: [], update: [], delete: [] }, contents: new Map(), keys: new Map() }
  for (const key of rows.savedKeys) {
    if (rows.deleted.has(key)) addDeletion(rows, key, sent)
    else if (rows.patches.has(key)) addUpdate(rows, key, sent)
  }
  for (const key of rows.created) if (!rows.isBlank(key)) addCreation(rows, key, sent)
  const { create, update, delete: removed } = sent.changes
  return create.length + update.length + removed.length > 0 ? sent : null
}

function addDeletion(rows: EditRows, key: RowKey, sent: Sent): void {
  const from: Record<string, Scalar> = {}
  for (const name of rows.storedFields())
    if (isTypable(rows.field(name))) from[name] = storedScalar(rows.base(key, name))
  sent.changes.delete.push({ id: rows.idOf(key)!, from })
}

function addUpdate(rows: EditRows, key: RowKey, sent: Sent): void {
  const contents = new Map(rows.patches.get(key))
  const changes: Record<string, [Scalar, Scalar]> = {}
  for (const [name, content] of contents) changes[name] = [storedScalar(rows.base(key, name)), storedScalar(content)]
  sent.changes.update.push({ id: rows.idOf(key)!, changes })
  sent.contents.set(key, contents)
}

function addCreation(rows: EditRows, key: RowKey, sent: Sent): void {
  const contents = new Map<string, Content>()
  const values: Record<string, Scalar> = {}
  for (const name of rows.storedFields()) {
    if (!isTypable(rows.field(name))) continue
    const content = rows.get(key, name)
    contents.set(name, content)
    // A blank cell is left to the database's default, unless a default was shown and taken out.
    if (!isEmpty(content) || rows.isEdited(key, name)) values[name] = storedScalar(content)
  }
  const wire = isNewRowKey(key) ? key : newRowKey()
  sent.changes.create.push({ key: wire, values })
  sent.contents.set(key, contents)
  sent.keys.set(wire, key)
}
