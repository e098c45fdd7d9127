import type { InlineRows, Scalar } from '@/admin/engine/form'
import { ask } from './request'

type RowsRequest = {
  model: string
  id: number
  inline: string
  offset: number
  limit: number
  /** Field names, `-` before one for descending. */
  sort?: string
  q?: string
  /** By field the values that a row may have. */
  values?: Readonly<Record<string, readonly Scalar[]>>
  signal?: AbortSignal
}

/** Reads a window of a record's rows, sorted, searched and filtered by the server. Throws a `SearchError` where it is refused. */
export async function loadRows({
  model,
  id,
  inline,
  offset,
  limit,
  sort,
  q,
  values,
  signal,
}: RowsRequest): Promise<InlineRows> {
  const params = new URLSearchParams({ id: String(id), inline, offset: String(offset), limit: String(limit) })
  if (sort) params.set('sort', sort)
  if (q) params.set('q', q)
  if (values && Object.keys(values).length > 0) params.set('values', JSON.stringify(values))
  return ask<InlineRows>(`/${model}/rows?${params}`, { signal })
}
