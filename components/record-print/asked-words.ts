import type { Field, RowsAsked } from '@/admin/engine/form'
import { midSentence } from '@/admin/engine/mid-sentence'
import { fieldChoices } from '@/components/inline-grid/values/field-choices'

/** Which rows were asked for and in what order: "With “lee”. Status: Active or Dropped. Sorted by student, descending." */
export function askedWords(fields: readonly Field[], { sort, q, values }: RowsAsked): string {
  const chosen = fields.flatMap((field) => {
    const allowed = values[field.name]
    const words = fieldChoices(field)?.filter(({ value }) => allowed?.includes(value))
    return allowed && words ? [`${field.label}: ${words.map(({ text }) => text).join(' or ')}`] : []
  })
  const by = fields.find(({ name }) => name === sort.replace('-', ''))
  const way = sort.startsWith('-') ? ', descending' : ''
  return [...(q === '' ? [] : [`With “${q}”`]), ...chosen, ...(by ? [`Sorted by ${midSentence(by.label)}${way}`] : [])]
    .map((sentence) => `${sentence}.`)
    .join(' ')
}
