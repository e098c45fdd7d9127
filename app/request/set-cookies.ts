import { parseSetCookieHeader, toCookieOptions } from 'better-auth/cookies'
import { cookies } from 'next/headers'

/** Sets the cookies that an answer of the sign-in library asks for; only possible inside an action or a route. */
export async function setCookies(answer: Headers): Promise<void> {
  const jar = await cookies()
  for (const line of answer.getSetCookie())
    for (const [name, cookie] of parseSetCookieHeader(line)) jar.set(name, cookie.value, toCookieOptions(cookie))
}
