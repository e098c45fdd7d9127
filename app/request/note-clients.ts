import { randomUUID } from 'node:crypto'
import { subscribe } from 'node:diagnostics_channel'
import type { IncomingMessage, ServerResponse } from 'node:http'
import { addressHeader, clientAddress, requestHeader, trustedProxies } from '@/admin/people/client-address'

type Connection = { request: IncomingMessage; response: ServerResponse }

/** The answers under way by the id of their request; outside the module, because each bundle has modules of its own. */
const store = globalThis as typeof globalThis & { throughlineAnswers?: Map<string, ServerResponse> }

/**
 * Notes on every request, before anything else sees it, the address of its socket and an id of its own. A route gets no
 * socket to look at, and the framework hands on an `X-Forwarded-For` that anyone can write.
 */
export function noteClients(): void {
  if (store.throughlineAnswers) return
  const answers = new Map<string, ServerResponse>()
  store.throughlineAnswers = answers
  const proxies = trustedProxies()
  subscribe('http.server.request.start', (message) => {
    // The channel's documented message; its type is unknown because channels carry anything.
    const { request, response } = message as Connection
    const forwarded = request.headers['x-forwarded-for']
    const list = Array.isArray(forwarded) ? forwarded.join(',') : forwarded
    const id = randomUUID()
    request.headers[addressHeader] = clientAddress(request.socket.remoteAddress, list, proxies)
    request.headers[requestHeader] = id
    answers.set(id, response)
    response.once('close', () => answers.delete(id))
  })
}

/** Gives the answer to a request its status: a server action has no other way to say more than 200. */
export function setStatus(request: string, status: number): void {
  const answer = store.throughlineAnswers?.get(request)
  if (answer && !answer.headersSent) answer.statusCode = status
}
