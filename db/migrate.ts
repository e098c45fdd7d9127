import { fileURLToPath } from 'node:url'
import { sql } from 'drizzle-orm'
import { migrate as applyMigrations } from 'drizzle-orm/postgres-js/migrator'
import { connect, transaction } from './client'

const FOLDER = fileURLToPath(new URL('./migrations', import.meta.url))
/** Any number that no other program on the same database locks. */
const LOCK = 7_482_911_305

/**
 * Brings the database up to the newest migration. Safe when several instances start together: one applies, the others wait
 * and find nothing left to do. Throws when the database cannot be reached or a statement fails; then nothing was applied.
 */
export async function migrate(url: string): Promise<void> {
  const limits = { statementMs: 600_000, lockMs: 600_000, idleMs: 0 }
  const options = { max: 1, prepare: false, name: 'throughline migrate', limits }
  const turn = connect(url, options)
  const db = connect(url, options)
  try {
    // The lock lives in a transaction of its own, because a session's lock does not survive PgBouncer.
    await transaction(turn, async (tx) => {
      await tx.execute(sql`select pg_advisory_xact_lock(${LOCK})`)
      await applyMigrations(db, { migrationsFolder: FOLDER })
    })
  } finally {
    await Promise.all([turn.$client.end({ timeout: 5 }), db.$client.end({ timeout: 5 })])
  }
}
