import { createHash } from 'node:crypto'
import { closeSync, openSync, rmSync, statSync, utimesSync, writeSync } from 'node:fs'
import { tmpdir, userInfo } from 'node:os'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { root } from './environment.mjs'

const STALE_MS = 10_000

/** Runs `work` while no other process that started in this folder does: two starts must not install or build together. */
export async function inTurn(work) {
  const id = createHash('sha256').update(`${root}\n${userInfo().uid}`).digest('hex').slice(0, 16)
  const file = join(tmpdir(), `throughline-turn-${id}`)
  for (let told = false; !take(file); told = true) {
    if (!told) console.log('Waiting for another start that is installing or building here…')
    await pause(500)
  }
  const beat = setInterval(() => touch(file), 2_000)
  const free = () => rmSync(file, { force: true })
  process.once('exit', free)
  try {
    return await work()
  } finally {
    clearInterval(beat)
    process.off('exit', free)
    free()
  }
}

function take(file) {
  try {
    const handle = openSync(file, 'wx')
    writeSync(handle, String(process.pid))
    closeSync(handle)
    return true
  } catch (error) {
    if (error.code !== 'EEXIST') throw error
    // A process that was killed no longer touches its file.
    const age = Date.now() - (statSync(file, { throwIfNoEntry: false })?.mtimeMs ?? Date.now())
    if (age > STALE_MS) rmSync(file, { force: true })
    return false
  }
}

function touch(file) {
  try {
    utimesSync(file, new Date(), new Date())
  } catch {
    // Gone: the work is over.
  }
}
