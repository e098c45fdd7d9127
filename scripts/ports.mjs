import { connect, createServer } from 'node:net'
import { setTimeout as pause } from 'node:timers/promises'
import { Fault } from './environment.mjs'

/** Throws a Fault when nobody could listen there now. */
export async function checkPort(host, port) {
  const server = createServer()
  await new Promise((done, failed) => {
    server.once('error', (error) => failed(listenFault(error, host, port)))
    server.listen(port, host, done)
  })
  await new Promise((done) => server.close(done))
}

/** Throws a Fault when nothing listens at the database's address; says nothing of its name and password. */
export async function checkReachable(databaseUrl) {
  const { hostname, port } = new URL(databaseUrl)
  // An address without a host means a socket file, which the driver finds by itself.
  if (!hostname || hostname.includes('%2F')) return
  const at = { host: hostname.replace(/^\[|\]$/g, ''), port: Number(port || 5432) }
  await new Promise((done, failed) => {
    const fail = (why) => {
      socket.destroy()
      const place = `${at.host}:${at.port}`
      failed(
        new Fault(`The database of DATABASE_URL cannot be reached: ${place} ${why}; start it or correct DATABASE_URL`),
      )
    }
    const socket = connect(at, () => {
      socket.end()
      done()
    })
    socket.setTimeout(5_000, () => fail('does not answer'))
    socket.once('error', (error) => fail(error.code === 'ENOTFOUND' ? 'is not known' : `refuses (${error.code})`))
  })
}

/** Resolves once somebody listens there. */
export async function listening(host, port) {
  for (;;) {
    const answered = await new Promise((done) => {
      const socket = connect({ host, port }, () => done(true)).once('error', () => done(false))
      socket.once('connect', () => socket.destroy())
    })
    if (answered) return
    await pause(100)
  }
}

/** The one line for a port that cannot be had. */
export function listenFault(error, host, port) {
  if (error.code === 'EADDRINUSE') {
    return new Fault(`Port ${port} is in use: stop what listens there, or choose another one, such as PORT=${port + 1}`)
  }
  if (error.code === 'EACCES')
    return new Fault(`Port ${port} is not allowed here: choose one above 1023, such as PORT=3000`)
  if (error.code === 'EADDRNOTAVAIL' || error.code === 'ENOTFOUND') {
    return new Fault(`HOST ${host} is not an address of this computer: write HOST=127.0.0.1 or HOST=0.0.0.0`)
  }
  return error
}
