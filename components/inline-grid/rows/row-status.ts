import type { Conflict, RowKey } from '@/admin/engine/batch'
import { checkValue, type Field, type InlineForm } from '@/admin/engine/form'
import { midSentence } from '@/admin/engine/mid-sentence'
import { shownText } from '@/components/inline-grid/values/cell-text'
import { isUnsettled, reasonOf, storedScalar } from '@/components/inline-grid/values/content'
import type { Duplicates } from './duplicates'
import type { EditRows } from './edit-rows'

export type RowChange = 'none' | 'changed' | 'new' | 'deleted' | 'blank'

/** Why a row cannot be saved: messages by field name, those of the row as a whole under the empty name. */
export type RowProblems = ReadonlyMap<string, string>

/** All that the page says of a row besides its cells. */
export type RowStatus = {
  readonly change: RowChange
  readonly problems: RowProblems
  readonly conflicts: ReadonlyMap<string, Conflict>
}

export const noProblems: RowProblems = new Map()
export const noConflicts: ReadonlyMap<string, Conflict> = new Map()
/** The status of rows without a problem and without a conflict: nearly all of them, so it is made once. */
export const faultless = Object.fromEntries(
  (['none', 'changed', 'new', 'deleted', 'blank'] as const).map((change) => [
    change,
    { change, problems: noProblems, conflicts: noConflicts },
  ]),
) as Record<RowChange, RowStatus>
export const { none: untouched, blank: blankRow } = faultless

/** What is wrong with a cell; what is wrong with a row as a whole is said at its heading. */
export function problemAt({ problems }: RowStatus, field: string, heading: string): string | undefined {
  return problems.get(field) ?? (field === heading ? problems.get('') : undefined)
}

export function changeOf(rows: EditRows, key: RowKey): RowChange {
  if (rows.deleted.has(key)) return 'deleted'
  if (rows.isSaved(key)) return rows.patches.has(key) ? 'changed' : 'none'
  return rows.isBlank(key) ? 'blank' : 'new'
}

/** Fields that a person can type into: all but the read-only ones and the texts of a relation. */
export function isTypable(field: Field): boolean {
  return !field.readOnly && field.kind !== 'lookup'
}

/**
 * Judges a row as it is now. An untouched stored row and a blank row have no problems; neither has a row that will be
 * deleted, nor a text that is still being looked up. `strict`: what a new row still lacks counts too.
 */
export function problemsOf(
  form: InlineForm,
  rows: EditRows,
  duplicates: Duplicates,
  key: RowKey,
  change: RowChange,
  strict: boolean,
): RowProblems {
  if (change === 'deleted' || change === 'blank') return noProblems
  let problems: Map<string, string> | undefined
  const add = (name: string, message: string) => {
    problems ??= new Map()
    problems.set(name, message)
  }
  for (const { set, other } of duplicates.of(key)) {
    const place = set.fields.find((name) => isTypable(rows.field(name))) ?? ''
    add(place, duplicateMessage(form, rows, set, key, other))
  }
  const patch = rows.patches.get(key)
  if (change === 'none') return problems ?? noProblems
  for (const field of rows.typable) {
    const isEdited = patch?.has(field.name) ?? false
    if (change === 'changed' && !isEdited) continue
    const content = rows.get(key, field.name)
    if (isUnsettled(content)) {
      if (content.state !== 'resolving') add(field.name, reasonOf(content))
    } else {
      const checked = checkValue(field, storedScalar(content))
      if (!checked.ok && (strict || change === 'changed' || isEdited)) add(field.name, checked.message)
    }
  }
  return problems ?? noProblems
}

/** The row added or changed later gets the declared message; the one that was there first says where the other is. */
function duplicateMessage(
  form: InlineForm,
  rows: EditRows,
  set: InlineForm['unique'][number],
  key: RowKey,
  other: RowKey,
): string {
  const isEdited = !rows.isSaved(key) || set.fields.some((name) => rows.isEdited(key, name))
  const isOtherEdited = !rows.isSaved(other) || set.fields.some((name) => rows.isEdited(other, name))
  const title = set.fields.map((name) => shownText(rows.field(name), rows.get(key, name))).join(', ')
  if (isEdited || !isOtherEdited) return `${set.message}: ${title}`
  return `${title} is also in another ${midSentence(form.singular)}`
}
