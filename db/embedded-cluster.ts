import { randomBytes } from 'node:crypto'
import { chmod, chown, mkdir, mkdtemp, rename, rm, stat, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import postgres from 'postgres'
import { EmbeddedError } from './embedded-error'
import { runAs, type Server } from './embedded-process'
import { canRead } from './embedded-user'

/** The owner of everything in the embedded PostgreSQL. */
export const USER = 'throughline'

/** Makes the files of an empty server: beside their place and moved there when whole, so that an interrupted
 * start leaves nothing half made. */
export async function initialise({ folder, cluster, binaries, identity }: Server): Promise<void> {
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

/** Makes the database of that name, on the server at `url`, unless it is there. */
export async function createDatabase(url: string, name: string): Promise<void> {
  const sql = postgres(url, { max: 1, onnotice: () => {} })
  try {
    const [found] = await sql`select 1 from pg_database where datname = ${name}`
    if (!found) await sql`create database ${sql(name)}`
  } finally {
    await sql.end()
  }
}
