import { type Form, isRelated } from '@/admin/engine/form'
import { isGridDraft } from '@/components/inline-grid/rows/grid-draft'
import { shownText } from '@/components/inline-grid/values/cell-text'
import type { RecordDraft } from './draft'
import type { FieldValue } from './field-value'

/** Unsaved edits as tab-separated text for a spreadsheet or a message, when the record they belong to is gone. */
export function editsAsText(form: Form, draft: RecordDraft): string {
  const lines: string[][] = []
  for (const field of form.fields) {
    const edit = draft.fields[field.name]
    if (edit) lines.push([field.label, valueText(edit.value)])
  }
  for (const pick of form.picks) {
    const edit = draft.picks[pick.name]
    for (const [, title] of edit?.add ?? []) lines.push([pick.label, 'added', title])
    for (const [, title] of edit?.remove ?? []) lines.push([pick.label, 'removed', title])
  }
  for (const inline of form.inlines) {
    const edits = draft.inlines[inline.name]
    if (!isGridDraft(edits)) continue
    const fields = inline.fields.filter(({ kind }) => kind !== 'lookup')
    lines.push([inline.plural, ...fields.map(({ label }) => label)])
    for (const { row, cells, deleted } of edits.changed)
      lines.push([
        deleted ? 'deleted' : 'changed',
        ...fields.map((field, at) => shownText(field, cells[field.name] ?? row[at + 1] ?? null)),
      ])
    for (const { cells } of edits.created)
      lines.push(['added', ...fields.map((field) => shownText(field, cells[field.name] ?? null))])
  }
  return lines.map((line) => line.map((text) => text.replace(/[\t\r\n]+/g, ' ')).join('\t')).join('\n')
}

function valueText(value: FieldValue): string {
  if (typeof value === 'boolean') return value ? 'Yes' : 'No'
  return isRelated(value) ? value[1] : (value ?? '')
}
