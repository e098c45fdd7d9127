import { execFile } from 'node:child_process'
import { promisify } from 'node:util'
import { EmbeddedError } from './embedded-error'

const run = promisify(execFile)

/** Another user of this computer, whom PostgreSQL runs as. */
export type Identity = { name: string; uid: number; gid: number }

/**
 * PostgreSQL refuses to run as root. As root this returns the user it runs as instead: `postgres`, created when the system
 * can, else `nobody`. Everybody else runs it as themselves: null.
 */
export async function findIdentity(): Promise<Identity | null> {
  if (process.getuid?.() !== 0) return null
  return (
    (await identityOf('postgres')) ??
    (await run('useradd', ['--system', '--no-create-home', 'postgres']).then(
      () => identityOf('postgres'),
      () => null,
    )) ??
    (await identityOf('nobody')) ??
    Promise.reject(
      new EmbeddedError('PostgreSQL cannot run as root and there is no other user: run this as an ordinary user'),
    )
  )
}

async function identityOf(name: string): Promise<Identity | null> {
  try {
    const [uid, gid] = await Promise.all([run('id', ['-u', name]), run('id', ['-g', name])])
    return { name, uid: Number(uid.stdout), gid: Number(gid.stdout) }
  } catch {
    return null
  }
}

/** Whether that user may read the file, which needs every folder above it to be open to them too. */
export async function canRead(identity: Identity | null, path: string): Promise<boolean> {
  const who = identity ? { uid: identity.uid, gid: identity.gid } : {}
  return run('test', ['-r', path], { ...who, cwd: '/' }).then(
    () => true,
    () => false,
  )
}
