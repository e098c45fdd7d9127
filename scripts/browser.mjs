import { execFileSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { Fault } from './environment.mjs'
import { run } from './processes.mjs'

const INSTALLED = ['chromium', 'chromium-browser', 'google-chrome-stable', 'google-chrome', 'chrome']
const PLACES = ['/Applications/Google Chrome.app/Contents/MacOS/Google Chrome', '/snap/bin/chromium']

/**
 * The program of a Chromium that runs: the one of THROUGHLINE_CHROMIUM, an installed one, Playwright's own (downloaded now
 * if need be) or the system's, installed now as root. Throws a Fault when there is none to be had.
 */
export async function findBrowser() {
  const given = process.env.THROUGHLINE_CHROMIUM
  if (given) {
    if (runs(given)) return given
    throw new Fault(`THROUGHLINE_CHROMIUM names ${given}, which does not run: correct it or leave it out`)
  }
  const found = [...INSTALLED, ...PLACES].find(runs)
  if (found) return pathOf(found)

  const { chromium } = await import('@playwright/test')
  const own = () =>
    existsSync(chromium.executablePath()) && runs(chromium.executablePath()) ? chromium.executablePath() : null
  if (own()) return own()
  console.log('Fetching a Chromium for the end-to-end tests…')
  const isRoot = process.getuid?.() === 0
  await run(process.execPath, [
    'node_modules/@playwright/test/cli.js',
    'install',
    ...(isRoot ? ['--with-deps'] : []),
    'chromium',
  ])
  if (own()) return own()

  if (isRoot && runs('apt-get')) {
    const env = { DEBIAN_FRONTEND: 'noninteractive' }
    await run('apt-get', ['update', '-q'], { env })
    await run('apt-get', ['install', '-q', '--yes', '--no-install-recommends', 'chromium'], { env })
    if (runs('chromium')) return pathOf('chromium')
  }
  throw new Fault(
    'The end-to-end tests need Chromium and none could be fetched: install one, or name it in THROUGHLINE_CHROMIUM',
  )
}

function runs(program) {
  try {
    execFileSync(program, ['--version'], { stdio: 'ignore', timeout: 30_000 })
    return true
  } catch {
    return false
  }
}

function pathOf(program) {
  return program.includes('/') ? program : execFileSync('which', [program], { encoding: 'utf8' }).trim()
}
