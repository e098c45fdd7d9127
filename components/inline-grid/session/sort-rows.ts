import { midSentence } from '@/admin/engine/mid-sentence'
import type { Sort } from '@/components/inline-grid/order/arrange'
import type { GridSession } from './grid-session'

/** Orders the rows by a column, or as they are stored, and says so. */
export function sortRows(session: GridSession, sort: Sort | null): void {
  const { model } = session
  model.apply({ ...model.arrangement, sort })
  const label = sort && session.fieldOf(sort.field)?.label
  session.announce(
    label ? `Sorted by ${midSentence(label)}, ${sort.descending ? 'descending' : 'ascending'}` : 'In their first order',
  )
}

/** Orders the rows by a column: ascending, then descending, then as stored. */
export function sortBy(session: GridSession, field: string): void {
  const { sort } = session.model.arrangement
  const isSame = sort?.field === field
  sortRows(session, isSame && sort.descending ? null : { field, descending: isSame })
}
