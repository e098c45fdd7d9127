import type { Cell, Related } from '@/admin/engine/form'
import type { FieldValue } from './field-value'

/** The unsaved edits of one detail page, each with the value it was made from. */
export type RecordDraft = {
  total: number
  fields: Record<string, { from: Cell; value: FieldValue }>
  picks: Record<string, { add: Related[]; remove: Related[] }>
  /** By inline: what its grid's store made and reads again. */
  inlines: Record<string, unknown>
}

/** A draft as it is kept in the browser. */
export type KeptDraft = {
  /** When it was written, in milliseconds. */
  at: number
  edits: RecordDraft
  /** A save whose answer had not come. */
  unanswered: { saveId: string; body: string } | null
}

/** Reads a kept draft, or nothing when it is not one (written by another version, or damaged). */
export function readDraft(text: string): KeptDraft | undefined {
  try {
    const draft: unknown = JSON.parse(text)
    return isKeptDraft(draft) ? draft : undefined
  } catch (error) {
    if (error instanceof SyntaxError) return undefined
    throw error
  }
}

function isKeptDraft(draft: unknown): draft is KeptDraft {
  if (!isObject(draft) || typeof draft.at !== 'number' || !isRecordDraft(draft.edits)) return false
  const { unanswered } = draft
  return (
    unanswered === null ||
    (isObject(unanswered) && typeof unanswered.saveId === 'string' && typeof unanswered.body === 'string')
  )
}

function isRecordDraft(edits: unknown): edits is RecordDraft {
  if (!isObject(edits)) return false
  const { total, fields, picks, inlines } = edits
  return (
    typeof total === 'number' &&
    isEach(fields, ({ from, value }) => isCell(from) && typeof value !== 'number' && isCell(value)) &&
    isEach(picks, ({ add, remove }) => areRelated(add) && areRelated(remove)) &&
    isObject(inlines)
  )
}

type Unread = { readonly [name: string]: unknown }

function isObject(value: unknown): value is Unread {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

function isEach(values: unknown, holds: (value: Unread) => boolean): boolean {
  return isObject(values) && Object.values(values).every((value) => isObject(value) && holds(value))
}

function isCell(value: unknown): boolean {
  return value === null || ['string', 'number', 'boolean'].includes(typeof value) || isFar(value)
}

function areRelated(values: unknown): boolean {
  return Array.isArray(values) && values.every(isFar)
}

function isFar(value: unknown): boolean {
  return Array.isArray(value) && typeof value[0] === 'number' && typeof value[1] === 'string'
}
