import { execFile, spawn } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { chmod, chown, mkdir, mkdtemp, open, readFile, readlink, rename, rm, stat, writeFile } from 'node:fs/promises'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { dirname, join, resolve } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { promisify } from 'node:util'
import postgres from 'postgres'
import { type Binaries, findBinaries } from './embedded-binaries'
import { EmbeddedError } from './embedded-error'
import { isAlive, lock, ownerOf } from './embedded-lock'
import { canRead, findIdentity, type Identity } from './embedded-user'

const run = promisify(execFile)

/** How a server is stopped: `fast` ends its sessions and writes everything out, `immediate` is a crash. */
export type StopMode = 'fast' | 'immediate'

export type Embedded = {
  readonly folder: string
  /** Address of the application's database. */
  readonly url: string
  /** Address of another database of the same server. */
  urlOf(database: string): string
  readonly port: number
  /** Whether the folder was empty before this start. */
  readonly isNew: boolean
  stop(mode?: StopMode): Promise<void>
  /** Stops and starts again on the same port. */
  restart(mode?: StopMode): Promise<void>
}

export type EmbeddedOptions = {
  folder: string
  /** For a database that nobody will miss: no waiting for the disk. */
  disposable?: boolean
}

type Server = { folder: string; cluster: string; binaries: Binaries; identity: Identity | null; settings: string[] }

const USER = 'throughline'
const DATABASE = 'throughline'
const START_MS = 60_000

/**
 * Starts the PostgreSQL whose data is in `folder`, which is made when missing, and returns once it answers. What an earlier
 * process left behind when it was killed is ended first. Throws one sentence when the folder is in use or not writable.
 */
export async function startEmbedded({ folder: given, disposable = false }: EmbeddedOptions): Promise<Embedded> {
  const folder = resolve(given)
  await makeWritable(folder)
  const unlock = await lock(join(folder, 'lock'), folder)
  try {
    const cluster = join(folder, 'postgres')
    const identity = await identityFor(cluster)
    const binaries = await findBinaries(identity)
    const settings = disposable ? ['fsync=off', 'full_page_writes=off', 'max_connections=300', 'autovacuum=off'] : []
    const server: Server = { folder, cluster, binaries, identity, settings }
    const isNew = !(await exists(join(cluster, 'PG_VERSION')))
    if (isNew) await initialise(server)
    else await stopLeftover(server)

    const password = await readFile(join(folder, 'password'), 'utf8')
    let { pid, port } = await launch(server)
    const endWithProcess = () => {
      if (isAlive(pid)) process.kill(pid, 'SIGINT')
    }
    process.once('exit', endWithProcess)
    const urlOf = (database: string) => `postgres://${USER}:${password}@127.0.0.1:${port}/${database}`
    await createDatabase(urlOf('postgres'))
    return {
      folder,
      url: urlOf(DATABASE),
      urlOf,
      port,
      isNew,
      async stop(mode = 'fast') {
        await stop(server, pid, mode)
        process.off('exit', endWithProcess)
        await unlock()
      },
      async restart(mode = 'fast') {
        await stop(server, pid, mode)
        ;({ pid, port } = await launch(server, port))
      },
    }
  } catch (error) {
    await unlock()
    throw error
  }
}

/** The address of the database in `folder` when another process has it running now, else null. */
export async function runningUrl(folder: string): Promise<string | null> {
  if ((await ownerOf(join(folder, 'lock'))) === null) return null
  const lines = (await readFile(join(folder, 'postgres/postmaster.pid'), 'utf8').catch(() => '')).split('\n')
  if (lines[7]?.trim() !== 'ready') return null
  const password = await readFile(join(folder, 'password'), 'utf8')
  return `postgres://${USER}:${password}@127.0.0.1:${Number(lines[3])}/${DATABASE}`
}

async function makeWritable(folder: string): Promise<void> {
  try {
    await makeFolder(folder)
    const probe = join(folder, `.probe-${process.pid}`)
    await writeFile(probe, '')
    await rm(probe)
  } catch (cause) {
    throw new EmbeddedError(`${folder} is not writable: allow it, or set THROUGHLINE_DATA to a folder that is`, {
      cause,
    })
  }
}

