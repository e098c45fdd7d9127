import { createServer, request } from 'node:http'
import type { AddressInfo } from 'node:net'

/** Spreads requests over the ports in turn, as a load balancer in front of several instances does. */
export async function balance(ports: () => number[]): Promise<{ port: number; close(): Promise<void> }> {
  let turn = 0
  const server = createServer((incoming, answer) => {
    const candidates = ports()
    const port = candidates[turn++ % candidates.length]
    if (port === undefined) {
      answer.writeHead(502).end()
      return
    }
    const { method, url: path, headers } = incoming
    const outgoing = request({ host: '127.0.0.1', port, method, path, headers }, (response) => {
      answer.writeHead(response.statusCode ?? 502, response.rawHeaders)
      response.pipe(answer)
      response.once('error', () => answer.destroy())
    })
    // The browser sees what it would see without us: a connection that breaks.
    outgoing.once('error', () => answer.destroy())
    answer.once('close', () => outgoing.destroy())
    incoming.pipe(outgoing)
  })
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done))
  return {
    port: (server.address() as AddressInfo).port,
    close: () =>
      new Promise((done) => {
        server.close(() => done())
        server.closeAllConnections()
      }),
  }
}
