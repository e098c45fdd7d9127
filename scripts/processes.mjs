import { spawn } from 'node:child_process'
import { root } from './environment.mjs'

const running = new Set()
let over = false

/**
 * Runs a program to its end and returns its exit status; what it prints goes to the terminal unless `quiet`, when
 * `output` collects it.
 * @returns {Promise<{ status: number, output: string, messages: unknown[] }>}
 */
export function run(file, args, { env = {}, quiet = false, ipc = false, cwd = root } = {}) {
  if (over) return Promise.resolve({ status: 1, output: '', messages: [] })
  return new Promise((done) => {
    const voice = quiet ? 'pipe' : 'inherit'
    const stdio = ['ignore', voice, voice, ...(ipc ? ['ipc'] : [])]
    const child = spawn(file, args, { cwd, env: { ...process.env, NEXT_TELEMETRY_DISABLED: '1', ...env }, stdio })
    running.add(child)
    const said = []
    const messages = []
    child.stdout?.on('data', (chunk) => said.push(chunk))
    child.stderr?.on('data', (chunk) => said.push(chunk))
    child.on('message', (message) => messages.push(message))
    const finish = (status) => {
      running.delete(child)
      done({ status, output: Buffer.concat(said).toString(), messages })
    }
    child.once('error', (error) => {
      said.push(Buffer.from(String(error)))
      finish(127)
    })
    child.once('close', (code, signal) => finish(code ?? (signal ? 128 : 1)))
  })
}

/** Runs a script of this folder that is written in TypeScript. `server-only` means nothing outside of the framework. */
export function runTypeScript(script, options = {}) {
  return run(
    process.execPath,
    ['--conditions=react-server', '--import', 'tsx', script, ...(options.args ?? [])],
    options,
  )
}

/** Runs npm: the one that runs us, if any. */
export function runNpm(args, options = {}) {
  const own = process.env.npm_execpath
  if (own?.endsWith('.js')) return run(process.execPath, [own, ...args], options)
  return run(process.platform === 'win32' ? 'npm.cmd' : 'npm', args, options)
}

/** Ends what `run` is running; it runs nothing more. */
export function endAll() {
  over = true
  for (const child of running) child.kill('SIGTERM')
}
