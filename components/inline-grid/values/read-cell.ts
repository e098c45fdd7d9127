import { checkValue, type Field, type Scalar, textFault } from '@/admin/engine/form'
import type { Content, Unsettled } from './content'
import { readDate, readMoment } from './date-text'

type Reading = { ok: true; value: Scalar } | { ok: false; message: string; suggestions?: readonly string[] }

/**
 * Reads a text typed or pasted into a cell of this column. What cannot be read stays as text with the reason; a text
 * in a relation column must be looked up first.
 */
export function readCell(field: Field, text: string): Content {
  const clean = text.replaceAll('\u00a0', ' ').trim()
  if (clean === '') return emptyContent(field)
  const fault = field.kind === 'relation' ? textFault(clean) : undefined
  if (fault) return unreadable(text, fault)
  if (field.kind === 'relation') return { raw: clean, state: 'resolving', message: 'Being looked up' }
  const reading = read(field, field.kind === 'text' ? text : clean)
  if (!reading.ok) return unreadable(text, reading.message, reading.suggestions)
  const checked = checkValue(field, reading.value)
  return checked.ok ? checked.value : unreadable(text, checked.message)
}

/** What a cell holds once it is cleared: nothing, or what would be stored for nothing. */
export function emptyContent(field: Field): Scalar {
  return field.neverEmpty ? (field.initial ?? null) : null
}

function unreadable(raw: string, message: string, suggestions?: readonly string[]): Unsettled {
  return suggestions?.length ? { raw, state: 'invalid', message, suggestions } : { raw, state: 'invalid', message }
}

function read(field: Exclude<Field, { kind: 'relation' }>, text: string): Reading {
  switch (field.kind) {
    case 'text':
      return { ok: true, value: text }
    case 'integer':
      return /^[+-]?\d{1,20}$/.test(text)
        ? { ok: true, value: Number(text) || 0 }
        : { ok: false, message: `“${shorten(text)}” is not a whole number` }
    case 'decimal':
      return readDecimal(text)
    case 'boolean':
      return readBoolean(text)
    case 'date':
      return readDate(text)
    case 'moment':
      return readMoment(text)
    case 'choice':
      return readChoice(field, text)
    case 'lookup':
      return { ok: false, message: 'Cannot be edited' }
  }
}

function readDecimal(text: string): Reading {
  if (/^[+-]?\d+(\.\d+)?$/.test(text)) return { ok: true, value: text.replace(/^\+/, '') }
  const message = `“${shorten(text)}” is not a number`
  return /^[+-]?\d+,\d+$/.test(text)
    ? { ok: false, message, suggestions: [text.replace(',', '.')] }
    : { ok: false, message }
}

const yes = new Set(['true', 'yes', 'y', '1', 'x'])
const no = new Set(['false', 'no', 'n', '0'])

function readBoolean(text: string): Reading {
  const word = text.toLowerCase()
  if (yes.has(word)) return { ok: true, value: true }
  if (no.has(word)) return { ok: true, value: false }
  return { ok: false, message: `“${shorten(text)}” is neither yes nor no` }
}

function readChoice(field: Field & { kind: 'choice' }, text: string): Reading {
  const word = text.toLowerCase()
  const exact =
    field.choices.find((choice) => choice.value === text) ??
    field.choices.find((choice) => choice.value.toLowerCase() === word || choice.label.toLowerCase() === word)
  if (exact) return { ok: true, value: exact.value }
  const close = field.choices.filter((choice) => choice.label.toLowerCase().startsWith(word))
  return {
    ok: false,
    message: `“${shorten(text)}” is not one of the available choices`,
    suggestions: (close.length > 0 ? close : field.choices).slice(0, 6).map((choice) => choice.label),
  }
}

function shorten(text: string): string {
  const letters = [...text]
  return letters.length > 40 ? `${letters.slice(0, 40).join('')}…` : text
}
