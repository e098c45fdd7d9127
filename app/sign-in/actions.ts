'use server'

import { isAPIError } from 'better-auth/api'
import { headers } from 'next/headers'
import { redirect } from 'next/navigation'
import { auth } from '@/admin/people/auth'
import { failureOf, logFailure, logSecurity, traceOf } from '@/admin/people/log'
import { appUrl } from '@/admin/people/settings'
import { throttledCode } from '@/admin/people/sign-in'
import { localPath } from '@/app/request/local-path'
import { provesSameOrigin } from '@/app/request/same-origin'
import { setCookies } from '@/app/request/set-cookies'

/** What the form shows after an attempt; a new `attempt` number makes the same message be read out again. */
export type SignInState = { message: string; username: string; attempt: number } | null

const text = (form: FormData, name: string) => {
  const value = form.get(name)
  return typeof value === 'string' ? value : ''
}

/** Signs in and leads on to where the form says, or answers with what to show. Every refusal of a name or password reads the same. */
export async function signIn(before: SignInState, form: FormData): Promise<SignInState> {
  const asked = await headers()
  const username = text(form, 'username')
  const failed = (message: string): SignInState => ({ message, username, attempt: (before?.attempt ?? 0) + 1 })
  if (!provesSameOrigin(asked, appUrl())) {
    logSecurity({ event: 'foreign-origin', action: 'sign-in' }, traceOf(asked))
    return failed('This request did not come from this page. Reload it and try again.')
  }
  try {
    const body = { username, password: text(form, 'password') }
    const answer = await auth().api.signInUsername({ body, headers: asked, returnHeaders: true })
    await setCookies(answer.headers)
  } catch (error) {
    if (!isAPIError(error) || error.statusCode >= 500) {
      logFailure('sign-in', failureOf(error), traceOf(asked))
      return failed('Signing in does not work at the moment. Try again soon.')
    }
    if (error.body?.code === throttledCode) return failed(error.body.message ?? '')
    return failed('The username or the password is wrong.')
  }
  redirect(localPath(form.get('next')))
}
