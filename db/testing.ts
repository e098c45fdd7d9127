import { randomBytes } from 'node:crypto'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import postgres from 'postgres'
import { type ConnectOptions, connect, type Database } from './client'
import { startEmbedded } from './embedded'
import type { StopMode } from './embedded-process'
import { migrate } from './migrate'

/** The migrated database that every test database is a copy of. */
export const TEMPLATE = 'throughline_template'

export type TestDatabase = { db: Database; url: string; drop(): Promise<void> }

/**
 * A database of its own with the newest schema and no rows. `drop()` closes `db` and removes it. Needs the global setup in
 * `testing-server.ts`. Where THROUGHLINE_TEST_POOLER is set, `db` and `url` lead through PgBouncer.
 */
export async function testDatabase(options: ConnectOptions = {}): Promise<TestDatabase> {
  const server = process.env.THROUGHLINE_TEST_DATABASE_URL
  if (!server) throw new Error('No test server: run this through vitest, or set THROUGHLINE_TEST_DATABASE_URL')
  const name = `test_${process.pid}_${randomBytes(4).toString('hex')}`
  await administer(server, (sql) => sql`create database ${sql(name)} template ${sql(TEMPLATE)}`)
  const url = new URL(process.env.THROUGHLINE_TEST_POOLER_URL || server)
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

export type TestServer = {
  db: Database
  url: string
  /** `fast` ends its sessions, `immediate` is a crash; resolves once it answers again. */
  restart(mode?: StopMode): Promise<void>
  stop(): Promise<void>
}

/** A server of its own with a migrated database, for a test that restarts it. */
export async function testServer(options: ConnectOptions = {}): Promise<TestServer> {
  const folder = await mkdtemp(join(tmpdir(), 'throughline-test-'))
  const server = await startEmbedded({ folder, disposable: true })
  await migrate(server.url)
  const db = connect(server.url, { max: 5, ...options })
  return {
    db,
    url: server.url,
    restart: (mode) => server.restart(mode),
    async stop() {
      await db.$client.end({ timeout: 1 })
      await server.stop('immediate')
      await rm(folder, { recursive: true, force: true })
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
