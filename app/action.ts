import 'server-only'
import { headers } from 'next/headers'
import { unstable_rethrow } from 'next/navigation'
import type * as z from 'zod/mini'
import { type Actor, DeniedError } from '@/admin/engine/permissions'
import { failureOf, logFailure, logSecurity, type Trace, traceOf } from '@/admin/people/log'
import { appUrl } from '@/admin/people/settings'
import { codeOf, isBusy, isLost } from '@/db/faults'
import { setStatus } from './request/note-clients'
import { BodyError, readJson } from './request/read-body'
import { provesSameOrigin } from './request/same-origin'
import { currentActor } from './session'

/** Why something was not done, in a form that a page can show: the failing kinds of a save. */
export type Refusal = {
  ok: false
  kind: 'signed-out' | 'denied' | 'gone' | 'refused' | 'busy' | 'failed'
  message: string
}

/**
 * The permission check that no action and no route can be made without: whether the actor may do this with this input.
 * `undefined` says that there is no such thing, whoever asks.
 */
export type Allow<Input> = (actor: Actor, input: Input) => boolean | undefined

/** For what everybody who is signed in may do. */
export const anyone = () => true

type Call<Input> = { actor: Actor; input: Input; trace: Trace }

type Work<Schema extends z.ZodMiniType, Result> = {
  /** What the log calls it. */
  name: string
  input: Schema
  allow: Allow<z.output<Schema>>
  run: (call: Call<z.output<Schema>>) => Promise<Result>
}

const refusals = {
  'signed-out': 'You are signed out. Sign in again; what you typed is still here.',
  denied: 'You may not do this.',
  gone: 'This does not exist, or no longer.',
  refused: 'This request cannot be understood. Reload the page and try again.',
  busy: 'The database is busy or out of reach. Nothing was changed; try again in a moment.',
  failed: 'Something went wrong on our side. Try again; if it happens again, tell the administrator.',
} as const

const refusal = (kind: Refusal['kind']): Refusal => ({ ok: false, kind, message: refusals[kind] })

/** Whether the same request may well succeed in a moment; 57014 is a statement and 55P03 a lock that took too long. */
const mayPass = (error: unknown) => isBusy(error) || isLost(error) || ['57014', '55P03'].includes(codeOf(error) ?? '')

/** Everything between a request and the work it asks for: session, origin, shape, permission; then the unexpected. */
async function perform<Schema extends z.ZodMiniType, Result>(
  work: Work<Schema, Result>,
  request: { headers: Headers; writes: boolean; input: () => Promise<unknown> },
): Promise<Result | Refusal> {
  const { name } = work
  let trace = traceOf(request.headers)
  try {
    const actor = await currentActor()
    if (!actor) {
      logSecurity({ event: 'signed-out', action: name }, trace)
      return refusal('signed-out')
    }
    trace = { ...trace, actor: actor.id }
    if (request.writes && !provesSameOrigin(request.headers, appUrl())) {
      logSecurity({ event: 'foreign-origin', action: name }, trace)
      return { ...refusal('denied'), message: 'This request does not come from a page of this application.' }
    }
    const parsed = work.input.safeParse(await request.input())
    if (!parsed.success) {
      logSecurity({ event: 'malformed', action: name }, trace)
      return refusal('refused')
    }
    const allowed = work.allow(actor, parsed.data)
    if (allowed === undefined) return refusal('gone')
    if (!allowed) {
      logSecurity({ event: 'denied', action: name }, trace)
      return refusal('denied')
    }
    return await work.run({ actor, input: parsed.data, trace })
  } catch (error) {
    unstable_rethrow(error)
    if (error instanceof BodyError) return refusal('refused')
    if (error instanceof DeniedError) {
      logSecurity({ event: 'denied', action: name }, trace)
      return refusal('denied')
    }
    logFailure(name, failureOf(error), trace)
    return refusal(mayPass(error) ? 'busy' : 'failed')
  }
}

const statuses = { 'signed-out': 401, denied: 403, gone: 404, refused: 400, busy: 503, failed: 500 } as const

const privately = { 'Cache-Control': 'private, no-store' }

const isRefusal = (result: unknown): result is Refusal =>
  typeof result === 'object' &&
  result !== null &&
  'ok' in result &&
  result.ok === false &&
  'kind' in result &&
  typeof result.kind === 'string' &&
  result.kind in statuses

/**
 * Makes a server action out of what it takes, who may do it and what it does. The schema is that of the list of
 * arguments. Answers with the result or with a refusal, and never throws; the status of a refusal is that of a route's.
 */
export function action<Schema extends z.ZodMiniType<unknown, unknown[]>, Result>(work: Work<Schema, Result>) {
  return async (...args: z.input<Schema>): Promise<Result | Refusal> => {
    const asked = await headers()
    const result = await perform(work, { headers: asked, writes: true, input: async () => args })
    if (isRefusal(result)) setStatus(traceOf(asked).request, statuses[result.kind])
    return result
  }
}

type RouteContext = { params: Promise<Record<string, string | string[] | undefined>> }

const maxBodyBytes = 1_000_000

/**
 * Makes a route handler. The schema is that of `{ params, query, body }`: the parts of the path, the query (a name given
 * twice counts once, the last) and, for anything but GET, the JSON body. The result is answered as JSON, null as 404, a
 * refusal as `{ kind, message }` with its status.
 */
export function route<Schema extends z.ZodMiniType, Result>(work: Work<Schema, Result>) {
  return async (request: Request, { params }: RouteContext): Promise<Response> => {
    const writes = request.method !== 'GET' && request.method !== 'HEAD'
    const input = async () => ({
      params: await params,
      query: Object.fromEntries(new URL(request.url).searchParams),
      ...(writes ? { body: await readJson(request, maxBodyBytes) } : {}),
    })
    const result = await perform(work, { headers: request.headers, writes, input })
    if (result instanceof Response) return result
    const answer = result ?? refusal('gone')
    if (!isRefusal(answer)) return Response.json(answer, { headers: privately })
    const { kind, message } = answer
    return Response.json({ kind, message }, { status: statuses[kind], headers: privately })
  }
}
