import { midSentence } from '@/admin/engine/mid-sentence'
import type { GridModel } from './grid-model'
import type { GridSession } from './grid-session'

/** "1 cell", "1,200 cells". */
export function cellCount(count: number): string {
  return `${count.toLocaleString('en')} ${count === 1 ? 'cell' : 'cells'}`
}

/** So many rows by their name: "1 enrollment", "1,200 enrollments". */
export function rowCount(session: GridSession, count: number): string {
  const { singular, plural } = session.model.form
  return `${count.toLocaleString('en')} ${midSentence(count === 1 ? singular : plural)}`
}

/** What a search found: "1 enrollment found, 2 more kept because of unsaved changes". */
export function foundWords(session: GridSession): string {
  return `${rowCount(session, session.model.found)} found${keptWords(session.model)}`
}

/** Which rows a search or filter leaves besides those that match; nothing when there are none. */
export function keptWords(model: GridModel): string {
  const count = model.keptCount
  return count === 0 ? '' : `, ${count.toLocaleString('en')} more kept because of unsaved changes`
}
