import type { Conflict, Place } from '@/admin/engine/batch'
import { type Cell, type Field, type Form, isRelated } from '@/admin/engine/form'
import { midSentence } from '@/admin/engine/mid-sentence'
import { shownText } from '@/components/inline-grid/values/cell-text'

/** The field that a place on the page speaks of. */
export function fieldAt(form: Form, place: Place): Field | undefined {
  const fields =
    place.inline === undefined ? form.fields : form.inlines.find(({ name }) => name === place.inline)?.fields
  return fields?.find(({ name }) => name === place.field)
}

/** Where a problem is, in words: "Title", "Enrollments, Ana Lee, Student"; nothing for the page as a whole. */
export function placeWords(form: Form, place: Place, rowTitle?: string): string {
  const label = fieldAt(form, place)?.label ?? form.picks.find(({ name }) => name === place.field)?.label
  if (place.inline === undefined) return label ?? ''
  const inline = form.inlines.find(({ name }) => name === place.inline)
  const row =
    place.row && (rowTitle || (place.row.startsWith('new:') ? `new ${midSentence(inline?.singular ?? 'row')}` : ''))
  return [inline?.plural ?? place.inline, row, label].filter(Boolean).join(', ')
}

/** A cell of a conflict as it is shown. */
export function cellWords(field: Field | undefined, cell: Cell): string {
  const text = field ? shownText(field, cell) : String(isRelated(cell) ? cell[1] : (cell ?? ''))
  return text === '' ? '(blank)' : text
}

/** "by Mia, 3 Sep 2026, 14:02", as far as it is known. */
export function metWords({ by, at }: { by: string | null; at: string | null }): string {
  const when = at === null ? '' : new Date(at).toLocaleString(undefined, { dateStyle: 'medium', timeStyle: 'short' })
  return [by === null ? 'by someone else' : `by ${by}`, when].filter(Boolean).join(', ')
}

/** What happened to a row that a conflict speaks of, and what each choice does. */
export function rowConflictWords(conflict: Exclude<Conflict, { kind: 'cell' }>): string {
  switch (conflict.kind) {
    case 'row-deleted':
      return `Deleted ${metWords(conflict)}. Keep mine adds it again with your changes; take theirs drops them.`
    case 'row-changed':
      return `Changed ${metWords(conflict)}. Keep mine deletes it all the same; take theirs keeps the row.`
    case 'row-moved':
      return `Moved to another record ${metWords(conflict)}. Your changes to it can only be dropped.`
  }
}
