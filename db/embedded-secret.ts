import { randomBytes } from 'node:crypto'
import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'

/** The secret kept beside the embedded database, made when there is none: sign-ins survive a restart. */
export async function keptSecret(folder: string): Promise<string> {
  const file = join(folder, 'secret')
  const made = randomBytes(48).toString('base64')
  // Only the first of two writers makes it.
  await writeFile(file, made, { mode: 0o600, flag: 'wx' }).catch((error: NodeJS.ErrnoException) => {
    if (error.code !== 'EEXIST') throw error
  })
  return readFile(file, 'utf8')
}
