import type { Related } from '@/admin/engine/form'
import { loadRelated } from './related'
import { SearchError } from './search-error'

/**
 * How records of a model are named now, by id; undefined when there is nothing to ask, or nobody answers: what is shown stays
 * as it is, until the next time.
 */
export async function namesNow(
  model: string,
  ids: readonly number[],
  place: string,
): Promise<ReadonlyMap<number, Related> | undefined> {
  if (ids.length === 0) return undefined
  try {
    return await loadRelated(model, ids, place)
  } catch (error) {
    if (error instanceof SearchError || error instanceof TypeError) return undefined
    throw error
  }
}
