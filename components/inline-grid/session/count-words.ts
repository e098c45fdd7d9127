import { midSentence } from '@/components/ui/mid-sentence'
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
