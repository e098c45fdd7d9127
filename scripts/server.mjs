// The built application on HOST and PORT. Needs DATABASE_URL, APP_SECRET and the build. SIGTERM, SIGINT or the end of the
// process that started it stop it: requests under way are finished, then it exits with status 0.
import { createServer } from 'node:http'
import { builtFrom } from './build.mjs'
import { Fault, readEnvironment, root } from './environment.mjs'
import { listenFault } from './ports.mjs'

const DRAIN_MS = 7_500

process.env.NODE_ENV = 'production'
process.env.NEXT_TELEMETRY_DISABLED = '1'
// Pages that name another build than the server's, or none, are loaded whole at every step.
process.env.NEXT_DEPLOYMENT_ID ||= builtFrom() ?? ''

async function serve() {
  const { host, port } = readEnvironment()
  const { default: next } = await import('next')
  const server = createServer()
  const app = next({ dev: false, dir: root, hostname: host, port, httpServer: server })
  await app.prepare()
  const handle = app.getRequestHandler()
  server.on('request', (request, response) => {
    if (!isWellFormed(request.url ?? ''))
      return response.writeHead(400, { 'Content-Type': 'text/plain' }).end('Bad request')
    handle(request, response).catch(() => response.destroy())
  })
  // A sender who takes longer holds a connection for nothing.
  server.headersTimeout = 15_000
  server.requestTimeout = 60_000
  server.keepAliveTimeout = 65_000

  await new Promise((done, failed) => {
    server.once('error', (error) => failed(listenFault(error, host, port)))
    server.listen(port, host, done)
  })
  process.send?.({ ready: true })

  let stopping = false
  async function stop() {
    if (stopping) return
    stopping = true
    const hurry = setTimeout(() => server.closeAllConnections(), DRAIN_MS)
    await new Promise((done) => {
      server.close(done)
      server.closeIdleConnections()
    })
    clearTimeout(hurry)
    await app.close().catch(() => {})
    process.exit(0)
  }
  for (const signal of ['SIGTERM', 'SIGINT', 'SIGHUP']) process.on(signal, stop)
  process.on('message', (message) => message === 'stop' && stop())
  process.on('disconnect', stop)
}

/** Whether the path of an address can be read; the framework would fail on `%zz`. */
function isWellFormed(url) {
  try {
    decodeURIComponent(url.split('?', 1)[0])
    return true
  } catch {
    return false
  }
}

serve().catch((error) => {
  console.error(error instanceof Fault ? error.message : error)
  process.exit(1)
})
