import 'server-only'
import { cookies, headers } from 'next/headers'
import { redirect } from 'next/navigation'
import { cache } from 'react'
import { type Actor, permissionsOf } from '@/admin/engine/permissions'
import { sessionCookie } from '@/admin/people/cookie-names'
import { personOf } from '@/admin/people/sessions'
import { isSecure, settings } from '@/admin/people/settings'
import { database } from '@/db/client'
import { localPath } from './request/local-path'
import { pathHeader } from './request/request-headers'

/** Who is signed in, with all permissions, or null. Two statements (a third once a minute), once per rendered page. */
export const currentActor = cache(async (): Promise<Actor | null> => {
  const { url, secret } = settings()
  const cookie = (await cookies()).get(sessionCookie(isSecure(url)))?.value
  if (!cookie) return null
  const person = await personOf(database(), cookie, secret)
  if (!person) return null
  return { ...person, permissions: person.superuser ? new Set() : await permissionsOf(database(), person.id) }
})

/** Who is signed in. Anyone else is sent to the sign-in page, and back here afterwards. */
export async function requireActor(): Promise<Actor> {
  const actor = await currentActor()
  if (actor) return actor
  redirect(signInHref((await headers()).get(pathHeader)))
}

/** The address of the sign-in page that leads on to a path. */
export function signInHref(path: string | null): string {
  const next = localPath(path)
  return next === '/' ? '/sign-in' : `/sign-in?next=${encodeURIComponent(next)}`
}
