// The application as the tests see it: built in a folder of its own, on a PostgreSQL of its own that holds the demonstration
// data, on free ports. `global-setup.ts` starts one for a whole Playwright run and names it in APP_URL and DATABASE_URL;
// tests of faults start their own. With APP_URL set from outside, nothing is started and that application is tested.
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type Embedded, startEmbedded } from '../db/embedded'
import { balance } from './balancer'
import { build, type Instance, prepare, startInstance } from './instance'

export type { Instance } from './instance'

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
  await build()
  const folder = await mkdtemp(join(tmpdir(), 'throughline-e2e-'))
  const database = await startEmbedded({ folder, disposable: true })
  await prepare({ DATABASE_URL: database.url }, !options.empty)

  const instances: Instance[] = []
  const balancer = await balance(() => instances.filter(isRunning).map((it) => it.port))
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

/** A process that was killed by a signal has no exit code. */
function isRunning({ process: { exitCode, signalCode } }: Instance): boolean {
  return exitCode === null && signalCode === null
}
