import { createHash } from 'node:crypto'
import { basename, join, resolve } from 'node:path'
import { canRead, findIdentity } from './embedded-user'

/**
 * Where the embedded database of the application in `root` keeps its data: THROUGHLINE_DATA, else `.data`. As root the
 * database runs as another user; when that one may not enter `root` (a clone below /root), below /var/lib instead.
 */
export async function dataFolder(root: string, asked = process.env.THROUGHLINE_DATA): Promise<string> {
  if (asked?.trim()) return resolve(root, asked.trim())
  const identity = await findIdentity()
  if (await canRead(identity, root)) return join(root, '.data')
  const name = `${basename(root)}-${createHash('sha256').update(root).digest('hex').slice(0, 8)}`
  return join('/var/lib/throughline', name)
}
