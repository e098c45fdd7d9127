import type { Sql, TransactionSql } from 'postgres'
import { BusyError, codeOf, isLost, TransactionEndedError, UnreachableError, wasNeverSent } from './faults'
import type { Gate } from './gate'

type Parameters = unknown[]
type StatementOptions = { prepare?: boolean }
type Sender = Pick<Sql, 'unsafe'>
type Life = { over: boolean; end(error: unknown): void }

export type GuardOptions = {
  gate: Gate
  /** The `set local` of every transaction. */
  limits: string
  /** How long a `begin` may take to be answered. */
  beginMs: number
  prepare: boolean
  onStatement?: (text: string) => void
}

const PAUSES = [50, 250, 700]
const PREPARED_AT_MOST = 300

/** What Drizzle awaits: a statement that is sent when its outcome is first asked for. */
class Statement implements PromiseLike<unknown> {
  readonly #send: (values: boolean) => Promise<unknown>
  #values = false
  #outcome: Promise<unknown> | undefined

  constructor(send: (values: boolean) => Promise<unknown>) {
    this.#send = send
  }

  values(): this {
    this.#values = true
    return this
  }

  // biome-ignore lint/suspicious/noThenProperty: the driver's own queries are thenables, and Drizzle awaits them.
  then<A = unknown, B = never>(
    done?: ((value: unknown) => A | PromiseLike<A>) | null,
    failed?: ((error: unknown) => B | PromiseLike<B>) | null,
  ): Promise<A | B> {
    this.#outcome ??= this.#send(this.#values)
    return this.#outcome.then(done, failed)
  }
}

/**
 * The driver as Drizzle sees it, with what postgres.js 3.4.9 lacks:
 * - a place in the gate for every statement and every transaction;
 * - a statement that only reads is sent again when its connection was lost (after a restart of the server the first one
 *   fails), and any statement that was never sent;
 * - a transaction whose connection ended sends nothing more. The driver would send the callback's next query, and its own
 *   `commit` or `rollback`, over whatever transaction uses the reopened connection by then.
 */
export function guarded(driver: Sql, options: GuardOptions) {
  const prepared = new Set<string>()

  /** The driver never forgets a prepared statement, so only the first few hundred texts become one. */
  function prepares(text: string): boolean {
    if (!options.prepare) return false
    if (prepared.size < PREPARED_AT_MOST) prepared.add(text)
    return prepared.has(text)
  }

  function send(sender: Sender, text: string, parameters: Parameters, values: boolean): Promise<unknown> {
    options.onStatement?.(text)
    const query = sender.unsafe(text, parameters as never[], { prepare: parameters.length > 0 && prepares(text) })
    return Promise.resolve(values ? query.values() : query)
  }

  async function sendAlone(text: string, parameters: Parameters, values: boolean): Promise<unknown> {
    const startedAt = Date.now()
    for (let attempt = 0; ; attempt++) {
      const leave = await options.gate.enter()
      try {
        return await send(driver, text, [...parameters], values)
      } catch (error) {
        const again = wasNeverSent(error) || (isLost(error) && onlyReads(text))
        if (!again || attempt === PAUSES.length || Date.now() - startedAt > 5_000) throw withheld(error, parameters)
      } finally {
        leave()
      }
      await pause(PAUSES[attempt] ?? 0)
    }
  }

  function member(client: TransactionSql, life: Life) {
    return {
      options: driver.options,
      unsafe: (text: string, parameters: Parameters = [], _options?: StatementOptions) =>
        new Statement(async (values) => {
          if (life.over) throw new TransactionEndedError()
          try {
            return await send(client, text, [...parameters], values)
          } catch (error) {
            if (isLost(error) && !isMereError(error)) life.end(error)
            throw withheld(error, parameters)
          }
        }),
      savepoint: async <T>(work: (client: unknown) => Promise<T>): Promise<T> => {
        if (life.over) throw new TransactionEndedError()
        options.onStatement?.('savepoint')
        return client.savepoint((nested) => silentAfter(life, work(member(nested, life)))) as Promise<T>
      },
    }
  }

  async function begin<T>(work: (client: unknown) => Promise<T>): Promise<T> {
    const leave = await options.gate.enter()
    try {
      return await new Promise<T>((resolve, reject) => {
        const life: Life = {
          over: false,
          end(error) {
            life.over = true
            clearTimeout(timer)
            reject(codeOf(error) === '53300' ? new BusyError({ cause: error }) : error)
          },
        }
        const timer = setTimeout(() => life.end(new UnreachableError()), options.beginMs)
        options.onStatement?.('begin')
        driver
          .begin((client) => {
            // An answer that comes after we gave up: roll back what has not begun to do anything.
            if (life.over) throw new TransactionEndedError()
            clearTimeout(timer)
            options.onStatement?.(options.limits)
            // Not awaited: the server reads it before the first query of the work.
            client.unsafe(options.limits).catch(() => {})
            return silentAfter(
              life,
              work(member(client, life)).finally(() => life.over || options.onStatement?.('commit or rollback')),
            )
          })
          .then(
            (value) => {
              life.over = true
              resolve(value as T)
            },
            (error) => life.end(error),
          )
      })
    } finally {
      leave()
    }
  }

  return {
    options: driver.options,
    unsafe: (text: string, parameters: Parameters = [], _options?: StatementOptions) =>
      new Statement((values) => sendAlone(text, parameters, values)),
    begin,
  }
}

/** Settles as `work` does, but never once the transaction is over: the driver would answer with a commit or rollback. */
function silentAfter<T>(life: Life, work: Promise<T>): Promise<T> {
  return new Promise((resolve, reject) => {
    work.then(
      (value) => life.over || resolve(value),
      (error) => life.over || reject(error),
    )
  })
}

/** An error that a function of the database raises, whatever its code, leaves the connection as it is. */
function isMereError(error: unknown): boolean {
  return error instanceof Error && 'severity' in error && error.severity === 'ERROR'
}

function onlyReads(text: string): boolean {
  return (
    /^[\s(]*(select|with)\b/i.test(text) && !/\b(insert|update|delete|merge|nextval|setval|set_config)\b/i.test(text)
  )
}

/** Drizzle puts every parameter into its error's message, and messages end up in logs. */
function withheld(error: unknown, parameters: Parameters): unknown {
  parameters.length = 0
  return codeOf(error) === '53300' ? new BusyError({ cause: error }) : error
}

function pause(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms * (0.75 + Math.random() / 2)))
}
