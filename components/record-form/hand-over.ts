import type { RecordDraft } from './draft'

/**
 * A new record's page is replaced by the page of the record it became. What was edited since the save, and where the
 * focus was, go over by hand: nobody should notice the change of pages. A copy goes over to the page of a new record
 * likewise, which saves it.
 */
type HandOver = { edits: RecordDraft | null; focus: string | null; saves?: boolean }

/** The next page is there sooner, in milliseconds, or somebody has gone elsewhere. */
const patienceMs = 30_000

const waiting = new Map<string, { given: HandOver; until: number }>()

const keyOf = (model: string, id: number | null) => `${model}/${id ?? 'new'}`

export function handOver(model: string, id: number | null, given: HandOver): void {
  waiting.set(keyOf(model, id), { given, until: Date.now() + patienceMs })
}

/** What an earlier page gave to this one, once. */
export function takeOver(model: string, id: number | null): HandOver | undefined {
  const found = waiting.get(keyOf(model, id))
  waiting.delete(keyOf(model, id))
  return found && Date.now() < found.until ? found.given : undefined
}
