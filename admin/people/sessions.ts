import { createHmac, timingSafeEqual } from 'node:crypto'
import { and, eq, gt, lt, or, sql } from 'drizzle-orm'
import type { Reader } from '@/db/client'
import { sessions, users } from '@/db/schema/people'

/** However busy, a session ends after twelve hours. */
export const absoluteSeconds = 12 * 60 * 60
/** And after half an hour without a request. */
const idleMinutes = 30

export type Person = { id: number; username: string; name: string; superuser: boolean }

/** The token in a session cookie (`token.signature`), or undefined when it was not signed with this secret. */
export function tokenOf(cookie: string, secret: string): string | undefined {
  const dot = cookie.lastIndexOf('.')
  const token = cookie.slice(0, dot)
  const expected = createHmac('sha256', secret).update(token).digest()
  const given = Buffer.from(cookie.slice(dot + 1), 'base64')
  return dot > 0 && given.length === expected.length && timingSafeEqual(given, expected) ? token : undefined
}

/**
 * Who holds the session of a cookie, read anew for each request, so that a sign-out, a new password and a deactivation
 * work at once on every instance. Null when there is no such session, it has ended or its user is inactive. Notes that
 * the session is in use, at most once a minute.
 */
export async function personOf(db: Reader, cookie: string, secret: string): Promise<Person | null> {
  const token = tokenOf(cookie, secret)
  if (token === undefined) return null
  const [found] = await db
    .select({
      session: sessions.id,
      stale: sql<boolean>`${sessions.updatedAt} < now() - interval '1 minute'`,
      person: { id: users.id, username: users.username, name: users.name, superuser: users.superuser },
    })
    .from(sessions)
    .innerJoin(users, eq(users.id, sessions.userId))
    .where(
      and(
        eq(sessions.token, token),
        eq(users.active, true),
        gt(sessions.expiresAt, sql`now()`),
        gt(sessions.createdAt, sql`now() - make_interval(secs => ${absoluteSeconds})`),
        gt(sessions.updatedAt, sql`now() - make_interval(mins => ${idleMinutes})`),
      ),
    )
  if (!found) return null
  if (found.stale)
    await db
      .update(sessions)
      .set({ updatedAt: sql`now()` })
      .where(and(eq(sessions.id, found.session), lt(sessions.updatedAt, sql`now() - interval '1 minute'`)))
  return found.person
}

/** Ends all sessions of a user. */
export async function endSessions(db: Reader, userId: number): Promise<void> {
  await db.delete(sessions).where(eq(sessions.userId, userId))
}

/** Deletes the sessions, of whomever, that have ended by themselves. */
export async function forgetEnded(db: Reader): Promise<void> {
  const idle = lt(sessions.updatedAt, sql`now() - make_interval(mins => ${idleMinutes})`)
  await db.delete(sessions).where(or(lt(sessions.expiresAt, sql`now()`), idle))
}
