import { type ChildProcess, spawn } from 'node:child_process'
import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { sql } from 'drizzle-orm'
import type { Actor } from '../admin/engine/permissions'
import { hashPassword } from '../admin/people/users'
import { connect, type Database } from '../db/client'
import { type Embedded, startEmbedded } from '../db/embedded'
import { createDatabase } from '../db/embedded-cluster'
import { seedLarge } from '../db/seed/large'
import { demonstrationPassword } from '../db/seed/people'
import { build, type Instance, prepare, startInstance } from '../e2e/instance'
import { countStatements } from './counting-proxy'
import { ask } from './http-client'

const root = fileURLToPath(new URL('..', import.meta.url))
const buildFolder = '.next-bench'

/** A served application, or the floor of one, with the headers of somebody who is signed in. */
export type Served = { url: string; headers: Record<string, string>; process: ChildProcess }

export type Counted = Served & { statementsSince(work: () => Promise<unknown>): Promise<number> }

/** What the cases share: the large database and, each started when first asked for, the processes that serve it. */
export type DatabaseWorld = {
  databaseUrl: string
  db: Database
  actor: Actor
  /** The id of the course with so many enrollments. */
  course(size: number): number
  app(): Promise<Served>
  /** Another instance, which nobody has asked for anything yet. */
  freshApp(): Promise<Served & { end(): Promise<unknown> }>
  /** An instance whose statements are counted on their way; it is for counting and not for measuring. */
  counted(): Promise<Counted>
  /** A bare server over the same database, without a session and without a page. */
  floor(): Promise<Served>
  /** The id under which a server action is called. */
  actionId(name: string): Promise<string>
  /** Makes room again after rows were rewritten, so that one round is like the next. */
  tidy(): Promise<void>
}

export type World = DatabaseWorld & {
  /** The same over a database of its own, filled when first asked for: a course of 1,000,000 enrollments and one of 1,000. */
  vast(): Promise<DatabaseWorld>
  close(): Promise<void>
}

/** The database is made anew, unless THROUGHLINE_BENCH_DATA names a folder to keep it in from run to run. */
export async function openWorld(): Promise<World> {
  await build({ THROUGHLINE_BUILD: buildFolder })
  const kept = process.env.THROUGHLINE_BENCH_DATA
  const folder = kept ?? (await mkdtemp(join(tmpdir(), 'throughline-bench-')))
  const closing: (() => Promise<unknown>)[] = []
  if (!kept) closing.push(() => rm(folder, { recursive: true, force: true }))
  const close = async () => {
    for (const step of closing.reverse()) await step()
  }
  try {
    const server = await startEmbedded({ folder, disposable: true })
    closing.push(() => server.stop(kept ? 'fast' : 'immediate'))
    const db = connect(server.url, { name: 'throughline bench', limits: { statementMs: 0 } })
    closing.push(() => db.$client.end())
    const courses = server.isNew ? await fill(server, db) : await coursesBySize(db)
    await settle(db)
    const vast = once(() => openVast(server, closing))
    return { ...serving(server.url, closing), databaseUrl: server.url, db, close, vast, ...(await facts(db, courses)) }
  } catch (error) {
    await close()
    throw error
  }
}

async function fill(server: Embedded, db: Database): Promise<Map<number, number>> {
  console.log('Filling the database with 1,000,000 enrollments…')
  await prepare({ DATABASE_URL: server.url }, false)
  return seedLarge(db, { hashPassword })
}

async function openVast(server: Embedded, closing: (() => Promise<unknown>)[]): Promise<DatabaseWorld> {
  await createDatabase(server.urlOf('postgres'), 'vast')
  const databaseUrl = server.urlOf('vast')
  const db = connect(databaseUrl, { name: 'throughline bench', limits: { statementMs: 0 } })
  closing.push(() => db.$client.end())
  await prepare({ DATABASE_URL: databaseUrl }, false)
  let courses = await coursesBySize(db)
  if (courses.size === 0) {
    console.log('Filling another database with a course of 1,000,000 enrollments…')
    const sizes = [1_000_000, 1_000]
    courses = await seedLarge(db, { hashPassword, students: 1_000_000, courses: 2, enrollments: 1_001_000, sizes })
  }
  await settle(db)
  return { ...serving(databaseUrl, closing), databaseUrl, db, ...(await facts(db, courses)) }
}

