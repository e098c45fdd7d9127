import { DrizzleQueryError } from 'drizzle-orm'

/** No connection became free in time. The caller may say "busy, try again". */
export class BusyError extends Error {
  override name = 'BusyError'
  constructor(options?: ErrorOptions) {
    super('The database is busy: no connection became free in time. Try again in a moment.', options)
  }
}

/** A query of a transaction that is already over: it was refused and never sent. */
export class TransactionEndedError extends Error {
  override name = 'TransactionEndedError'
  constructor(options?: ErrorOptions) {
    super('The transaction is over, so the query was not sent.', options)
  }
}

/** The server could not be reached in time; nothing was sent. */
export class UnreachableError extends Error {
  override name = 'UnreachableError'
  readonly code = 'UNREACHABLE'
  constructor() {
    super('The database did not answer in time.')
  }
}

/** Refused before anything was sent, so any statement may be sent again. */
const neverSent = new Set(['ECONNREFUSED', 'ENOENT', 'CONNECT_TIMEOUT', 'UNREACHABLE', '57P03', '53300'])

/** The connection went away; whether the last statement took effect is unknown. */
const lost = new Set([
  'CONNECTION_CLOSED',
  'CONNECTION_DESTROYED',
  'ECONNRESET',
  'EPIPE',
  'ETIMEDOUT',
  '08000',
  '08003',
  '08006',
  '08P01',
  '25P03',
  '57P01',
  '57P02',
  '57P05',
])

/** The database's or driver's error under whatever wraps it (Drizzle wraps every failed query). */
export function causeOf(error: unknown): unknown {
  return error instanceof DrizzleQueryError && error.cause !== undefined ? causeOf(error.cause) : error
}

/** The SQLSTATE of PostgreSQL or the code of the driver; undefined for an error of another kind. */
export function codeOf(error: unknown): string | undefined {
  const cause = causeOf(error)
  if (typeof cause !== 'object' || cause === null || !('code' in cause)) return undefined
  return typeof cause.code === 'string' ? cause.code : undefined
}

/** Whether no connection became free in time, here or at the server. */
export function isBusy(error: unknown): boolean {
  return causeOf(error) instanceof BusyError
}

/** Whether nothing was sent, so that any statement may be sent again. */
export function wasNeverSent(error: unknown): boolean {
  return neverSent.has(codeOf(error) ?? '')
}

/** Whether the connection was lost or never made: the outcome of what was under way is unknown. */
export function isLost(error: unknown): boolean {
  return lost.has(codeOf(error) ?? '') || wasNeverSent(error)
}

/** Whether the same transaction, run again from its first statement, may well succeed. */
export function isPassing(error: unknown): boolean {
  const code = codeOf(error)
  if (code === '40001' || code === '40P01') return true
  // A prepared plan that a migration made stale; the driver has forgotten it by now.
  const cause = causeOf(error)
  if (code === '0A000' && cause instanceof Error && 'routine' in cause) return cause.routine === 'RevalidateCachedQuery'
  return isLost(error)
}
