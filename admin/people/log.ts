import pino from 'pino'
import { addressHeader, requestHeader } from './client-address'

/**
 * The log of the server, one JSON line per event. Only named facts go into it, never a value that somebody typed; the
 * redaction is for what slips through all the same.
 */
export const log = pino({
  level: process.env.THROUGHLINE_LOG ?? (process.env.NODE_ENV === 'test' ? 'silent' : 'info'),
  base: null,
  timestamp: pino.stdTimeFunctions.isoTime,
  redact: {
    paths: [
      'password',
      'token',
      'cookie',
      'email',
      'headers',
      'params',
      '*.password',
      '*.token',
      '*.cookie',
      '*.email',
    ],
    censor: '[redacted]',
  },
})

/** Who asked, as far as a log may know. */
export type Trace = { actor?: number | null; address: string; request: string }

/** What the server noted of a request when it came in. */
export function traceOf(headers: Headers | undefined, actor?: number | null): Trace {
  const noted = (name: string) => headers?.get(name) ?? 'unknown'
  return { ...(actor === undefined ? {} : { actor }), address: noted(addressHeader), request: noted(requestHeader) }
}

export type SecurityEvent =
  | { event: 'sign-in' | 'sign-out' }
  | { event: 'sign-in-failed' | 'sign-in-throttled'; account?: number }
  | { event: 'denied' | 'signed-out' | 'foreign-origin' | 'malformed'; action: string }
  | { event: 'foreign-row'; action: string; model: string; record: number | null }
  | { event: 'user-created' | 'password-set'; user: number }

/** One line for what a security officer would ask about. */
export function logSecurity(event: SecurityEvent, trace: Trace): void {
  const level = event.event === 'sign-in' || event.event === 'sign-out' ? 'info' : 'warn'
  log[level]({ security: true, ...event, ...trace })
}

/** The facts of an error that are safe to keep: a query's error carries all of its parameters in its message. */
export type Failure = { name: string; code?: string; constraint?: string; digest?: string; at?: string }

const textOf = (value: unknown) => (typeof value === 'string' && value.length < 200 ? value : undefined)

/** Reads name, code, constraint and the place of an error or of its causes, and nothing of its message. */
export function failureOf(error: unknown): Failure {
  const failure: Failure = { name: 'unknown' }
  let current = error
  for (let depth = 0; depth < 5 && typeof current === 'object' && current !== null; depth++) {
    const facts: Record<string, unknown> = Object.fromEntries(
      ['name', 'code', 'constraint_name', 'digest', 'stack', 'cause'].map((key) => [
        key,
        Reflect.get(Object(current), key),
      ]),
    )
    if (depth === 0) failure.name = textOf(facts.name) ?? 'unknown'
    failure.code ??= textOf(facts.code)
    failure.constraint ??= textOf(facts.constraint_name)
    failure.digest ??= textOf(facts.digest)
    if (typeof facts.stack === 'string') failure.at ??= /^\s+at (.*)$/m.exec(facts.stack)?.[1]?.slice(0, 200)
    current = facts.cause
  }
  return failure
}

/** One line for an unexpected error. */
export function logFailure(action: string, failure: Failure, trace: Trace): void {
  log.error({ action, failure, ...trace })
}
