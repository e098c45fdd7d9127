import type { RowKey } from '@/admin/engine/batch'
import type { Paste } from '@/components/inline-grid/clipboard/paste'
import { isUnsettled } from '@/components/inline-grid/values/content'
import { toggleRows } from './grid-commands'
import type { Editing, GridSession } from './grid-session'

/** A question that waits for its answer in a window of its own. */
export type Question =
  | { kind: 'date'; cell: Editing; wasOpen: boolean }
  | { kind: 'deletion'; keys: RowKey[] }
  | { kind: 'paste'; paste: Paste }

/** Asks for a day for the focused cell, whether its editor is open or not; answers false where the cell holds no date. */
export function askForDay(session: GridSession): boolean {
  const { key, field } = session.focus
  const { kind } = session.fieldOf(field) ?? {}
  const content = session.model.get(key, field)
  // Two readings of a text are chosen from a list.
  if ((kind !== 'date' && kind !== 'moment') || (isUnsettled(content) && content.suggestions)) return false
  const wasOpen = session.editing !== null
  if (!wasOpen && !session.edit('caret')) return false
  if (session.editing) session.ask({ kind: 'date', cell: session.editing, wasOpen })
  return true
}

/** More rows than this are asked about before they are marked for deletion. */
const askAbove = 20

/**
 * Marks rows for deletion, or restores them when all of them are marked; asks first about many that would be marked. Rows
 * that were never saved go at once, and come back with undo.
 */
export function deleteRows(session: GridSession, keys: readonly RowKey[]): void {
  const { form, rows } = session.model
  const going = keys.filter((key) => rows.isHere(key) && (form.can.delete || !rows.isSaved(key)))
  if (going.filter((key) => rows.isSaved(key)).length > askAbove) session.ask({ kind: 'deletion', keys: going })
  else toggleRows(session, keys)
}