async function settle(db: Database): Promise<void> {
  await db.$client.unsafe('truncate history, saves')
  // The indexes for searching are only chosen once the tables are known and their pending entries are gone.
  await db.$client.unsafe('vacuum analyze')
  await db.$client.unsafe('checkpoint')
}

/** The courses of a kept database: the first of each size. */
async function coursesBySize(db: Database): Promise<Map<number, number>> {
  const rows = await db.execute<{ id: string; size: string }>(sql`
    select min(course_id) as id, size from (
      select course_id, count(*) as size from enrollments group by course_id) as course group by size`)
  return new Map(rows.map(({ id, size }) => [Number(size), Number(id)]))
}

async function facts(db: Database, courses: Map<number, number>) {
  const [admin] = await db.execute<{ id: string }>(sql`select id from users where username = 'admin'`)
  const actor: Actor = { id: Number(admin?.id), username: 'admin', name: '', superuser: true, permissions: new Set() }
  return {
    actor,
    course(size: number): number {
      const id = courses.get(size)
      if (id === undefined) throw new Error(`There is no course of ${size}`)
      return id
    },
    async tidy(): Promise<void> {
      await db.$client.unsafe('vacuum enrollments, history, saves')
    },
  }
}

function serving(databaseUrl: string, closing: (() => Promise<unknown>)[]) {
  const start = async (url: string) => {
    const instance = await startInstance({ THROUGHLINE_BUILD: buildFolder, DATABASE_URL: url })
    closing.push(() => instance.end())
    return { ...(await signedIn(instance)), end: () => instance.end() }
  }
  return {
    app: once(() => start(databaseUrl)),
    freshApp: () => start(databaseUrl),
    floor: once(async () => {
      const { child, url } = await startFloor(databaseUrl)
      closing.push(async () => child.kill())
      return { url, headers: {}, process: child }
    }),
    counted: once(async (): Promise<Counted> => {
      const proxy = await countStatements(databaseUrl)
      closing.push(() => proxy.close())
      const app = await start(proxy.url)
      return {
        ...app,
        async statementsSince(work) {
          const before = proxy.statements
          await work()
          return proxy.statements - before
        },
      }
    }),
    actionId: async (name: string): Promise<string> => {
      const manifest: unknown = JSON.parse(
        await readFile(join(root, buildFolder, 'server/server-reference-manifest.json'), 'utf8'),
      )
      const actions = Object.entries((manifest as { node: Record<string, { exportedName: string }> }).node)
      const [id] = actions.find(([, { exportedName }]) => exportedName === name) ?? []
      if (id === undefined) throw new Error(`There is no action ${name}`)
      return id
    },
  }
}

async function signedIn({ port, process }: Instance): Promise<Served> {
  const url = `http://127.0.0.1:${port}`
  const answer = await ask(`${url}/api/auth/sign-in/username`, {
    method: 'POST',
    headers: { origin: url, 'content-type': 'application/json' },
    body: JSON.stringify({ username: 'admin', password: demonstrationPassword }),
  })
  const cookies = answer.headers['set-cookie']?.map((cookie) => cookie.split(';', 1)[0]).join('; ')
  if (answer.status !== 200 || !cookies) throw new Error(`Nobody could sign in: ${answer.status} ${answer.body}`)
  return { url, process, headers: { cookie: cookies, origin: url } }
}

async function startFloor(databaseUrl: string): Promise<{ child: ChildProcess; url: string }> {
  const child = spawn(process.execPath, ['--import', 'tsx', 'bench/floor-server.ts'], {
    cwd: root,
    env: { ...process.env, DATABASE_URL: databaseUrl, NODE_ENV: 'production' },
    stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
  })
  const port = await new Promise<number>((done, failed) => {
    child.once('message', (message) => done(Number(message)))
    child.once('exit', () => failed(new Error('The floor did not start: see above')))
  })
  return { child, url: `http://127.0.0.1:${port}` }
}

function once<T>(make: () => Promise<T>): () => Promise<T> {
  let made: Promise<T> | undefined
  return () => {
    made ??= make()
    return made
  }
}
