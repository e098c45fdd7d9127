import { uniquesOf } from './columns'
import type { Inline } from './define'
import type { Field, InlineForm } from './form'
import { midSentence } from './mid-sentence'

/**
 * The sets of an inline's fields that no two rows of one parent may share: the table's unique constraints without the
 * parent column, as far as all of their other columns are fields. An index over `lower(column)` is left to the database.
 */
export function uniqueRules(inline: Inline, fields: readonly Field[]): InlineForm['unique'] {
  const labels = new Map(fields.map((field) => [field.name, field.label]))
  return uniquesOf(inline.table).flatMap(({ columns, folded }) => {
    const others = columns.filter((name) => name !== inline.parent)
    if (folded || others.length === 0 || !others.every((name) => labels.has(name))) return []
    const names = others.map((name) => midSentence(labels.get(name) ?? ''))
    return [{ fields: others, message: `This ${inWords(names)} ${names.length > 1 ? 'are' : 'is'} already here` }]
  })
}

function inWords(names: readonly (string | undefined)[]): string {
  return names.length > 1 ? `${names.slice(0, -1).join(', ')} and ${names.at(-1)}` : (names[0] ?? '')
}
