import { drizzle, type PostgresJsDatabase } from 'drizzle-orm/postgres-js'
import postgres, { type Sql } from 'postgres'
import { teachArrays } from './array-types'
import { isPassing } from './faults'
import { createGate } from './gate'
import { guarded } from './guard'
import { socketOpener } from './socket'

export { BusyError } from './faults'

/** Drizzle over one pool. `$client` is the bare driver, past the gate and the guard: for tools and tests. */
export type Database = PostgresJsDatabase & { $client: Sql }

/** What the work of `transaction()` gets; refuses every query once the transaction is over. */
export type Transaction = Parameters<Parameters<Database['transaction']>[0]>[0]

/** Anything that can be asked. */
export type Reader = PostgresJsDatabase | Transaction

export type ConnectOptions = {
  /** Connections at most; 10. */
  max?: number
  /** False behind PgBouncer; `?prepare=false` in the address or THROUGHLINE_PREPARE=false say the same. */
  prepare?: boolean
  /** `application_name` of the connections. */
  name?: string
  /** How long to wait for a free connection before BusyError; 5,000 ms. */
  waitMs?: number
  /** Called with the text of every statement that is sent, `begin` and `commit` included. */
  onStatement?: (text: string) => void
  /**
   * Time limits of every transaction, in milliseconds, 0 for none; 30,000, 5,000 and 15,000. A statement outside of one
   * has `statementMs` too where it is given, else 5,000, but none behind PgBouncer.
   */
  limits?: Partial<Limits>
}

type Limits = { statementMs: number; lockMs: number; idleMs: number }

const LIMITS: Limits = { statementMs: 30_000, lockMs: 5_000, idleMs: 15_000 }
/** A page or a search that takes longer is cancelled, so that it keeps no connection from the others. */
const READ_MS = 5_000

/** A pool on `url`. Connects when first asked; `db.$client.end()` closes it. */
export function connect(url: string, options: ConnectOptions = {}): Database {
  const { max = 10, waitMs = 5_000, name = 'throughline', onStatement } = options
  const limits = { ...LIMITS, ...options.limits }
  const address = new URL(url)
  const asked = address.searchParams.get('prepare') !== 'false' && process.env.THROUGHLINE_PREPARE !== 'false'
  const prepare = options.prepare ?? asked
  address.searchParams.delete('prepare')

  const silentMs = limits.statementMs && limits.statementMs + 10_000
  const driver = postgres(address.href, {
    max,
    prepare,
    connect_timeout: 5,
    // Its look at the array types is a query that nobody waits for, so that nobody hears when its connection is lost.
    fetch_types: false,
    // The driver's own grows to 20 s, during which a server that is back looks gone.
    backoff: ((tries: number) => Math.min(0.05 * 2 ** tries, 0.5)) as never,
    onnotice: () => {},
    // Addresses with several hosts keep the driver's own way of trying one after the other. Its types lack the option.
    ...(address.host.includes(',') ? {} : { socket: socketOpener(silentMs) }),
    connection: {
      application_name: name,
      // PgBouncer refuses settings it does not know. Custom plans: a search's best plan depends on its words.
      ...(prepare
        ? { statement_timeout: options.limits?.statementMs ?? READ_MS, plan_cache_mode: 'force_custom_plan' }
        : {}),
    },
  })
  teachArrays(driver)
  // The driver waits for ever to end a connection that it has lost meanwhile.
  const end = driver.end.bind(driver)
  driver.end = (how) => end({ timeout: 2, ...how })
  const client = guarded(driver, {
    gate: createGate(max, waitMs),
    limits: setLocal(limits),
    beginMs: Math.max(waitMs, 6_000),
    prepare,
    onStatement,
  })
  // Drizzle uses `unsafe`, `begin`, `savepoint` and `options` of its client and nothing else.
  const db = drizzle(client as unknown as Sql)
  return Object.assign(db, { $client: driver })
}

const shared = globalThis as typeof globalThis & { throughlineDatabase?: Database }

/** The pool of this process, on DATABASE_URL. Kept outside the module so that a reload in development keeps it. */
export function database(): Database {
  const url = process.env.DATABASE_URL
  if (!url) throw new Error('DATABASE_URL is not set: write postgres://user:password@host:5432/name')
  shared.throughlineDatabase ??= connect(url, { max: Number(process.env.THROUGHLINE_POOL) || 10 })
  return shared.throughlineDatabase
}

export type TransactionOptions = Partial<Limits> & {
  /**
   * How often `work` runs again after a serialisation failure, a deadlock or a lost connection; 0. Only for work that may
   * run twice: a connection lost during `commit` leaves open whether it took effect.
   */
  retries?: number
}

/**
 * Runs `work` in one transaction, with time limits, and returns its result once it is committed. Throws BusyError when no
 * connection became free in time and whatever `work` threw after the rollback; an error with `isLost()` (faults.ts) leaves
 * open whether the commit happened. Inside, await nothing but the transaction's own queries.
 */
export async function transaction<T>(
  db: Pick<PostgresJsDatabase, 'transaction'>,
  work: (tx: Transaction) => Promise<T>,
  options: TransactionOptions = {},
): Promise<T> {
  const { retries = 0, ...limits } = options
  const custom = Object.keys(limits).length > 0 ? setLocal({ ...LIMITS, ...limits }) : undefined
  const startedAt = Date.now()
  for (let attempt = 0; ; attempt++) {
    let began = false
    try {
      return await db.transaction(async (tx) => {
        began = true
        if (custom) await tx.execute(custom)
        return work(tx)
      })
    } catch (error) {
      // A `begin` that failed has done nothing yet, so it may be tried again whatever the work is.
      const allowed = began ? retries : Date.now() - startedAt < 5_000 ? 3 : 0
      if (attempt >= allowed || !isPassing(error)) throw error
      await new Promise((resolve) => setTimeout(resolve, 100 * 3 ** attempt * (0.5 + Math.random())))
    }
  }
}

function setLocal({ statementMs, lockMs, idleMs }: Limits): string {
  return `set local statement_timeout = ${Math.trunc(statementMs)}; set local lock_timeout = ${Math.trunc(lockMs)}; set local idle_in_transaction_session_timeout = ${Math.trunc(idleMs)}`
}
