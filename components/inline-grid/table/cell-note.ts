import type { RowKey } from '@/admin/engine/batch'
import type { Field } from '@/admin/engine/form'
import { problemAt, type RowStatus } from '@/components/inline-grid/rows/row-status'
import type { GridModel } from '@/components/inline-grid/session/grid-model'
import { shownText } from '@/components/inline-grid/values/cell-text'
import { inSentences } from '@/components/inline-grid/values/sentences'

/** What an edited cell held before. */
export function wasText({ rows }: GridModel, key: RowKey, field: Field): string {
  return `was: ${shownText(field, rows.base(key, field.name)) || 'empty'}`
}

/**
 * What is to be said of a cell beyond its text: what is wrong with it, what it was, what it is for; at the heading of a row
 * how the row stands, too, and in the blank row what it is, for a reader that goes from cell to cell comes by no row.
 * Undefined where nothing is to be said.
 */
export function cellNote(
  model: GridModel,
  key: RowKey,
  field: Field,
  status: RowStatus,
  title: string,
): string | undefined {
  const { heading } = model.form
  const parts: string[] = []
  if (status.change === 'blank') parts.push(title)
  const problem = problemAt(status, field.name, heading)
  if (problem) parts.push(problem)
  const conflict = status.conflicts.get(field.name)
  if (conflict) parts.push(`changed by ${conflict.by ?? 'somebody else'} meanwhile`)
  const isEdited = status.change === 'changed' && model.rows.isEdited(key, field.name)
  if (isEdited) parts.push(wasText(model, key, field))
  if (status.change === 'deleted') parts.push('will be deleted')
  if (field.name === heading) {
    if (status.change === 'new') parts.push('new row')
    if (status.change === 'changed' && !isEdited) parts.push('row changed')
    if (status.problems.size > 0 && !problem) parts.push('row has an error')
    if (status.conflicts.size > 0 && !conflict) parts.push('row has a conflict')
  }
  if (field.help) parts.push(field.help)
  return parts.length > 0 ? inSentences(parts) : undefined
}
