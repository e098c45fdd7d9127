import type { Batch, Problem, SaveResult } from '@/admin/engine/batch'
import { type Field, type Form, isRelated, type Related, type Scalar, scalarOf } from '@/admin/engine/form'
import { ask } from './request'

/** What a new record of a model is made of. Throws a `SearchError` when the server does not tell. */
export function loadNewForm(model: string, signal?: AbortSignal): Promise<Form> {
  return ask<Form>(`/${model}/form`, { signal })
}

export type Creation = { ok: true; option: Related } | { ok: false; message: string; problems: Problem[] }

/**
 * Creates a record by the same save as its own page would. `saveId` is the caller's, so that a second try after a lost
 * answer makes no second record.
 */
export async function createRelated(
  model: string,
  lookups: readonly string[],
  values: Record<string, Scalar>,
  saveId: string,
): Promise<Creation> {
  const record = Object.fromEntries(
    Object.entries(values).flatMap(([name, value]) => (value === null ? [] : [[name, [null, value] as const]])),
  )
  const batch: Batch = { saveId, record, inlines: {}, picks: {}, rows: 0 }
  const result = await ask<SaveResult>(`/${model}/create`, { body: batch })
  if (result.ok) {
    const { id, title, cells } = result.saved
    return { ok: true, option: [id, title, ...lookups.map((name) => textOf(cells[name]))] }
  }
  if (result.kind === 'problems') return { ok: false, message: '', problems: result.problems }
  return { ok: false, message: result.kind === 'conflicts' ? 'It was changed meanwhile' : result.message, problems: [] }
}

function textOf(cell: Parameters<typeof scalarOf>[0] | undefined): string | null {
  if (cell === undefined || cell === null) return null
  return isRelated(cell) ? cell[1] : String(scalarOf(cell))
}

/** Which field takes the text that a new record begins with: the e-mail address if it looks like one, else the first text. */
export function fieldForText(fields: readonly Field[], text: string): string | undefined {
  const texts = fields.filter((field) => field.kind === 'text' && !field.readOnly)
  const email = texts.find((field) => field.kind === 'text' && field.format === 'email')
  const other = texts.find((field) => field !== email)
  return (text.includes('@') ? (email ?? other) : (other ?? email))?.name
}
