import { execFileSync, spawn } from 'node:child_process'
import { chmod, mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import postgres from 'postgres'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { type Embedded, runningUrl, startEmbedded } from './embedded'
import { isAlive } from './embedded-lock'

let folder: string
const servers: Embedded[] = []

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'throughline-embedded-'))
})
afterEach(async () => {
  await Promise.all(servers.splice(0).map((server) => server.stop('immediate')))
  await rm(folder, { recursive: true, force: true })
})

async function start(): Promise<Embedded> {
  const server = await startEmbedded({ folder })
  servers.push(server)
  return server
}

async function ask(url: string, text: string): Promise<unknown[]> {
  const sql = postgres(url, { max: 1, onnotice: () => {} })
  return sql.unsafe(text).finally(() => sql.end())
}

const pidOf = async () => Number((await readFile(join(folder, 'postgres/postmaster.pid'), 'utf8')).split('\n')[0])
const ended = (pid: number) => expect.poll(() => isAlive(pid), { timeout: 10_000 }).toBe(false)

test('data outlives a stop, and what sorts names sorts them as people do', async () => {
  const first = await start()
  expect(first.isNew).toBe(true)
  await ask(
    first.url,
    "create extension pg_trgm; create table names (name text); insert into names values ('Zoe'), ('Ärla'), ('adam')",
  )
  const pid = await pidOf()
  await first.stop()
  expect(isAlive(pid)).toBe(false)
  const second = await start()
  expect(second.isNew).toBe(false)
  expect(await ask(second.url, 'select name from names order by name')).toEqual([
    { name: 'adam' },
    { name: 'Ärla' },
    { name: 'Zoe' },
  ])
})

test('a second start on one folder is refused in one line, and the first goes on', async () => {
  const first = await start()
  await expect(startEmbedded({ folder })).rejects.toThrow(/in use by another start \(process \d+\)/)
  expect(await ask(first.url, 'select 1 as one')).toEqual([{ one: 1 }])
  expect(await runningUrl(folder)).toBe(first.url)
  await first.stop()
  expect(await runningUrl(folder)).toBeNull()
})

test('what was committed is there after the server was killed', async () => {
  const first = await start()
  await ask(first.url, 'create table kept (id int); insert into kept values (7)')
  const pid = await pidOf()
  process.kill(pid, 'SIGKILL')
  await ended(pid)
  await first.stop()
  const second = await start()
  expect(await ask(second.url, 'select id from kept')).toEqual([{ id: 7 }])
})

test('a server whose starter was killed is ended and its folder used again', async () => {
  const script = `
    const { startEmbedded } = await import(${JSON.stringify(new URL('./embedded.ts', import.meta.url).href)})
    const { url } = await startEmbedded({ folder: ${JSON.stringify(folder)} })
    console.log(url)
    setInterval(() => {}, 1000)`
  const starter = spawn(process.execPath, ['--import', 'tsx', '--input-type=module', '-e', script])
  const url = await new Promise<string>((done, failed) => {
    starter.stdout.once('data', (text) => done(String(text).trim()))
    starter.stderr.once('data', (text) => failed(new Error(String(text))))
  })
  await ask(url, 'create table kept (id int); insert into kept values (8)')
  const orphan = await pidOf()
  starter.kill('SIGKILL')
  await ended(starter.pid as number)
  expect(isAlive(orphan)).toBe(true)
  const next = await start()
  expect(isAlive(orphan)).toBe(false)
  expect(await ask(next.url, 'select id from kept')).toEqual([{ id: 8 }])
})

test('a pid file that names a process of somebody else is no obstacle', async () => {
  const first = await start()
  const file = join(folder, 'postgres/postmaster.pid')
  const text = await readFile(file, 'utf8')
  await first.stop()
  const stranger = spawn(process.execPath, ['-e', 'setTimeout(() => {}, 60000)'])
  await writeFile(file, text.replace(/^\d+/, String(stranger.pid)), { mode: 0o600 })
  await start()
  expect(isAlive(stranger.pid as number)).toBe(true)
  stranger.kill()
})

test('an interrupted first start leaves nothing that the next one stumbles over', async () => {
  await mkdir(join(folder, 'postgres.new/base'), { recursive: true })
  await mkdir(join(folder, 'postgres'), { recursive: true })
  await writeFile(join(folder, 'lock'), '')
  execFileSync('touch', ['-d', '1 hour ago', join(folder, 'lock')])
  const server = await start()
  expect(server.isNew).toBe(true)
})

test.each<readonly [string, (text: string) => string]>([
  ['a process that ended', (text) => text.replace(/^\d+/, '4194303')],
  // Elsewhere a process does not say when it began.
  ...(process.platform === 'linux'
    ? [['a process whose id another one has now', (text: string) => text.replace(/\d+$/, '1')] as const]
    : []),
])('a lock of %s is no obstacle', async (_, change) => {
  const first = await start()
  const text = await readFile(join(folder, 'lock'), 'utf8')
  await first.stop()
  const other = spawn(process.execPath, ['-e', 'setTimeout(() => {}, 60000)'])
  await writeFile(join(folder, 'lock'), change(text.replace(/^\d+/, String(other.pid))))
  await start()
  other.kill()
})

test('a lock that another computer touched a moment ago is respected', async () => {
  await writeFile(join(folder, 'lock'), '1\nanother-computer\n1')
  await expect(startEmbedded({ folder })).rejects.toThrow(/in use by another start \(process 1\)/)
})

test('a folder that cannot be written to is refused in one line', async () => {
  await writeFile(join(folder, 'file'), '')
  await expect(startEmbedded({ folder: join(folder, 'file') })).rejects.toThrow(/is not writable: .*THROUGHLINE_DATA/)
  if (process.platform === 'linux')
    await expect(startEmbedded({ folder: '/proc/nowhere/data' })).rejects.toThrow(/is not writable/)
  if (process.getuid?.() === 0) return
  await chmod(folder, 0o500)
  await expect(startEmbedded({ folder })).rejects.toThrow(/is not writable/)
  await chmod(folder, 0o700)
})

test('a restart keeps address and data', async () => {
  const server = await start()
  await ask(server.url, 'create table kept (id int); insert into kept values (9)')
  for (const mode of ['fast', 'immediate'] as const) {
    await server.restart(mode)
    expect(await ask(server.url, 'select id from kept')).toEqual([{ id: 9 }])
  }
})
