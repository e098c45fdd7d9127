import { readFileSync } from 'node:fs'
import { open, readFile, rm, stat, utimes } from 'node:fs/promises'
import { EmbeddedError } from './embedded-error'

const BEAT_MS = 2_000
const STALE_MS = 15_000

/**
 * Takes the folder for this process and returns the function that gives it back; throws one sentence when a living process
 * has it. A process that was killed leaves its file behind: its id is dead, or somebody else's who never touches the file.
 */
export async function lock(file: string, folder: string): Promise<() => Promise<void>> {
  for (let attempt = 0; attempt < 3; attempt++) {
    try {
      const handle = await open(file, 'wx', 0o644)
      await handle.writeFile(String(process.pid))
      await handle.close()
      const beat = setInterval(() => utimes(file, new Date(), new Date()).catch(() => {}), BEAT_MS)
      beat.unref()
      return async () => {
        clearInterval(beat)
        await rm(file, { force: true })
      }
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error
      const owner = await ownerOf(file)
      if (owner !== null) {
        throw new EmbeddedError(
          `${folder} is in use by another start (process ${owner}): stop that one, or set THROUGHLINE_DATA to another folder`,
        )
      }
      await rm(file, { force: true })
    }
  }
  throw new EmbeddedError(`${folder} is being started by another process: try again`)
}

/** The process that holds the file, or null when the file is nobody's. */
export async function ownerOf(file: string): Promise<number | null> {
  try {
    const [text, { mtimeMs }] = await Promise.all([readFile(file, 'utf8'), stat(file)])
    const pid = Number(text)
    const fresh = Date.now() - mtimeMs < STALE_MS
    // An empty file is one that its maker is about to fill.
    if (text === '') return fresh ? 0 : null
    return fresh && isAlive(pid) ? pid : null
  } catch {
    return null
  }
}

/** Whether the process exists and has not already ended without its parent noticing. */
export function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0)
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM'
  }
  try {
    return !/^State:\s+Z/m.test(readFileSync(`/proc/${pid}/status`, 'utf8'))
  } catch {
    return true
  }
}
