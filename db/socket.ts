import { connect, type Socket } from 'node:net'

type Address = { host: string[]; port: number[]; path?: string | false }

/** The server's "ready for query". */
const READY = Buffer.from('Z\0\0\0\x05', 'latin1')
const CHECK_MS = 5_000

/**
 * Opens the driver's connections, because two things would otherwise hang for ever:
 * - a connection that ends before it is ready (a proxy whose server is gone) is an error; the driver would try again at
 *   once, endlessly, and never tell the query that waits for it;
 * - a connection that answers nothing for `silentMs` although something was asked is ended; 0 allows any silence.
 */
export function socketOpener(silentMs: number): (address: Address) => Socket {
  return ({ host, port, path }) => {
    const socket = path ? connect(path) : connect(port[0] ?? 5432, host[0])
    socket.setNoDelay(true)
    endsWithError(socket)
    if (silentMs > 0) endWhenSilent(socket, silentMs)
    return socket
  }
}

function endsWithError(socket: Socket): void {
  let ready = false
  const watch = (chunk: Buffer) => {
    if (!chunk.includes(READY)) return
    ready = true
    socket.off('data', watch)
  }
  socket.on('data', watch)
  socket.once('close', (hadError) => {
    if (ready || hadError) return
    socket.emit('error', Object.assign(new Error('The connection ended before it was ready'), { code: 'ECONNRESET' }))
  })
}

function endWhenSilent(socket: Socket, silentMs: number): void {
  let askedAt: number | undefined
  const write = socket.write
  socket.write = ((...args: Parameters<Socket['write']>) => {
    askedAt ??= Date.now()
    return write.apply(socket, args)
  }) as Socket['write']
  socket.on('data', () => {
    askedAt = undefined
  })
  const check = setInterval(
    () => {
      if (askedAt === undefined || Date.now() - askedAt < silentMs) return
      socket.destroy(Object.assign(new Error('The database stopped answering'), { code: 'ETIMEDOUT' }))
    },
    Math.min(CHECK_MS, silentMs / 4),
  )
  check.unref()
  socket.once('close', () => clearInterval(check))
}