/** `mkdir -p`; Node's own never returns for a folder that a virtual file system such as /proc refuses to make. */
async function makeFolder(folder: string): Promise<void> {
  if (await exists(folder)) return
  await makeFolder(dirname(folder))
  await mkdir(folder).catch((error: NodeJS.ErrnoException) => {
    if (error.code !== 'EEXIST') throw error
  })
}

/** As root: whoever owns the data already, so that a folder made by an ordinary user stays usable to both. */
async function identityFor(cluster: string): Promise<Identity | null> {
  const identity = await findIdentity()
  if (!identity) return null
  const owner = await stat(cluster).catch(() => null)
  if (!owner || owner.uid === 0) return identity
  return { name: owner.uid === identity.uid ? identity.name : `#${owner.uid}`, uid: owner.uid, gid: owner.gid }
}

/** Written beside its place and moved there when whole, so that an interrupted start leaves nothing half made. */
async function initialise({ folder, cluster, binaries, identity }: Server): Promise<void> {
  const fresh = `${cluster}.new`
  await rm(fresh, { recursive: true, force: true })
  await rm(cluster, { recursive: true, force: true })
  await mkdir(fresh, { mode: 0o700 })
  const password = randomBytes(24).toString('hex')
  const scratch = await mkdtemp(join(tmpdir(), 'throughline-init-'))
  const passwordFile = join(scratch, 'password')
  try {
    await writeFile(passwordFile, password, { mode: 0o600 })
    if (identity) for (const path of [fresh, scratch, passwordFile]) await chown(path, identity.uid, identity.gid)
    if (identity) await chmod(folder, (await stat(folder)).mode | 0o011)
    if (!(await canRead(identity, fresh))) {
      throw new EmbeddedError(
        `The database runs as the user ${identity?.name}, who cannot enter ${folder}: set THROUGHLINE_DATA to a folder that everybody may enter, such as /var/lib/throughline`,
      )
    }
    const shape = [
      '--encoding=UTF8',
      '--auth=scram-sha-256',
      `--username=${USER}`,
      `--pwfile=${passwordFile}`,
      '--no-sync',
    ]
    await runAs(identity, binaries.initdb, [
      `--pgdata=${fresh}`,
      ...shape,
      '--locale=C',
      '--locale-provider=icu',
      '--icu-locale=und',
    ])
    await writeFile(join(folder, 'password'), password, { mode: 0o600 })
    await rename(fresh, cluster)
  } finally {
    await rm(scratch, { recursive: true, force: true })
    await rm(fresh, { recursive: true, force: true })
  }
}

/** A server whose starter was killed still runs; a pid file whose server was killed names a process of somebody else. */
async function stopLeftover(server: Server): Promise<void> {
  const file = join(server.cluster, 'postmaster.pid')
  const text = await readFile(file, 'utf8').catch(() => '')
  if (text === '') return
  const pid = Number(text.split('\n')[0])
  if (isAlive(pid) && (await servesFolder(pid, server.cluster))) await stop(server, pid, 'fast')
  else await rm(file, { force: true })
}

async function servesFolder(pid: number, cluster: string): Promise<boolean> {
  if (process.platform === 'linux') return (await readlink(`/proc/${pid}/cwd`).catch(() => '')) === cluster
  if (process.platform === 'win32') return true
  const { stdout } = await run('ps', ['-o', 'command=', '-p', String(pid)]).catch(() => ({ stdout: '' }))
  return stdout.includes(cluster)
}

async function launch(server: Server, fixedPort?: number): Promise<{ pid: number; port: number }> {
  const deadline = Date.now() + START_MS
  for (;;) {
    const port = fixedPort ?? (await freePort())
    const outcome = await launchOnce(server, port, deadline)
    if (typeof outcome === 'number') return { pid: outcome, port }
    // The port was taken meanwhile, or sessions of a killed server are still ending.
    const passing = /could not bind|Address already in use|shared memory block|lock file/.test(outcome)
    if (!passing || Date.now() > deadline - START_MS + 15_000) {
      throw new EmbeddedError(
        `The embedded PostgreSQL did not start (${join(server.folder, 'postgres.log')}): ${lastLine(outcome)}`,
      )
    }
    await pause(300)
  }
}

