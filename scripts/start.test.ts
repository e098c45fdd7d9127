import { execFile } from 'node:child_process'
import { type AddressInfo, createServer } from 'node:net'
import { fileURLToPath } from 'node:url'
import { expect, test } from 'vitest'
import { freePort } from '@/db/free-port'

const script = fileURLToPath(new URL('./start.mjs', import.meta.url))
const secret = 'x'.repeat(32)
const nowhere = 'postgres://someone:hush-hush@127.0.0.1:1/nothing'

/** Starts with nothing but these variables and waits for the end. */
function start(env: Record<string, string>): Promise<{ status: number | null; lines: string[] }> {
  const { PATH = '', HOME = '' } = process.env
  return new Promise((done) => {
    const child = execFile(
      process.execPath,
      [script],
      { env: { PATH, HOME, NODE_ENV: 'test', ...env }, timeout: 60_000 },
      (_, out, error) =>
        done({ status: child.exitCode, lines: `${out}${error}`.split('\n').filter((line) => line !== '') }),
    )
  })
}

test.each<[string, Record<string, string>, RegExp]>([
  ['a port that is no number', { PORT: 'http' }, /^PORT is not a port: .*PORT=3000, not "http"$/],
  ['a port out of range', { PORT: '65536' }, /^PORT is not a port/],
  ['a host with a blank', { HOST: 'my host' }, /^HOST is not a host name/],
  ['a host of somebody else', { HOST: '203.0.113.7' }, /^HOST 203\.0\.113\.7 is not an address of this computer/],
  ['an origin with a path', { APP_URL: 'https://admin.example.org/here' }, /^APP_URL is not an origin/],
  [
    'an address of another database',
    { DATABASE_URL: 'mysql://host/name' },
    /^DATABASE_URL is malformed: write DATABASE_URL=/,
  ],
  ['no secret beside a database', { DATABASE_URL: nowhere }, /^APP_SECRET is missing, .* write APP_SECRET=/],
  ['a short secret', { DATABASE_URL: nowhere, APP_SECRET: 'short' }, /^APP_SECRET is too short/],
  ['a short secret without a database', { APP_SECRET: 'short' }, /^APP_SECRET is too short/],
  [
    'a database that is not there',
    { DATABASE_URL: nowhere, APP_SECRET: secret },
    /cannot be reached: 127\.0\.0\.1:1 refuses/,
  ],
  ['a folder that cannot be made', { THROUGHLINE_DATA: script }, /is not writable: allow it, or set THROUGHLINE_DATA/],
])('%s stops the start with one line that says what to write', async (_, env, line) => {
  const { status, lines } = await start({ PORT: String(await freePort()), ...env })
  expect(status).toBe(1)
  expect(lines).toHaveLength(1)
  expect(lines[0]).toMatch(line)
  expect(lines[0]).not.toContain('hush-hush')
})

test('a port in use stops the start with one line that names another', async () => {
  const server = createServer().listen(0, '127.0.0.1')
  await new Promise((done) => server.once('listening', done))
  const { port } = server.address() as AddressInfo
  const { status, lines } = await start({ PORT: String(port) })
  server.close()
  expect({ status, lines }).toEqual({
    status: 1,
    lines: [`Port ${port} is in use: stop what listens there, or choose another one, such as PORT=${port + 1}`],
  })
})
