import { createHash } from 'node:crypto'
import type { $ZodIssue } from 'zod/v4/core'
import { type Batch, maxBatchRows, type Place, type Problem, type SaveResult } from '../batch'
import { batchSchema } from '../batch-schema'
import { holdsPrototypeKey } from '../prototype-key'

type Refusal = Extract<SaveResult, { ok: false }>

/**
 * Reads what a browser sent: the batch, or why it is refused. A value of a wrong type is a problem at its cell; anything
 * else that no browser of ours would send refuses the whole request.
 */
export function readBatch(input: unknown): { ok: true; batch: Batch } | { ok: false; refusal: Refusal } {
  const size = sizeOf(input)
  if (size > maxBatchRows)
    return refuse(`One save holds at most ${number(maxBatchRows)} rows; this one has ${number(size)}.`)
  const links = linksOf(input)
  if (links > maxBatchRows)
    return refuse(`One save chooses at most ${number(maxBatchRows)} records; this one chooses ${number(links)}.`)
  if (holdsPrototypeKey(input)) return refuse('The request holds a name that no field has.')
  const parsed = batchSchema.safeParse(input)
  if (!parsed.success) {
    const problems = parsed.error.issues.map((issue) => problemOf(issue, input))
    return problems.every((problem) => problem !== undefined)
      ? { ok: false, refusal: { ok: false, kind: 'problems', problems } }
      : refuse('The request is not a valid save.')
  }
  if (parsed.data.rows !== size) return refuse('The request did not arrive complete. Save again.')
  return { ok: true, batch: parsed.data }
}

/** What tells one request from another under the same save id. */
export function digestOf(slug: string, id: number | null, batch: Batch): string {
  return createHash('sha256')
    .update(JSON.stringify([slug, id, batch]))
    .digest('hex')
}

function refuse(message: string): { ok: false; refusal: Refusal } {
  return { ok: false, refusal: { ok: false, kind: 'refused', message } }
}

const lists = ['create', 'update', 'delete'] as const

function sizeOf(input: unknown): number {
  let size = 0
  for (const inline of Object.values(objectAt(input, 'inlines')))
    for (const list of lists) size += listAt(inline, list).length
  return size
}

function linksOf(input: unknown): number {
  const lists = Object.values(objectAt(input, 'picks')).flatMap((pick) => [listAt(pick, 'add'), listAt(pick, 'remove')])
  return lists.reduce((sum, { length }) => sum + length, 0)
}

/** The cell that a misshapen value was meant for, when the path to it leads that far. */
function problemOf(issue: $ZodIssue, input: unknown): Problem | undefined {
  const [area, name, list, index, part, field] = issue.path
  const message = 'Not valid'
  if (area === 'record' && typeof name === 'string') return { field: name, message }
  if (area !== 'inlines' || typeof name !== 'string' || typeof index !== 'number') return undefined
  const row = listAt(objectAt(input, 'inlines')[name], String(list))[index]
  const place: Place = { inline: name, ...keyOf(row), ...(typeof field === 'string' && { field }) }
  return place.row !== undefined && typeof part === 'string' && place.field !== undefined
    ? { ...place, message }
    : undefined
}

function keyOf(row: unknown): Place {
  const { id, key } = objectOf(row)
  if (typeof key === 'string') return { row: key }
  return typeof id === 'number' ? { row: String(id) } : {}
}

function objectOf(value: unknown): Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? { ...value } : {}
}

function objectAt(value: unknown, key: string): Record<string, unknown> {
  return objectOf(objectOf(value)[key])
}

function listAt(value: unknown, key: string): unknown[] {
  const list = objectOf(value)[key]
  return Array.isArray(list) ? list : []
}

function number(value: number): string {
  return value.toLocaleString('en')
}
