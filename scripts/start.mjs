// `npm start`, and `npm run dev` with --dev: everything from a fresh clone to a running application. Plain Node: nothing
// of node_modules is there yet when it begins.
import { spawn } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { buildEnvironment, builtFrom, ensureBuilt, sourceId } from './build.mjs'
import { checkNode, Fault, readEnvironment, root } from './environment.mjs'
import { ensureInstalled } from './install.mjs'
import { checkPort, checkReachable, listening } from './ports.mjs'
import { endAll, runTypeScript } from './processes.mjs'

const dev = process.argv.includes('--dev')
const STOP_MS = 8_500

let server
let database
let stopping
let hasten
/** A second Ctrl-C. */
const hurry = new Promise((done) => {
  hasten = done
})

async function start() {
  checkNode()
  const environment = readEnvironment()
  const { host, port, databaseUrl } = environment
  await checkPort(host, port)
  if (databaseUrl) await checkReachable(databaseUrl)
  await ensureInstalled()

  const embedded = databaseUrl ? null : await startDatabase()
  const url = databaseUrl ?? embedded.url
  const secret = environment.secret ?? embedded.secret
  // A wrong password is told before minutes are spent on a build.
  if (databaseUrl && !dev && builtFrom() !== sourceId()) await prepare(url, ['--check'])
  const id = dev ? null : await ensureBuilt(secret)
  const prepared = await prepare(url, embedded ? ['--seed'] : [])

  await startServer({
    ...(id ? buildEnvironment(id, secret) : {}),
    NODE_ENV: dev ? 'development' : 'production',
    DATABASE_URL: url,
    APP_SECRET: secret,
    APP_URL: environment.appUrl,
    HOST: host,
    PORT: String(port),
  })
  greet(environment.appUrl, prepared, embedded !== null)
}

/** What the database holds, once it is up to date. */
async function prepare(url, args) {
  const { status, messages } = await runTypeScript('scripts/prepare.ts', {
    args,
    env: { DATABASE_URL: url },
    ipc: true,
  })
  if (status !== 0) throw new Fault('')
  return messages[0]
}

async function startDatabase() {
  const { register } = await import('tsx/esm/api')
  register()
  const { startEmbedded } = await import('../db/embedded.ts')
  const { dataFolder } = await import('../db/embedded-folder.ts')
  const { keptSecret } = await import('../db/embedded-secret.ts')
  const folder = await dataFolder(root)
  if (!folder.startsWith(root) && !process.env.THROUGHLINE_DATA) {
    console.log(`The database is in ${folder}, because the user it runs as may not enter ${root}`)
  }
  database = await startEmbedded({ folder })
  return { url: database.url, secret: await keptSecret(database.folder) }
}

/** Of its own process group: Ctrl-C reaches this process alone, which stops the server before the database. */
async function startServer(env) {
  if (stopping) throw new Fault('')
  const next = [join(root, 'node_modules/next/dist/bin/next'), 'dev', '-H', env.HOST, '-p', env.PORT]
  server = spawn(process.execPath, dev ? next : ['scripts/server.mjs'], {
    cwd: root,
    detached: process.platform !== 'win32',
    env: { ...process.env, NEXT_TELEMETRY_DISABLED: '1', ...env },
    stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
  })
  const ended = new Promise((done) => server.once('exit', done))
  server.once('exit', () => stopping ?? stop(1, 'The application ended by itself'))
  const ready = dev
    ? listening(env.HOST, Number(env.PORT)).then(() => true)
    : new Promise((done) => server.on('message', (message) => message?.ready && done(true)))
  if (!(await Promise.race([ready, ended.then(() => false)]))) await new Promise(() => {})
}

function greet(address, prepared, isEmbedded) {
  console.log(`\nThroughline is running at ${address}`)
  if (isEmbedded && prepared?.demonstration) {
    console.log('Sign in as admin, registrar or viewer; the password of each is throughline-demo')
  } else if (prepared?.users === 0) {
    console.log('There is no user yet: npm run user:create -- --username NAME --superuser')
  }
  if (/\/\/(0\.0\.0\.0|\[::\])/.test(address)) {
    console.log(
      'It listens on every address of this computer: set APP_URL to the one that people type, or it refuses them',
    )
  }
  console.log('Ctrl-C stops it')
}

/** Requests under way are finished, then the database is shut down; both at once only when time runs out. */
function stop(status, reason) {
  stopping ??= (async () => {
    if (reason) console.error(reason)
    endAll()
    const deadline = pause(STOP_MS, 'late', { ref: false })
    if (server?.exitCode === null && server.signalCode === null) {
      const ended = new Promise((done) => server.once('exit', done))
      server.kill('SIGTERM')
      if ((await Promise.race([ended, hurry, deadline])) === 'late') kill()
    }
    await database?.stop()
    process.exit(status)
  })()
  return stopping
}

/** With everything that the server started. */
function kill() {
  try {
    process.kill(process.platform === 'win32' ? server.pid : -server.pid, 'SIGKILL')
  } catch {
    // Ended meanwhile.
  }
}

for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) {
  process.on(signal, () => (stopping ? hasten('late') : stop(0)))
}

// npm may be killed without a word to us; then nobody is left who could press Ctrl-C.
if (process.env.npm_lifecycle_event) {
  const above = ancestors()
  setInterval(() => ancestors() !== above && stop(0), 500).unref()
}

/** Our parent and its parent, since npm puts a shell between itself and us. */
function ancestors() {
  let grandparent = ''
  try {
    grandparent = /^PPid:\s*(\d+)/m.exec(readFileSync(`/proc/${process.ppid}/status`, 'utf8'))?.[1] ?? ''
  } catch {
    // Not on this system.
  }
  return `${process.ppid} ${grandparent}`
}

start().catch((error) => {
  if (!stopping) stop(1, ['Fault', 'EmbeddedError'].includes(error.name) ? error.message : error)
})
