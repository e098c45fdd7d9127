import type { Field } from '@/admin/engine/form'
import { isRelated } from '@/admin/engine/form'
import { type Content, isUnsettled } from './content'
import { shownDate, shownMoment, typedMoment } from './date-text'

/** What a cell shows. */
export function shownText(field: Field, content: Content): string {
  if (content === null || content === undefined) return ''
  if (isUnsettled(content)) return content.raw
  if (isRelated(content)) return content[1]
  if (field.kind === 'boolean') return content === true ? 'Yes' : content === false ? 'No' : String(content)
  if (field.kind === 'date') return shownDate(String(content))
  if (field.kind === 'moment') return shownMoment(String(content))
  if (field.kind === 'choice') return labelOf(field, content)
  return String(content)
}

/** What the editor of a cell starts with; reading it back gives the same content. */
export function typedText(field: Field, content: Content): string {
  if (field.kind === 'date' && typeof content === 'string') return content
  if (field.kind === 'moment' && typeof content === 'string') return typedMoment(content)
  return shownText(field, content)
}

/** What leaves the grid with a copy: a relation by its natural key, or by its name; dates as ISO. */
export function copiedText(field: Field, content: Content, names = false): string {
  if (isUnsettled(content)) return content.raw
  if (isRelated(content)) return names ? content[1] : (content[2] ?? content[1])
  if (field.kind === 'moment' && typeof content === 'string') return content
  return typedText(field, content)
}

function labelOf(field: Field & { kind: 'choice' }, content: Content): string {
  return field.choices.find((choice) => choice.value === content)?.label ?? String(content)
}
