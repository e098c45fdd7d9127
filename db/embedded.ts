import { mkdir, readFile, rm, stat, writeFile } from 'node:fs/promises'
import { dirname, join, resolve } from 'node:path'
import { findBinaries } from './embedded-binaries'
import { createDatabase, initialise, USER } from './embedded-cluster'
import { EmbeddedError } from './embedded-error'
import { lock, ownerOf } from './embedded-lock'
import { launch, type Server, type StopMode, stop, stopLeftover } from './embedded-process'
import { findIdentity, type Identity } from './embedded-user'

export { freePort } from './free-port'

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

const DATABASE = 'throughline'

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
    const urlOf = (database: string) => `postgres://${USER}:${password}@127.0.0.1:${port}/${database}`
    await createDatabase(urlOf('postgres'), DATABASE)
    return {
      folder,
      url: urlOf(DATABASE),
      urlOf,
      port,
      isNew,
      async stop(mode = 'fast') {
        await stop(server, pid, mode)
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

async function exists(path: string): Promise<boolean> {
  return stat(path).then(
    () => true,
    () => false,
  )
}
