import type { RecordDraft } from './draft'

/**
 * A new record's page is replaced by the page of the record it became. What was edited since the save, and where the
 * focus was, go over by hand: nobody should notice the change of pages.
 */
type HandOver = { edits: RecordDraft | null; focus: string | null }

const waiting = new Map<string, HandOver>()

const keyOf = (model: string, id: number) => `${model}/${id}`

export function handOver(model: string, id: number, given: HandOver): void {
  waiting.set(keyOf(model, id), given)
}

/** What an earlier page gave to this one, once. */
export function takeOver(model: string, id: number | null): HandOver | undefined {
  if (id === null) return undefined
  const given = waiting.get(keyOf(model, id))
  waiting.delete(keyOf(model, id))
  return given
}
