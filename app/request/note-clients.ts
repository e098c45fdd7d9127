import { randomUUID } from 'node:crypto'
import { subscribe } from 'node:diagnostics_channel'
import type { IncomingMessage } from 'node:http'
import { addressHeader, clientAddress, requestHeader, trustedProxies } from '@/admin/people/client-address'

const store = globalThis as typeof globalThis & { throughlineNotesClients?: boolean }

/**
 * Notes on every request, before anything else sees it, the address of its socket and an id of its own. A route gets no
 * socket to look at, and the framework hands on an `X-Forwarded-For` that anyone can write.
 */
export function noteClients(): void {
  if (store.throughlineNotesClients) return
  store.throughlineNotesClients = true
  const proxies = trustedProxies()
  subscribe('http.server.request.start', (message) => {
    // The channel's documented message; its type is unknown because channels carry anything.
    const { request } = message as { request: IncomingMessage }
    const forwarded = request.headers['x-forwarded-for']
    const list = Array.isArray(forwarded) ? forwarded.join(',') : forwarded
    request.headers[addressHeader] = clientAddress(request.socket.remoteAddress, list, proxies)
    request.headers[requestHeader] = randomUUID()
  })
}
