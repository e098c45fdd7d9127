import type { Cell, Related } from '@/admin/engine/form'
import { type GridDraft, isGridDraft, joinDrafts } from '@/components/inline-grid/rows/grid-draft'
import type { FieldValue } from './field-value'

/** What of the record itself is not saved, each with the value it was made from; `total` counts its rows too. */
export type OwnDraft = {
  total: number
  fields: Record<string, { from: Cell; value: FieldValue }>
  picks: Record<string, { add: Related[]; remove: Related[] }>
}

/** The unsaved edits of one detail page, each with the value it was made from. */
export type RecordDraft = OwnDraft & {
  /** By inline: what its grid's store made and reads again. */
  inlines: Record<string, unknown>
}

/** A draft as it was kept in the browser. */
export type KeptDraft = {
  edits: RecordDraft
  /** A save whose answer had not come. */
  unanswered: { saveId: string; body: string } | null
}

/** What is kept of a draft under its own key: the record's own edits, and which pieces hold the rest. */
export type DraftIndex = {
  /** When it was written, in milliseconds. */
  at: number
  own: OwnDraft
  /** The save whose answer had not come; what it sent is a piece. */
  saveId: string | null
  /** By the name of a piece: its stamp. */
  pieces: Record<string, string>
}

/** The piece that holds what an unanswered save sent. */
export const sentPiece = 'sent'

/** The piece of some rows of an inline. */
export function rowsPiece(inline: string, number: number | ''): string {
  return `rows/${inline}/${number}`
}

/** Reads a kept index, or nothing when it is not one (written by another version, or damaged). */
export function readIndex(text: string): DraftIndex | undefined {
  const index = parsed(text)
  return isIndex(index) ? index : undefined
}

/** The whole of a draft from its index and the texts of its pieces; nothing when one of them is missing or damaged. */
export function assemble(index: DraftIndex, textOf: (piece: string) => string | null): KeptDraft | undefined {
  const rows = new Map<string, [number: number, part: GridDraft][]>()
  for (const piece of Object.keys(index.pieces)) {
    const [, inline, number] = /^rows\/(.*)\/(\d+)$/.exec(piece) ?? []
    if (inline === undefined) continue
    const part = parsed(textOf(piece) ?? '')
    if (!isGridDraft(part)) return undefined
    rows.set(inline, [...(rows.get(inline) ?? []), [Number(number), part]])
  }
  const inlines = [...rows].map(([inline, parts]) => {
    const inOrder = parts.sort(([a], [b]) => a - b).map(([, part]) => part)
    return [inline, joinDrafts(inOrder)]
  })
  const edits = { ...index.own, inlines: Object.fromEntries(inlines) }
  if (index.saveId === null) return { edits, unanswered: null }
  const body = textOf(sentPiece)
  return body === null ? undefined : { edits, unanswered: { saveId: index.saveId, body } }
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch (error) {
    if (error instanceof SyntaxError) return undefined
    throw error
  }
}

function isIndex(index: unknown): index is DraftIndex {
  if (!isObject(index) || typeof index.at !== 'number' || !isOwnDraft(index.own)) return false
  const { saveId, pieces } = index
  return (
    (saveId === null || typeof saveId === 'string') &&
    isObject(pieces) &&
    Object.values(pieces).every((stamp) => typeof stamp === 'string')
  )
}

function isOwnDraft(edits: unknown): edits is OwnDraft {
  if (!isObject(edits)) return false
  const { total, fields, picks } = edits
  return (
    typeof total === 'number' &&
    isEach(fields, ({ from, value }) => isCell(from) && typeof value !== 'number' && isCell(value)) &&
    isEach(picks, ({ add, remove }) => areRelated(add) && areRelated(remove))
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
