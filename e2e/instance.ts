// One instance of the built application as a process of its own, and the scripts that come before it.
import { type ChildProcess, spawn } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { freePort } from '../db/embedded'

const root = fileURLToPath(new URL('..', import.meta.url))
export const SECRET = 'the secret of the tests, which is none at all'

export type Instance = {
  readonly port: number
  readonly process: ChildProcess
  /** What it wrote, for a test that fails and for one that looks into the log. */
  output(): string
  /** SIGTERM: it finishes what runs. SIGKILL: it does not. Resolves with its exit status, null after SIGKILL. */
  end(signal?: 'SIGTERM' | 'SIGKILL'): Promise<number | null>
}

type Environment = Record<string, string>

/** Makes sure that the build of THROUGHLINE_BUILD, `.next-test` unless `env` names another, is that of these sources. */
export function build(env: Environment = {}): Promise<void> {
  return runScript(['scripts/build.mjs'], env)
}

/** Brings the database of DATABASE_URL up to date; with `seed` an empty one gets the demonstration data. */
export function prepare(env: Environment & { DATABASE_URL: string }, seed: boolean): Promise<void> {
  const script = ['--conditions=react-server', '--import', 'tsx', 'scripts/prepare.ts']
  return runScript([...script, ...(seed ? ['--seed'] : [])], env)
}

/** Starts an instance on a free port; `env` names at least its DATABASE_URL. Throws what it wrote when it ends before it serves. */
export async function startInstance(env: Environment & { DATABASE_URL: string }): Promise<Instance> {
  const port = await freePort()
  const child = spawn(process.execPath, ['scripts/server.mjs'], {
    cwd: root,
    env: { ...environment(), HOST: '127.0.0.1', PORT: String(port), ...env },
    stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
  })
  let output = ''
  const note = (chunk: Buffer) => {
    output = (output + chunk).slice(-200_000)
  }
  child.stdout?.on('data', note)
  child.stderr?.on('data', note)
  const ended = new Promise<number | null>((done) => child.once('exit', done))
  const ready = new Promise<true>((done) => child.once('message', () => done(true)))
  if ((await Promise.race([ready, ended])) !== true) throw new Error(`The application did not start:\n${output}`)
  return {
    port,
    process: child,
    output: () => output,
    end(signal = 'SIGTERM') {
      if (child.exitCode === null) child.kill(signal)
      return ended
    },
  }
}

async function runScript(args: string[], env: Environment): Promise<void> {
  const child = spawn(process.execPath, args, {
    cwd: root,
    env: { ...environment(), ...env },
    stdio: ['ignore', 'inherit', 'inherit'],
  })
  const status = await new Promise((done) => child.once('exit', done))
  if (status !== 0) throw new Error(`${args.at(-1)} failed: see above`)
}

/** The surroundings, without what could lead to another database or build. */
function environment(): NodeJS.ProcessEnv {
  const { DATABASE_URL, APP_URL, THROUGHLINE_DATA, NODE_OPTIONS, ...kept } = process.env
  return { ...kept, APP_SECRET: SECRET, THROUGHLINE_BUILD: '.next-test', NODE_ENV: 'production' }
}
