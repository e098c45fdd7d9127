import { sql } from 'drizzle-orm'
import { connect, type Database } from './client'

const WAIT_MS = 1_500

const shared = globalThis as typeof globalThis & { throughlineHealth?: Database }

/** Whether the database answers within a moment. On a connection of its own, so that a busy pool does not look like a fault. */
export async function databaseAnswers(url = process.env.DATABASE_URL): Promise<boolean> {
  if (!url) return false
  shared.throughlineHealth ??= connect(url, { max: 1, name: 'throughline health', waitMs: WAIT_MS })
  const answer = shared.throughlineHealth.execute(sql`select 1`).then(
    () => true,
    () => false,
  )
  let timer: NodeJS.Timeout | undefined
  const late = new Promise<false>((done) => {
    timer = setTimeout(done, WAIT_MS, false)
  })
  return Promise.race([answer, late]).finally(() => clearTimeout(timer))
}
