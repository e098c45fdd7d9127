import { execFileSync, spawn } from 'node:child_process'
import { chown, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { connect } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { findIdentity } from './embedded-user'
import { freePort } from './free-port'

export type PgBouncer = {
  /** The address of a database of the server behind it. */
  urlOf(databaseUrl: string): string
  stop(): Promise<void>
}

/** Whether PgBouncer is installed here; where not, say that a test is skipped for it. */
export function hasPgBouncer(): boolean {
  try {
    execFileSync('pgbouncer', ['--version'], { stdio: 'ignore' })
    return true
  } catch {
    return false
  }
}

/** PgBouncer in transaction mode in front of the server at `serverUrl`, for all of its databases. */
export async function startPgBouncer(serverUrl: string, serverConnections = 5): Promise<PgBouncer> {
  const { hostname, port, username, password } = new URL(serverUrl)
  const listen = await freePort()
  const folder = await mkdtemp(join(tmpdir(), 'throughline-pgbouncer-'))
  const settings = join(folder, 'pgbouncer.ini')
  await writeFile(
    settings,
    `[databases]
* = host=${hostname} port=${port || 5432} user=${username} password=${decodeURIComponent(password)}
[pgbouncer]
listen_addr = 127.0.0.1
listen_port = ${listen}
unix_socket_dir =
auth_type = any
pool_mode = transaction
default_pool_size = ${serverConnections}
max_client_conn = 500
`,
    { mode: 0o600 },
  )
  const identity = await findIdentity()
  if (identity) for (const path of [folder, settings]) await chown(path, identity.uid, identity.gid)
  const child = spawn('pgbouncer', ['-q', settings], {
    cwd: '/',
    stdio: 'ignore',
    ...(identity ? { uid: identity.uid, gid: identity.gid } : {}),
  })
  const ended = new Promise<void>((done) => child.once('exit', () => done()))
  const stop = async () => {
    child.kill('SIGKILL')
    await ended
    await rm(folder, { recursive: true, force: true })
  }
  for (let attempt = 0; !(await listens(listen)); attempt++) {
    if (attempt === 100 || child.exitCode !== null) {
      await stop()
      throw new Error('PgBouncer did not start')
    }
    await pause(50)
  }
  return {
    urlOf(databaseUrl) {
      const url = new URL(databaseUrl)
      url.hostname = '127.0.0.1'
      url.port = String(listen)
      url.searchParams.set('prepare', 'false')
      return url.href
    },
    stop,
  }
}

function listens(port: number): Promise<boolean> {
  return new Promise((done) => {
    const socket = connect(port, '127.0.0.1', () => {
      socket.destroy()
      done(true)
    })
    socket.once('error', () => done(false))
  })
}
