'use server'

import { headers } from 'next/headers'
import { auth } from '@/admin/people/auth'
import { appUrl } from '@/admin/people/settings'
import { provesSameOrigin } from './request/same-origin'
import { setCookies } from './request/set-cookies'

/** Ends the session of this browser. Rejects when it could not be ended. */
export async function signOut(): Promise<void> {
  const asked = await headers()
  if (!provesSameOrigin(asked, appUrl())) return
  const answer = await auth().api.signOut({ headers: asked, returnHeaders: true })
  await setCookies(answer.headers)
}
