import { execFile, spawn } from 'node:child_process'
import { open, readFile, readlink, realpath, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { promisify } from 'node:util'
import type { Binaries } from './embedded-binaries'
import { EmbeddedError } from './embedded-error'
import { isAlive } from './embedded-lock'
import type { Identity } from './embedded-user'
import { freePort } from './free-port'

const run = promisify(execFile)
const START_MS = 60_000

/** How a server is stopped: `fast` ends its sessions and writes everything out, `immediate` is a crash. */
export type StopMode = 'fast' | 'immediate'

/** A PostgreSQL that can be started: its files, its programs and who runs them. */
export type Server = {
  folder: string
  cluster: string
  binaries: Binaries
  identity: Identity | null
  settings: string[]
}

/** Starts the server and returns once it answers; throws EmbeddedError with what it said when it does not. */
export async function launch(server: Server, fixedPort?: number): Promise<{ pid: number; port: number }> {
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
    // However this process ends, short of being killed, the server ends too, even one that is still starting.
    const endToo = () => child.kill('SIGINT')
    process.once('exit', endToo)
    child.once('exit', () => process.off('exit', endToo))
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

/** Ends the server, by force when it does not end in time. */
export async function stop({ cluster, binaries, identity }: Server, pid: number, mode: StopMode): Promise<void> {
  for (const how of [mode, 'immediate']) {
    if (!isAlive(pid)) return
    await runAs(identity, binaries.pgCtl, ['stop', '-D', cluster, '-m', how, '-t', '8', '-s']).catch(() => {})
  }
  if (isAlive(pid)) process.kill(pid, 'SIGKILL')
}

/** A server whose starter was killed still runs; a pid file whose server was killed names a process of somebody else. */
export async function stopLeftover(server: Server): Promise<void> {
  const file = join(server.cluster, 'postmaster.pid')
  const text = await readFile(file, 'utf8').catch(() => '')
  if (text === '') return
  const pid = Number(text.split('\n')[0])
  if (isAlive(pid) && (await servesFolder(pid, server.cluster))) await stop(server, pid, 'fast')
  else await rm(file, { force: true })
}

/** Whether that process is the server of the files in `cluster`. */
export async function servesFolder(pid: number, cluster: string): Promise<boolean> {
  if (process.platform === 'linux') {
    // What cannot be looked into belongs to somebody else of this computer; ending it fails, and the start says so.
    const folder = await readlink(`/proc/${pid}/cwd`).catch((error) => (error.code === 'EACCES' ? null : ''))
    return folder === null || folder === (await realpath(cluster))
  }
  if (process.platform === 'win32') return true
  const { stdout } = await run('ps', ['-o', 'command=', '-p', String(pid)]).catch(() => ({ stdout: '' }))
  return stdout.includes(cluster)
}

/** Runs one of PostgreSQL's programs; throws EmbeddedError with the last line it wrote. */
export async function runAs(identity: Identity | null, file: string, args: string[]): Promise<void> {
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
