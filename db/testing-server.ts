import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import postgres from 'postgres'
import { startEmbedded } from './embedded'
import { migrate } from './migrate'
import { TEMPLATE } from './testing'
import { startPgBouncer } from './testing-pgbouncer'
import { sweepTestServers } from './testing-sweep'

/**
 * Vitest's global setup: one PostgreSQL for the whole run, with a migrated database that `testDatabase()` copies.
 * THROUGHLINE_TEST_DATABASE_URL names a server to use instead; its user must be allowed to create databases.
 * THROUGHLINE_TEST_POOLER=1 puts PgBouncer in transaction mode in front of it.
 */
export default async function setup(): Promise<() => Promise<void>> {
  const given = process.env.THROUGHLINE_TEST_DATABASE_URL
  const server = given ? { url: given, stop: async () => {} } : await startServer()
  process.env.THROUGHLINE_TEST_DATABASE_URL = server.url
  await prepareTemplate(server.url)
  const pooler = process.env.THROUGHLINE_TEST_POOLER ? await startPgBouncer(server.url) : null
  if (pooler) process.env.THROUGHLINE_TEST_POOLER_URL = pooler.urlOf(server.url)
  return async () => {
    await pooler?.stop()
    await server.stop()
  }
}

async function startServer() {
  await sweepTestServers()
  const folder = await mkdtemp(join(tmpdir(), 'throughline-test-'))
  const server = await startEmbedded({ folder, disposable: true })
  return {
    url: server.urlOf('postgres'),
    async stop() {
      await server.stop('immediate')
      await rm(folder, { recursive: true, force: true })
    },
  }
}

async function prepareTemplate(url: string): Promise<void> {
  const sql = postgres(url, { max: 1, onnotice: () => {} })
  await sql`drop database if exists ${sql(TEMPLATE)} with (force)`
  await sql`create database ${sql(TEMPLATE)}`
  await sql.end()
  const template = new URL(url)
  template.pathname = `/${TEMPLATE}`
  await migrate(template.href)
}
