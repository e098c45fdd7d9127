import { accessSync, constants } from 'node:fs'
import { fileURLToPath } from 'node:url'

/** The folder of the application. */
export const root = fileURLToPath(new URL('..', import.meta.url)).replace(/[/\\]$/, '')

/** A fault that one line explains; whoever catches it prints the line and exits with status 1. */
export class Fault extends Error {
  name = 'Fault'
}

/** Throws a Fault when nothing can be put into the folder of the application. */
export function checkWritable() {
  try {
    accessSync(root, constants.W_OK)
  } catch {
    throw new Fault(
      `${root} is not writable, and packages and the build belong there: allow it, or clone to another folder`,
    )
  }
}

/** Throws a Fault when this Node is older than the application supports. */
export function checkNode(version = process.versions.node) {
  const [major = 0, minor = 0] = version.split('.').map(Number)
  if (major < 20 || (major === 20 && minor < 9)) {
    throw new Fault(`Node ${version} is too old: install Node 20.9 or newer (https://nodejs.org)`)
  }
}

/**
 * What the environment asks for. Throws a Fault that names the first variable that is missing or malformed.
 * @returns {{ host: string, port: number, appUrl: string, databaseUrl: string | null, secret: string | null }}
 */
export function readEnvironment(env = process.env) {
  const port = readPort(env.PORT)
  const host = (env.HOST ?? '').trim() || '127.0.0.1'
  if (!/^[\w.:%-]+$/.test(host))
    throw new Fault(`HOST is not a host name or address: write HOST=127.0.0.1, not "${host}"`)
  const databaseUrl = readDatabaseUrl(env.DATABASE_URL)
  return {
    host,
    port,
    appUrl: readAppUrl(env.APP_URL) ?? `http://${host.includes(':') ? `[${host}]` : host}:${port}`,
    databaseUrl,
    secret: readSecret(env.APP_SECRET, databaseUrl !== null),
  }
}

function readPort(text) {
  if (text === undefined || text.trim() === '') return 3000
  const port = /^\d{1,5}$/.test(text.trim()) ? Number(text) : 0
  if (port < 1 || port > 65_535) {
    throw new Fault(`PORT is not a port: write a number from 1 to 65535, such as PORT=3000, not "${text}"`)
  }
  return port
}

function readAppUrl(text) {
  if (text === undefined || text.trim() === '') return null
  const url = URL.canParse(text) ? new URL(text) : null
  const isOrigin =
    url && /^https?:$/.test(url.protocol) && url.pathname === '/' && !url.search && !url.hash && !url.username
  if (!isOrigin) throw new Fault(`APP_URL is not an origin: write APP_URL=https://admin.example.org, not "${text}"`)
  return url.origin
}

/** The address holds a password, so no message repeats it. */
function readDatabaseUrl(text) {
  if (text === undefined || text.trim() === '') return null
  const url = URL.canParse(text.trim()) ? new URL(text.trim()) : null
  if (!url || !/^postgres(ql)?:$/.test(url.protocol) || url.pathname.length < 2) {
    throw new Fault('DATABASE_URL is malformed: write DATABASE_URL=postgres://user:password@host:5432/database')
  }
  return url.href
}

function readSecret(text, required) {
  if (text === undefined || text === '') {
    if (!required) return null
    throw new Fault(
      'APP_SECRET is missing, and DATABASE_URL needs one: write APP_SECRET="$(openssl rand -base64 32)" and keep it',
    )
  }
  if (Buffer.byteLength(text) < 32) {
    throw new Fault(
      'APP_SECRET is too short: write at least 32 random bytes, such as APP_SECRET="$(openssl rand -base64 32)"',
    )
  }
  return text
}
