import type { Options, Related } from '@/admin/engine/form'
import { ask } from './request'

/** What a text stands for among the records of a far model. */
export type Resolution =
  | { status: 'ok'; option: Related }
  | { status: 'ambiguous'; candidates: Related[] }
  | { status: 'unknown' }
  | { status: 'forbidden' }

/** How many options one search asks for. */
export const searchLimit = 20
/** How many texts one request may resolve. */
export const resolveLimit = 1_000

type SearchOptions = { signal?: AbortSignal; offset?: number; for?: string }

/** Searches the far model's records by title and natural key. `for` names the cell ("courses/enrollments/studentId"). */
export async function searchRelated(model: string, q: string, options: SearchOptions = {}): Promise<Options> {
  const params = new URLSearchParams({ q })
  if (options.offset) params.set('offset', String(options.offset))
  if (options.for) params.set('for', options.for)
  return ask<Options>(`/${model}/options?${params}`, { signal: options.signal })
}

/**
 * Looks each text up as a natural key, then as an exact title; at most 1,000 texts a request and two requests at a time.
 * The texts of a request that failed are left out. Throws why when none was answered, and when the signal ends it.
 */
export async function resolveTexts(
  model: string,
  texts: readonly string[],
  options: { signal?: AbortSignal; for?: string } = {},
): Promise<Map<string, Resolution>> {
  const chunks: string[][] = []
  for (let at = 0; at < texts.length; at += resolveLimit) chunks.push(texts.slice(at, at + resolveLimit))
  const found = new Map<string, Resolution>()
  const failures: Error[] = []
  const work = async () => {
    for (let chunk = chunks.shift(); chunk; chunk = chunks.shift())
      try {
        const results = await resolveOnce(model, chunk, options)
        for (const text of chunk) found.set(text, Object.hasOwn(results, text) ? results[text]! : { status: 'unknown' })
      } catch (error) {
        if (!(error instanceof Error) || options.signal?.aborted) throw error
        failures.push(error)
      }
  }
  await Promise.all([work(), work()])
  if (found.size === 0 && failures[0]) throw failures[0]
  return found
}

async function resolveOnce(
  model: string,
  texts: readonly string[],
  options: { signal?: AbortSignal; for?: string },
): Promise<Record<string, Resolution>> {
  const { results } = await ask<{ results: Record<string, Resolution> }>(`/${model}/resolve`, {
    body: { texts, for: options.for },
    signal: options.signal,
  })
  return results
}