/** The process id of a server that answers, or what it wrote before it ended. */
async function launchOnce(server: Server, port: number, deadline: number): Promise<number | string> {
  const { folder, cluster, binaries, identity } = server
  const settings = [
    'listen_addresses=127.0.0.1',
    'unix_socket_directories=',
    'timezone=UTC',
    'log_min_error_statement=panic',
    ...server.settings,
  ]
  const log = await open(join(folder, 'postgres.log'), 'w')
  try {
    // Of its own process group: Ctrl-C reaches the starter alone, which then stops things in their order.
    const child = spawn(
      binaries.postgres,
      ['-D', cluster, '-p', String(port), ...settings.flatMap((it) => ['-c', it])],
      {
        cwd: cluster,
        detached: true,
        env: environment() as NodeJS.ProcessEnv,
        stdio: ['ignore', log.fd, log.fd],
        ...ids(identity),
      },
    )
    child.unref()
    const ended = new Promise<'ended'>((done) => {
      child.once('exit', () => done('ended'))
      child.once('error', () => done('ended'))
    })
    while (Date.now() < deadline) {
      if ((await Promise.race([ended, pause(25)])) === 'ended') break
      const lines = (await readFile(join(cluster, 'postmaster.pid'), 'utf8').catch(() => '')).split('\n')
      if (Number(lines[0]) === child.pid && lines[7]?.trim() === 'ready') return child.pid as number
    }
    if (child.exitCode === null && child.pid) child.kill('SIGQUIT')
    return readFile(join(folder, 'postgres.log'), 'utf8')
  } finally {
    await log.close()
  }
}

async function stop({ cluster, binaries, identity }: Server, pid: number, mode: StopMode): Promise<void> {
  for (const how of [mode, 'immediate']) {
    if (!isAlive(pid)) return
    await runAs(identity, binaries.pgCtl, ['stop', '-D', cluster, '-m', how, '-t', '8', '-s']).catch(() => {})
  }
  if (isAlive(pid)) process.kill(pid, 'SIGKILL')
}

async function createDatabase(url: string): Promise<void> {
  const sql = postgres(url, { max: 1, onnotice: () => {} })
  try {
    const [found] = await sql`select 1 from pg_database where datname = ${DATABASE}`
    if (!found) await sql`create database ${sql(DATABASE)}`
  } finally {
    await sql.end()
  }
}

async function runAs(identity: Identity | null, file: string, args: string[]): Promise<void> {
  try {
    await run(file, args, { cwd: '/', env: environment() as NodeJS.ProcessEnv, ...ids(identity) })
  } catch (cause) {
    const said = typeof cause === 'object' && cause && 'stderr' in cause ? String(cause.stderr) : String(cause)
    throw new EmbeddedError(`The embedded PostgreSQL could not be set up: ${lastLine(said)}`, { cause })
  }
}

/** Nothing of the caller's PostgreSQL settings, and messages in English because some of them are read here. */
function environment(): Record<string, string | undefined> {
  const kept = Object.entries(process.env).filter(([name]) => !name.startsWith('PG') && !name.startsWith('LC_'))
  return { ...Object.fromEntries(kept), LC_ALL: 'C' }
}

function ids(identity: Identity | null): { uid?: number; gid?: number } {
  return identity ? { uid: identity.uid, gid: identity.gid } : {}
}

function lastLine(text: string): string {
  return text.trim().split('\n').at(-1) ?? ''
}

async function exists(path: string): Promise<boolean> {
  return stat(path).then(
    () => true,
    () => false,
  )
}

/** A port that nobody listens on right now. */
export function freePort(): Promise<number> {
  return new Promise((done, failed) => {
    const server = createServer()
    server.once('error', failed)
    server.listen(0, '127.0.0.1', () => {
      const address = server.address()
      server.close(() => done(typeof address === 'object' && address ? address.port : 0))
    })
  })
}
