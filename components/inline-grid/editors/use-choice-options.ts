import type { Field } from '@/admin/engine/form'
import { midSentence } from '@/admin/engine/mid-sentence'
import type { Listing, ListOption } from './list-option'

/** The choices of a column, those that begin with the typed text first and alone. `text` is null before any typing. */
export function useChoiceOptions(field: Field & { kind: 'choice' }, text: string | null): Listing {
  const wanted = text?.trim().toLocaleLowerCase() ?? ''
  const options = field.choices.map(
    (choice, tone): ListOption => ({
      id: String(tone),
      content: choice.value,
      label: choice.label,
      names: [choice.value],
      tone,
    }),
  )
  const fitting = options.filter((option) =>
    [option.label, ...option.names].some((name) => name.toLocaleLowerCase().startsWith(wanted)),
  )
  return {
    options: fitting,
    forText: text,
    status: fitting.length === 0 ? `No ${midSentence(field.label)} begins so` : '',
  }
}
