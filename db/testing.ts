import { randomBytes } from 'node:crypto'
import postgres from 'postgres'
import { type ConnectOptions, connect, type Database } from './client'

/** The migrated database that every test database is a copy of. */
export const TEMPLATE = 'throughline_template'

export type TestDatabase = { db: Database; url: string; drop(): Promise<void> }

/**
 * A database of its own with the newest schema and no rows. `drop()` closes `db` and removes it. Needs the global setup in
 * `testing-server.ts`.
 */
export async function testDatabase(options: ConnectOptions = {}): Promise<TestDatabase> {
  const server = process.env.THROUGHLINE_TEST_DATABASE_URL
  if (!server) throw new Error('No test server: run this through vitest, or set THROUGHLINE_TEST_DATABASE_URL')
  const name = `test_${process.pid}_${randomBytes(4).toString('hex')}`
  await administer(server, (sql) => sql`create database ${sql(name)} template ${sql(TEMPLATE)}`)
  const url = new URL(server)
  url.pathname = `/${name}`
  const db = connect(url.href, { max: 5, ...options })
  return {
    db,
    url: url.href,
    async drop() {
      await db.$client.end({ timeout: 1 })
      await administer(server, (sql) => sql`drop database if exists ${sql(name)} with (force)`)
    },
  }
}

async function administer(server: string, work: (sql: postgres.Sql) => Promise<unknown>): Promise<void> {
  const sql = postgres(server, { max: 1, onnotice: () => {} })
  try {
    await work(sql)
  } finally {
    await sql.end()
  }
}
