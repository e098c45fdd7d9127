import type { Field } from '@/admin/engine/form'
import { readDate, readMoment, typedMoment } from '@/components/inline-grid/values/date-text'

/** The day that a text of a date's or moment's column stands for; of a text with two readings the first, not chosen yet. */
export function dayIn(field: Field, text: string): { chosen: string | null; start: string | null } {
  const reading = field.kind === 'moment' ? readMoment(text) : readDate(text)
  if (!reading.ok) return { chosen: null, start: reading.suggestions[0]?.slice(0, 10) ?? null }
  const chosen = field.kind === 'moment' ? typedMoment(reading.value).slice(0, 10) : reading.value
  return { chosen, start: chosen }
}

/** The text with another day: a moment keeps its clock, one without begins the day. */
export function withDay(field: Field, text: string, day: string): string {
  if (field.kind !== 'moment') return day
  const reading = readMoment(text)
  return `${day}${reading.ok ? typedMoment(reading.value).slice(10) : ' 00:00'}`
}
