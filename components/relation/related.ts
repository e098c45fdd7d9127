import type { Related } from '@/admin/engine/form'
import { ask } from './request'

/** Reads how at most 1,000 records of a model are named now, by id. Throws a `SearchError` where the server refuses. */
export async function loadRelated(
  model: string,
  ids: readonly number[],
  place: string,
): Promise<ReadonlyMap<number, Related>> {
  const { options } = await ask<{ options: Related[] }>(`/${model}/related`, { body: { ids, for: place } })
  return new Map(options.map((option) => [option[0], option]))
}
