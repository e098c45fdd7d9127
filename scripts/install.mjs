import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { checkWritable, Fault, root } from './environment.mjs'
import { runNpm } from './processes.mjs'
import { inTurn } from './turn.mjs'

/** Installs what the lockfile says when anything of it is missing here or of another version. */
export async function ensureInstalled() {
  if (isInstalled()) return
  checkWritable()
  await inTurn(async () => {
    if (isInstalled()) return
    console.log('Installing packages…')
    // The versions are chosen to run on Node 20.9, whatever some packages say of themselves.
    const flags = [
      '--include=dev',
      '--include=optional',
      '--no-audit',
      '--no-fund',
      '--engine-strict=false',
      '--loglevel=error',
    ]
    const { status } = await runNpm(['ci', ...flags])
    if (status !== 0) throw new Fault('The packages could not be installed: npm says why above')
  })
}

function isInstalled() {
  const wanted = packagesOf('package-lock.json')
  const present = packagesOf('node_modules/.package-lock.json')
  if (!wanted || !present) return false
  return Object.entries(wanted).every(([path, { version, optional, peer }]) => {
    if (path === '' || (!present[path] && (optional || peer))) return true
    return present[path]?.version === version && existsSync(join(root, path, 'package.json'))
  })
}

function packagesOf(file) {
  try {
    return JSON.parse(readFileSync(join(root, file), 'utf8')).packages
  } catch {
    return null
  }
}
