import type { Related } from '@/admin/engine/form'
import { SearchError } from './search'

/** Reads how at most 1,000 records of a model are named now, by id. Throws a `SearchError` where the server refuses. */
export async function loadRelated(
  model: string,
  ids: readonly number[],
  place: string,
): Promise<ReadonlyMap<number, Related>> {
  const response = await fetch(`/${model}/related`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', accept: 'application/json' },
    body: JSON.stringify({ ids, for: place }),
  })
  if (!response.ok) throw new SearchError(response.status)
  const { options } = (await response.json()) as { options: Related[] }
  return new Map(options.map((option) => [option[0], option]))
}
