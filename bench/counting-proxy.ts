import { type AddressInfo, connect, createServer, type Socket } from 'node:net'

const queryMessage = 'Q'.charCodeAt(0)
const executeMessage = 'E'.charCodeAt(0)

export type CountingProxy = { url: string; statements: number; close(): Promise<void> }

/** Stands between an application and PostgreSQL and counts the statements that pass: simple queries and executions. */
export async function countStatements(databaseUrl: string): Promise<CountingProxy> {
  const target = new URL(databaseUrl)
  const sockets = new Set<Socket>()
  const server = createServer((client) => {
    const upstream = connect(Number(target.port || 5432), target.hostname)
    for (const [socket, other] of [
      [client, upstream],
      [upstream, client],
    ] as const) {
      sockets.add(socket)
      socket.setNoDelay(true)
      socket.on('error', () => other.destroy())
      socket.on('close', () => {
        sockets.delete(socket)
        other.destroy()
      })
      socket.pipe(other)
    }
    const count = messageCounter()
    client.on('data', (chunk: Buffer) => {
      proxy.statements += count(chunk)
    })
  })
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done))
  const url = new URL(databaseUrl)
  url.hostname = '127.0.0.1'
  url.port = String((server.address() as AddressInfo).port)
  const proxy: CountingProxy = {
    url: url.href,
    statements: 0,
    close: () =>
      new Promise((done) => {
        server.close(() => done())
        for (const socket of sockets) socket.destroy()
      }),
  }
  return proxy
}

/** Follows what one client sends, in chunks of any size; the answer is how many statements begin in a chunk. */
export function messageCounter(): (chunk: Buffer) => number {
  // The first message has no letter before its length, unlike all that follow.
  let headerSize = 4
  let header = Buffer.alloc(0)
  let bodyLeft = 0
  return (chunk) => {
    let count = 0
    let at = 0
    while (at < chunk.length) {
      const skipped = Math.min(bodyLeft, chunk.length - at)
      bodyLeft -= skipped
      at += skipped
      if (bodyLeft > 0 || at === chunk.length) break
      const taken = chunk.subarray(at, at + headerSize - header.length)
      header = Buffer.concat([header, taken])
      at += taken.length
      if (header.length < headerSize) break
      if (headerSize === 5 && (header[0] === queryMessage || header[0] === executeMessage)) count += 1
      bodyLeft = header.readUInt32BE(headerSize - 4) - 4
      headerSize = 5
      header = Buffer.alloc(0)
    }
    return count
  }
}
