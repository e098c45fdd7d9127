// `npm start` as it is typed, on a folder of its own.
import { type ChildProcess, execFileSync, spawn } from 'node:child_process'
import { existsSync } from 'node:fs'
import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { expect, test } from '@playwright/test'
import postgres from 'postgres'
import { runningUrl } from '../db/embedded'
import { isAlive } from '../db/embedded-lock'
import { freePort } from '../db/free-port'

const root = fileURLToPath(new URL('..', import.meta.url))

type Start = { child: ChildProcess; url: string; output(): string; ended: Promise<number | null> }

let folder: string
const starts: Start[] = []

test.describe.configure({ mode: 'serial' })
test.beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'throughline-start-'))
})
test.afterEach(async () => {
  for (const { child, ended } of starts.splice(0)) {
    child.kill('SIGTERM')
    await ended
  }
  await rm(folder, { recursive: true, force: true })
})

async function start(): Promise<Start> {
  const port = await freePort()
  const { DATABASE_URL, APP_URL, APP_SECRET, ...env } = process.env
  const child = spawn(process.execPath, ['scripts/start.mjs'], {
    cwd: root,
    env: { ...env, THROUGHLINE_BUILD: '.next-test', THROUGHLINE_DATA: folder, PORT: String(port) },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  let output = ''
  const ready = new Promise<void>((done) => {
    const note = (chunk: Buffer) => {
      output += chunk
      if (output.includes('Ctrl-C stops it')) done()
    }
    child.stdout?.on('data', note)
    child.stderr?.on('data', note)
  })
  const ended = new Promise<number | null>((done) => child.once('exit', done))
  const started = { child, url: `http://127.0.0.1:${port}`, output: () => output, ended }
  starts.push(started)
  await Promise.race([ready, ended])
  return started
}

/** The processes that the start has made, its server and its database, by their ids. */
async function offspring(pid: number): Promise<number[]> {
  const children = execFileSync('ps', ['-eo', 'pid=,ppid='], { encoding: 'utf8' })
    .split('\n')
    .map((line) => line.trim().split(/\s+/).map(Number))
    .filter(([, parent]) => parent === pid)
    .map(([child]) => child as number)
  return children
}

const database = async () => Number((await readFile(join(folder, 'postgres/postmaster.pid'), 'utf8')).split('\n')[0])

const health = async (url: string) => {
  const response = await fetch(`${url}/api/health`)
  return { status: response.status, body: await response.json() }
}

for (const signal of ['SIGINT', 'SIGTERM'] as const) {
  test(`${signal} stops everything, and the next start keeps the data`, async () => {
    const first = await start()
    expect(first.output()).toContain(`Throughline is running at ${first.url}`)
    expect(first.output()).toContain('Sign in as admin, registrar or viewer; the password of each is throughline-demo')
    expect(await health(first.url)).toEqual({ status: 200, body: { status: 'ok' } })
    const sql = postgres((await runningUrl(folder)) ?? '', { max: 1 })
    await sql`update courses set title = 'Renamed by hand' where id = (select min(id) from courses)`
    await sql.end()

    const processes = [...(await offspring(first.child.pid as number)), await database()]
    expect(processes.length).toBeGreaterThan(2)
    first.child.kill(signal)
    expect(await first.ended).toBe(0)
    expect(processes.filter(isAlive)).toEqual([])
    expect(existsSync(join(folder, 'postgres/postmaster.pid'))).toBe(false)
    expect(existsSync(join(folder, 'lock'))).toBe(false)

    const second = await start()
    expect(second.output()).not.toContain('demonstration data')
    const again = postgres((await runningUrl(folder)) ?? '', { max: 1 })
    expect(await again`select count(*)::int as n from courses where title = 'Renamed by hand'`).toEqual([{ n: 1 }])
    expect(await again`select count(*)::int as n from students`).toEqual([{ n: 28_785 }])
    await again.end()
  })
}

test('a start after kill -9 recovers, and the orphans of the killed one are gone', async () => {
  const first = await start()
  const orphan = await database()
  const processes = await offspring(first.child.pid as number)
  first.child.kill('SIGKILL')
  await first.ended
  await expect.poll(() => processes.filter((pid) => pid !== orphan && isAlive(pid)), { timeout: 15_000 }).toEqual([])

  const second = await start()
  expect(await health(second.url)).toEqual({ status: 200, body: { status: 'ok' } })
  expect(isAlive(orphan)).toBe(false)

  process.kill(await database(), 'SIGKILL')
  second.child.kill('SIGKILL')
  await second.ended
  const third = await start()
  expect(await health(third.url)).toEqual({ status: 200, body: { status: 'ok' } })
})

test('a second start on the same data is refused in one line, and the first goes on', async () => {
  const first = await start()
  const second = await start()
  expect(await second.ended).toBe(1)
  expect(second.output().trim()).toMatch(
    /^\S+ is in use by another start \(process \d+\): stop that one, or set THROUGHLINE_DATA/,
  )
  expect(await health(first.url)).toEqual({ status: 200, body: { status: 'ok' } })
})
