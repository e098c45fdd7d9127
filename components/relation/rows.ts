import type { InlineRows } from '@/admin/engine/form'
import { SearchError } from './search'

type RowsRequest = {
  model: string
  id: number
  inline: string
  offset: number
  limit: number
  /** Field names, `-` before one for descending. */
  sort?: string
  q?: string
  signal?: AbortSignal
}

/** Reads a window of a record's rows, sorted and searched by the server. Throws a `SearchError` where it is refused. */
export async function loadRows({
  model,
  id,
  inline,
  offset,
  limit,
  sort,
  q,
  signal,
}: RowsRequest): Promise<InlineRows> {
  const params = new URLSearchParams({ id: String(id), inline, offset: String(offset), limit: String(limit) })
  if (sort) params.set('sort', sort)
  if (q) params.set('q', q)
  const response = await fetch(`/${model}/rows?${params}`, { signal, headers: { accept: 'application/json' } })
  if (!response.ok) throw new SearchError(response.status)
  return (await response.json()) as InlineRows
}
