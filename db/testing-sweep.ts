import { readdir, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { isAlive, ownerOf } from './embedded-lock'
import { servesFolder } from './embedded-process'

/** Ends the servers of test runs that were killed and removes what they left behind. */
export async function sweepTestServers(): Promise<void> {
  const names = (await readdir(tmpdir())).filter((name) => /^throughline-(test|e2e|start|embedded|bench)-/.test(name))
  await Promise.all(names.map((name) => sweep(join(tmpdir(), name)).catch(() => {})))
}

async function sweep(folder: string): Promise<void> {
  const lock = join(folder, 'lock')
  // Without a lock it may be one that is about to start.
  await readFile(lock)
  if ((await ownerOf(lock)) !== null) return
  const text = await readFile(join(folder, 'postgres/postmaster.pid'), 'utf8').catch(() => '')
  const pid = Number(text.split('\n')[0])
  if (pid && isAlive(pid) && (await servesFolder(pid, join(folder, 'postgres')))) process.kill(pid, 'SIGQUIT')
  await rm(folder, { recursive: true, force: true, maxRetries: 5, retryDelay: 100 })
}
