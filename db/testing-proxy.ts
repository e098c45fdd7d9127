import { type AddressInfo, connect, createServer, type Socket } from 'node:net'

export type TestProxy = {
  /** The database's address by way of the proxy. */
  readonly url: string
  /** The next `times` commits take effect, but their answers never arrive: the connection is cut instead. */
  cutAfterCommit(times?: number): void
  /** How many commits were cut so far. */
  readonly cuts: number
  /** Cuts every connection there is now. */
  cutAll(): void
  /** Until told otherwise, new connections are cut at once, as if the server were gone. */
  refuse(refuses: boolean): void
  /** Until told otherwise, nothing passes in either direction and nobody is told. */
  hold(holds: boolean): void
  close(): Promise<void>
}

/** What the server sends when a commit has taken effect. */
const COMMITTED = Buffer.from('COMMIT\0')

/** A way to the database at `url` that can fail as networks do. */
export async function testProxy(url: string): Promise<TestProxy> {
  const target = new URL(url)
  const pairs = new Set<{ near: Socket; far: Socket }>()
  let commitsToCut = 0
  let cuts = 0
  let refuses = false
  let holds = false

  const server = createServer((near) => {
    if (refuses) {
      near.destroy()
      return
    }
    const far = connect({ host: target.hostname, port: Number(target.port || 5432) })
    const pair = { near, far }
    pairs.add(pair)
    if (holds) pause(pair, true)
    const cut = () => {
      pairs.delete(pair)
      near.destroy()
      far.destroy()
    }
    near.on('data', (chunk) => far.write(chunk))
    far.on('data', (chunk) => {
      if (commitsToCut > 0 && chunk.includes(COMMITTED)) {
        commitsToCut -= 1
        cuts += 1
        cut()
      } else near.write(chunk)
    })
    for (const socket of [near, far]) {
      socket.on('error', cut)
      socket.on('close', cut)
    }
  })
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done))

  const way = new URL(url)
  way.hostname = '127.0.0.1'
  way.port = String((server.address() as AddressInfo).port)
  const cutAll = () => {
    for (const { near, far } of pairs) {
      near.destroy()
      far.destroy()
    }
    pairs.clear()
  }
  return {
    url: way.href,
    cutAfterCommit(times = 1) {
      commitsToCut = times
    },
    get cuts() {
      return cuts
    },
    cutAll,
    refuse(now) {
      refuses = now
    },
    hold(now) {
      holds = now
      for (const pair of pairs) pause(pair, now)
    },
    close() {
      cutAll()
      return new Promise((done) => server.close(() => done()))
    },
  }
}

function pause({ near, far }: { near: Socket; far: Socket }, now: boolean): void {
  for (const socket of [near, far]) {
    if (now) socket.pause()
    else socket.resume()
  }
}
