import { createHash } from 'node:crypto'
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { checkWritable, Fault, root } from './environment.mjs'
import { run } from './processes.mjs'
import { inTurn } from './turn.mjs'

const FOLDERS = ['admin', 'app', 'components', 'db', 'public']
const FILES = /^(package-lock\.json|tsconfig\.json|(next|postcss)\.config\..+|(proxy|instrumentation[\w-]*)\.ts)$/

/** The folder of the build, relative to the application. */
export function buildFolder() {
  return process.env.THROUGHLINE_BUILD || '.next'
}

/** Names the sources that a build is made of: the same name, the same application. */
export function sourceId() {
  const hash = createHash('sha256')
  const files = readdirSync(root).filter((name) => FILES.test(name))
  for (const folder of FOLDERS.filter((it) => existsSync(join(root, it)))) files.push(...filesBelow(folder))
  for (const file of files.sort())
    hash
      .update(`${file}\0`)
      .update(readFileSync(join(root, file)))
      .update('\0')
  return hash.digest('hex').slice(0, 20)
}

function filesBelow(folder) {
  const entries = readdirSync(join(root, folder), { withFileTypes: true })
  return entries.flatMap((entry) => {
    const path = `${folder}/${entry.name}`
    if (entry.isDirectory()) return filesBelow(path)
    return /\.test\.tsx?$/.test(entry.name) ? [] : [path]
  })
}

/**
 * Builds the application when its build is missing or of other sources; returns the name of those sources.
 * `secret` makes builds on several computers name their actions alike.
 */
export async function ensureBuilt(secret) {
  const id = sourceId()
  if (builtFrom() === id) return id
  checkWritable()
  await inTurn(async () => {
    if (builtFrom() === id) return
    console.log('Building the application…')
    rmSync(stampFile(), { force: true })
    const { status } = await run(process.execPath, [join(root, 'node_modules/next/dist/bin/next'), 'build'], {
      env: { NODE_ENV: 'production', ...buildEnvironment(id, secret) },
    })
    if (status !== 0) throw new Fault('The application could not be built: the reason is above')
    mkdirSync(join(root, buildFolder()), { recursive: true })
    writeFileSync(stampFile(), id)
  })
  return id
}

/** What build and server must agree on, so that several instances understand one another's pages. */
export function buildEnvironment(id, secret) {
  const key = secret && createHash('sha256').update(`actions\0${secret}`).digest('base64')
  return { NEXT_DEPLOYMENT_ID: id, ...(key ? { NEXT_SERVER_ACTIONS_ENCRYPTION_KEY: key } : {}) }
}

function stampFile() {
  return join(root, buildFolder(), 'throughline-sources')
}

/** The name of the sources that the build is made of, or null. */
export function builtFrom() {
  try {
    return readFileSync(stampFile(), 'utf8')
  } catch {
    return null
  }
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  await ensureBuilt(process.env.APP_SECRET).then(
    () => console.log(`The build in ${buildFolder()} is that of these sources.`),
    (error) => {
      console.error(error instanceof Fault ? error.message : error)
      process.exitCode = 1
    },
  )
}
