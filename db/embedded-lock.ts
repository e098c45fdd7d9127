import { readFileSync } from 'node:fs'
import { open, readFile, rm, stat, utimes } from 'node:fs/promises'
import { hostname } from 'node:os'
import { EmbeddedError } from './embedded-error'

const BEAT_MS = 2_000
const STALE_MS = 15_000

/** The files that this process holds: after a restart of a container another process may well have had our id. */
const held = new Set<string>()

/**
 * Takes the folder for this process and returns the function that gives it back; throws one sentence when a living process
 * has it. A process that was killed leaves its file behind: its id is dead, or that of a process which began later.
 */
export async function lock(file: string, folder: string): Promise<() => Promise<void>> {
  for (let attempt = 0; attempt < 3; attempt++) {
    try {
      const handle = await open(file, 'wx', 0o644)
      await handle.writeFile(`${process.pid}\n${hostname()}\n${beganAt(process.pid)}`)
      await handle.close()
      held.add(file)
      const beat = setInterval(() => utimes(file, new Date(), new Date()).catch(() => {}), BEAT_MS)
      beat.unref()
      return async () => {
        clearInterval(beat)
        held.delete(file)
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
    if (Date.now() - mtimeMs > STALE_MS) return null
    // An empty file is one that its maker is about to fill.
    if (text === '') return 0
    const [pid = '', host, began] = text.split('\n')
    if (Number(pid) === process.pid && host === hostname()) return held.has(file) ? process.pid : null
    // Of another computer or container nothing is known but that the file was touched a moment ago.
    if (host !== hostname()) return Number(pid)
    return isAlive(Number(pid)) && beganAt(Number(pid)) === began ? Number(pid) : null
  } catch {
    return null
  }
}

/** When the process began, in a unit of the system's own; empty where that cannot be read. */
function beganAt(pid: number): string {
  try {
    const text = readFileSync(`/proc/${pid}/stat`, 'utf8')
    // The name of the program, in parentheses, may hold blanks; the time is the twentieth value after it.
    return text.slice(text.lastIndexOf(')') + 2).split(' ')[19] ?? ''
  } catch {
    return ''
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
