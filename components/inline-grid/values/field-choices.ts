import type { Field } from '@/admin/engine/form'

/** A value that a column offers, as it is shown. `tone` is its place among its choices, for its dot. */
export type FieldChoice = { value: string | boolean; text: string; tone?: number }

/** All values that a column can have, where these are few and known; undefined for any other column. */
export function fieldChoices(field: Field): FieldChoice[] | undefined {
  if (field.kind === 'choice')
    return field.choices.map((choice, tone) => ({ value: choice.value, text: choice.label, tone }))
  if (field.kind === 'boolean')
    return [
      { value: true, text: 'Yes' },
      { value: false, text: 'No' },
    ]
  return undefined
}
