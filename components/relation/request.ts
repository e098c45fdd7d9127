import { SearchError } from './search-error'

type Asked = {
  /** Sent as JSON; with it the request is a POST. */
  body?: unknown
  signal?: AbortSignal
}

/** Asks one of the application's own addresses for JSON. Throws a `SearchError` where the server refuses. */
export async function ask<Answer>(address: string, asked: Asked = {}): Promise<Answer> {
  const response = await request(address, asked)
  if (!response.ok) throw new SearchError(response.status)
  return (await response.json()) as Answer
}

/** The same with whatever status the answer comes. */
export function request(address: string, { body, signal }: Asked): Promise<Response> {
  const accept = { accept: 'application/json' }
  if (body === undefined) return fetch(address, { signal, headers: accept })
  return fetch(address, {
    method: 'POST',
    signal,
    headers: { 'content-type': 'application/json', ...accept },
    body: JSON.stringify(body),
  })
}
