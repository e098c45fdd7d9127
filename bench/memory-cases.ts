import { execFileSync } from 'node:child_process'
import { get } from './http-client'
import type { Case } from './results'
import type { World } from './world'

const opens = 200

/** What a fresh server holds in memory after its course was opened 200 times. */
function memory(rows: number): Case<World> {
  return {
    name: 'memory',
    rows,
    async measure(world) {
      const app = await world.freshApp()
      try {
        for (let count = 0; count < opens; count += 1)
          await get(`${app.url}/courses/${world.course(rows)}`, { headers: app.headers })
        const kilobytes = execFileSync('ps', ['-o', 'rss=', '-p', String(app.process.pid)], { encoding: 'utf8' })
        return { bytes: Number(kilobytes) * 1024 }
      } finally {
        await app.end()
      }
    },
  }
}

/** Of the largest course a page holds the first thousand rows, so the one whose page holds most is measured besides. */
export const memoryCases = [memory(20_000), memory(10_000)]
