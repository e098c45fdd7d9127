import { fileURLToPath } from 'node:url'
import { runningUrl, startEmbedded } from '@/db/embedded'
import { dataFolder } from '@/db/embedded-folder'

const root = fileURLToPath(new URL('..', import.meta.url)).replace(/[/\\]$/, '')

/**
 * Runs `work` with the address of the application's database: that of DATABASE_URL, else the embedded one, which is
 * started for as long as `work` takes unless it is running already.
 */
export async function withDatabase<T>(work: (url: string) => Promise<T>): Promise<T> {
  if (process.env.DATABASE_URL) return work(process.env.DATABASE_URL)
  const folder = await dataFolder(root)
  const running = await runningUrl(folder)
  if (running) return work(running)
  const server = await startEmbedded({ folder })
  try {
    return await work(server.url)
  } finally {
    await server.stop()
  }
}
