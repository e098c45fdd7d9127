import 'server-only'
import { betterAuth } from 'better-auth'
import { drizzleAdapter } from 'better-auth/adapters/drizzle'
import { createAuthMiddleware } from 'better-auth/api'
import { username } from 'better-auth/plugins/username'
import { type Database, database } from '@/db/client'
import { accounts, sessions, users, verifications } from '@/db/schema/people'
import { addressHeader } from './client-address'
import { cookiePrefix } from './cookie-names'
import { log, logSecurity, traceOf } from './log'
import { absoluteSeconds } from './sessions'
import { isSecure, type Settings, settings } from './settings'
import { afterSignIn, beforeSignIn, signInPath } from './sign-in'

/** Everything else the library offers stays closed, whatever its options would allow. */
const openPaths = new Set([signInPath, '/sign-out'])
const basePath = '/api/auth'

/** better-auth on the tables of `db/schema/people.ts`: sign-in by username, sign-out, sessions in the database. */
export function createAuth(db: Database, { url, secret }: Settings) {
  const secure = isSecure(url)
  return betterAuth({
    appName: 'Throughline',
    baseURL: url.origin,
    basePath,
    secret,
    trustedOrigins: [],
    database: drizzleAdapter(db, {
      provider: 'pg',
      schema: { user: users, session: sessions, account: accounts, verification: verifications },
    }),
    user: {
      additionalFields: {
        active: { type: 'boolean', input: false, returned: false },
        superuser: { type: 'boolean', input: false, returned: false },
      },
    },
    session: { expiresIn: absoluteSeconds, disableSessionRefresh: true, cookieCache: { enabled: false } },
    // The throttle of sign-in is in `sign-in.ts`: the library's own covers only its HTTP handler, in memory.
    rateLimit: { enabled: false },
    telemetry: { enabled: false },
    advanced: {
      cookiePrefix,
      useSecureCookies: secure,
      database: { generateId: 'serial' },
      ipAddress: { ipAddressHeaders: [addressHeader] },
      disableOriginCheck: false,
    },
    // Its messages may quote what was typed or a query's parameters; only that something happened is kept.
    logger: { level: 'error', log: (level) => log.warn({ source: 'better-auth', level }) },
    // Thrown on to the route: the router would print it whole, a query's parameters included.
    onAPIError: { throw: true },
    plugins: [
      username({
        minUsernameLength: 1,
        maxUsernameLength: 150,
        usernameValidator: () => true,
        usernameNormalization: false,
      }),
      {
        id: 'closed',
        onRequest: async (request) => {
          const path = new URL(request.url).pathname.slice(basePath.length)
          return openPaths.has(path) && request.method === 'POST'
            ? undefined
            : { response: new Response('Not Found', { status: 404 }) }
        },
      },
    ],
    hooks: {
      before: createAuthMiddleware(async (ctx) => {
        if (ctx.path === signInPath) return beforeSignIn(db, secure, ctx)
        if (ctx.path === '/sign-out') {
          const token = await ctx.getSignedCookie(ctx.context.authCookies.sessionToken.name, secret)
          const session = token ? await ctx.context.internalAdapter.findSession(token) : null
          if (session) logSecurity({ event: 'sign-out' }, traceOf(ctx.headers, Number(session.user.id)))
        }
      }),
      after: createAuthMiddleware(async (ctx) => {
        if (ctx.path === signInPath) await afterSignIn(db, secure, ctx, ctx.context.returned)
      }),
    },
  })
}

export type Auth = ReturnType<typeof createAuth>

const store: { throughlineAuth?: Auth } = globalThis as typeof globalThis & { throughlineAuth?: Auth }

/** The process-wide instance, made on first use from the environment. Throws when the environment is not usable. */
export function auth(): Auth {
  store.throughlineAuth ??= createAuth(database(), settings())
  return store.throughlineAuth
}
