// The application as the tests see it: built in a folder of its own, on a PostgreSQL of its own that holds the demonstration
// data, on free ports. `global-setup.ts` starts one for a whole Playwright run and names it in APP_URL and DATABASE_URL;
// tests of faults start their own. With APP_URL set from outside, nothing is started and that application is tested.
import { type ChildProcess, spawn } from 'node:child_process'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { type Embedded, freePort, startEmbedded } from '../db/embedded'
import { balance } from './balancer'

const root = fileURLToPath(new URL('..', import.meta.url))
const BUILD = '.next-test'
const SECRET = 'the secret of the tests, which is none at all'

export type Instance = {
  readonly port: number
  readonly process: ChildProcess
  /** What it wrote, for a test that fails and for one that looks into the log. */
  output(): string
  /** SIGTERM: it finishes what runs. SIGKILL: it does not. Resolves with its exit status, null after SIGKILL. */
  end(signal?: 'SIGTERM' | 'SIGKILL'): Promise<number | null>
}

export type Application = {
  readonly url: string
  readonly databaseUrl: string
  readonly database: Embedded
  readonly instances: Instance[]
  /** One more instance; requests go to it too. */
  add(): Promise<Instance>
  stop(): Promise<void>
}

export type ApplicationOptions = {
  instances?: number
  /** Without the demonstration data and its users. */
  empty?: boolean
  /** What the instances connect to, made from the database's own address: a proxy or a pooler in between. */
  through?: (databaseUrl: string) => Promise<string>
  env?: Record<string, string>
}

/** Builds if need be, then starts a database and the instances; all requests to `url` are spread over them in turn. */
export async function startApplication(options: ApplicationOptions = {}): Promise<Application> {
  await runScript(['scripts/build.mjs'], { APP_SECRET: SECRET })
  const folder = await mkdtemp(join(tmpdir(), 'throughline-e2e-'))
  const database = await startEmbedded({ folder, disposable: true })
  const prepare = ['--conditions=react-server', '--import', 'tsx', 'scripts/prepare.ts']
  await runScript([...prepare, ...(options.empty ? [] : ['--seed'])], { DATABASE_URL: database.url })

  const instances: Instance[] = []
  const balancer = await balance(() => instances.filter((it) => it.process.exitCode === null).map((it) => it.port))
  const url = `http://127.0.0.1:${balancer.port}`
  const databaseUrl = (await options.through?.(database.url)) ?? database.url
  const application: Application = {
    url,
    databaseUrl: database.url,
    database,
    instances,
    async add() {
      const instance = await startInstance({ DATABASE_URL: databaseUrl, APP_URL: url, ...options.env })
      instances.push(instance)
      return instance
    },
    async stop() {
      await balancer.close()
      await Promise.all(instances.map((instance) => instance.end()))
      await database.stop('immediate')
      await rm(folder, { recursive: true, force: true })
    },
  }
  try {
    for (let count = 0; count < (options.instances ?? 1); count++) await application.add()
    return application
  } catch (error) {
    await application.stop()
    throw error
  }
}

async function startInstance(env: Record<string, string>): Promise<Instance> {
  const port = await freePort()
  const child = spawn(process.execPath, ['scripts/server.mjs'], {
    cwd: root,
    env: { ...environment(), APP_SECRET: SECRET, HOST: '127.0.0.1', PORT: String(port), ...env },
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

async function runScript(args: string[], env: Record<string, string>): Promise<void> {
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
  const { DATABASE_URL, APP_URL, APP_SECRET, THROUGHLINE_DATA, NODE_OPTIONS, ...kept } = process.env
  return { ...kept, THROUGHLINE_BUILD: BUILD, NODE_ENV: 'production' }
}
