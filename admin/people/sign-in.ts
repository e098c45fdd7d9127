import type { GenericEndpointContext } from 'better-auth'
import { APIError, isAPIError } from 'better-auth/api'
import { sql } from 'drizzle-orm'
import * as z from 'zod/mini'
import type { Database, Reader } from '@/db/client'
import { accounts, users } from '@/db/schema/people'
import { textFault } from '../engine/form'
import { addressHeader } from './client-address'
import { deviceCookie } from './cookie-names'
import { logSecurity, traceOf } from './log'
import { passwordMaximum } from './password-rules'
import { forgetEnded } from './sessions'
import { type Attempt, countAttempt, rememberSuccess } from './throttle'

export const signInPath = '/sign-in/username'

/** The code of the answer to an attempt too many. */
export const throttledCode = 'TOO_MANY_ATTEMPTS'

/** The name of nobody: usernames hold no blanks. Signing in under it takes as long as under any other wrong name. */
const nobody = ' '

const credentials = z.object({ username: z.string(), password: z.string() })

/** The stored spelling of an account that may sign in. One that is inactive or has no password is nobody, as an unknown one is. */
async function accountFor(db: Reader, given: string): Promise<string> {
  if (given.length > 150 || textFault(given)) return nobody
  const rows = await db.execute<{ username: string }>(sql`
    select ${users.username} from ${users}
    where lower(${users.username}) = lower(${given}) and ${users.active} and exists (
      select from ${accounts}
      where ${accounts.userId} = ${users.id} and ${accounts.providerId} = 'credential' and ${accounts.password} is not null
    )`)
  return rows[0]?.username ?? nobody
}

/** IPv6 clients hold at least a /64, so that is what an address means here. */
function addressOf(headers: Headers | undefined): string {
  const address = headers?.get(addressHeader) ?? 'unknown'
  if (!address.includes(':')) return address
  const [head = '', tail] = address.split('::', 2)
  const groups = head.split(':').filter(Boolean)
  const rest = tail?.split(':').filter(Boolean) ?? []
  const middle: string[] = tail === undefined ? [] : Array.from({ length: 8 - groups.length - rest.length }, () => '0')
  return [...groups, ...middle, ...rest].slice(0, 4).join(':')
}

/** The id of the account that was named, for the log: what was typed may be anything, even a password. */
async function accountId(db: Reader, given: string): Promise<{ account?: number }> {
  if (textFault(given)) return {}
  const [user] = await db.select({ id: users.id }).from(users).where(sql`lower(${users.username}) = lower(${given})`)
  return user ? { account: user.id } : {}
}

function attemptOf(ctx: GenericEndpointContext, secure: boolean, account: string): Attempt {
  const device = ctx.getCookie(deviceCookie(secure)) ?? undefined
  return { account, address: addressOf(ctx.headers), device }
}

/**
 * Runs before every sign-in, by whatever way it comes. Counts the attempt and refuses it with 429 when there were too many;
 * then lets the library judge only a name and a password, so that nothing else of the body (how long the session lasts,
 * where to go) has a say.
 */
export async function beforeSignIn(db: Database, secure: boolean, ctx: GenericEndpointContext) {
  const body = credentials.safeParse(ctx.body)
  if (!body.success) return
  const given = body.data.username.trim()
  const wait = await countAttempt(db, attemptOf(ctx, secure, given))
  if (wait > 0) {
    logSecurity({ event: 'sign-in-throttled', ...(await accountId(db, given)) }, traceOf(ctx.headers))
    const message = `Too many attempts. Try again in ${wait < 90 ? `${wait} seconds` : `${Math.ceil(wait / 60)} minutes`}.`
    throw new APIError('TOO_MANY_REQUESTS', { code: throttledCode, message }, { 'Retry-After': String(wait) })
  }
  const tooLong = body.data.password.length > 4 * passwordMaximum
  const account = tooLong ? nobody : await accountFor(db, given)
  const password = tooLong || body.data.password === '' ? nobody : body.data.password
  return { context: { body: { username: account, password, rememberMe: true, callbackURL: '' } } }
}

/** Runs after every sign-in that was judged: remembers where a good one came from and ends the session it replaces. */
export async function afterSignIn(db: Database, secure: boolean, ctx: GenericEndpointContext, returned: unknown) {
  const trace = traceOf(ctx.headers)
  const signedIn = ctx.context.newSession
  const account = String(ctx.body?.username ?? '')
  if (isAPIError(returned) || !signedIn)
    return logSecurity({ event: 'sign-in-failed', ...(await accountId(db, account)) }, trace)
  const attempt = attemptOf(ctx, secure, account)
  const token = await rememberSuccess(db, attempt)
  const { name, attributes } = ctx.context.authCookies.sessionToken
  ctx.setCookie(deviceCookie(secure), token, { ...attributes, maxAge: 60 * 24 * 60 * 60 })
  const previous = await ctx.getSignedCookie(name, ctx.context.secret)
  if (previous) await ctx.context.internalAdapter.deleteSession(previous)
  await forgetEnded(db)
  logSecurity({ event: 'sign-in' }, { ...trace, actor: Number(signedIn.user.id) })
}
