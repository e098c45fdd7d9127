// `npm test`: everything that must hold, from a fresh clone. Plain Node: nothing of node_modules is there yet when it
// begins. `npm run test:unit` and `npm run test:e2e` run a part; further arguments go to that part's runner. The last line is
// "N passed, N failed"; lint, types and build count as one each. Exit status 0 only when nothing failed and something ran.
import { mkdirSync, readFileSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { findBrowser } from './browser.mjs'
import { ensureBuilt } from './build.mjs'
import { checkNode, Fault, root } from './environment.mjs'
import { ensureInstalled } from './install.mjs'
import { endAll, run } from './processes.mjs'

const results = join(root, 'test-results')
const total = { passed: 0, failed: 0, skipped: 0 }
const started = Date.now()

// A build of its own, and nothing of the environment that could lead to somebody's database.
process.env.THROUGHLINE_BUILD = '.next-test'
for (const name of ['DATABASE_URL', 'APP_URL', 'APP_SECRET', 'PORT', 'HOST', 'THROUGHLINE_DATA', 'NODE_ENV'])
  delete process.env[name]

const tool = (path, ...args) => run(process.execPath, [join(root, 'node_modules', path), ...args])

async function lint() {
  return (await tool('@biomejs/biome/bin/biome', 'ci', '.')).status === 0
}

async function types() {
  const generated = await tool('next/dist/bin/next', 'typegen')
  return generated.status === 0 && (await tool('typescript/bin/tsc', '--noEmit')).status === 0
}

async function build() {
  await ensureBuilt('the secret of the tests, which is none at all')
  return true
}

async function unit(...args) {
  const file = join(results, 'unit.json')
  const { status } = await tool(
    'vitest/vitest.mjs',
    'run',
    '--reporter=default',
    '--reporter=json',
    `--outputFile.json=${file}`,
    ...args,
  )
  const { numPassedTests, numFailedTests, numPendingTests, numTodoTests } = readJson(file)
  return { status, passed: numPassedTests, failed: numFailedTests, skipped: numPendingTests + numTodoTests }
}

/** What writes in the database, once more behind a pooler that gives every transaction another connection. */
async function pooled() {
  if ((await run('pgbouncer', ['--version'], { quiet: true })).status !== 0) {
    console.log('Skipped, because PgBouncer is not installed here (apt-get install pgbouncer)')
    return { status: 0, passed: 0, failed: 0, skipped: 1 }
  }
  process.env.THROUGHLINE_TEST_POOLER = '1'
  const ownServer = ['restart', 'faults', 'pgbouncer']
  const withoutAny = ['compare', 'order', 'request', 'unique', 'value']
  const others = [...ownServer, ...withoutAny].map((name) => `--exclude=**/save/${name}.test.ts`)
  const relations = ['db/through', 'db/many-to-many', 'db/contact-categories']
  return unit('admin/engine/save', ...relations, ...others).finally(() => delete process.env.THROUGHLINE_TEST_POOLER)
}

async function endToEnd(...args) {
  const file = join(results, 'e2e.json')
  const env = { THROUGHLINE_CHROMIUM: await findBrowser(), PLAYWRIGHT_JSON_OUTPUT_FILE: file, FORCE_COLOR: '0' }
  const playwright = join(root, 'node_modules/@playwright/test/cli.js')
  const options = ['test', '--config=e2e/playwright.config.ts', '--reporter=list,json', ...args]
  const { status } = await run(process.execPath, [playwright, ...options], { env })
  const { stats } = readJson(file)
  return { status, passed: stats.expected + stats.flaky, failed: stats.unexpected, skipped: stats.skipped }
}

/** Runs one part and adds its counts up; a part that stops without a failed test counts as a failed one. */
async function part(name, work) {
  console.log(`\n── ${name}`)
  const counts = await work().catch((error) => {
    console.error(error instanceof Fault ? error.message : error)
    return false
  })
  if (typeof counts === 'boolean') {
    total[counts ? 'passed' : 'failed'] += 1
    return counts
  }
  const silent = counts.failed === 0 && (counts.status !== 0 || counts.passed + counts.skipped === 0)
  total.passed += counts.passed
  total.failed += counts.failed + (silent ? 1 : 0)
  total.skipped += counts.skipped
  return counts.status === 0
}

function readJson(file) {
  try {
    return JSON.parse(readFileSync(file, 'utf8'))
  } catch {
    throw new Fault('The runner ended without results: it says why above')
  }
}

async function all() {
  const [only, ...args] = process.argv.slice(2)
  checkNode()
  await ensureInstalled()
  rmSync(results, { recursive: true, force: true })
  mkdirSync(results, { recursive: true })
  if (only === 'unit') return part('unit and integration tests', () => unit(...args))
  if (!only) {
    await part('lint', lint)
    await part('types', types)
    await part('unit and integration tests', () => unit())
    await part('saves and relations through PgBouncer', pooled)
  }
  if (await part('build', build)) await part('end-to-end tests', () => endToEnd(...args))
}

for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) {
  process.on(signal, () => {
    endAll()
    total.failed += 1
  })
}

await all().catch((error) => {
  total.failed += 1
  console.error(error instanceof Fault ? error.message : error)
})
const skipped = total.skipped > 0 ? `${total.skipped} skipped, ` : ''
console.log(`\n${skipped}in ${Math.round((Date.now() - started) / 1000)} s`)
console.log(`${total.passed} passed, ${total.failed} failed`)
process.exitCode = total.failed === 0 && total.passed > 0 ? 0 : 1
