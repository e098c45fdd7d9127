import { auth } from '@/admin/people/auth'
import { failureOf, logFailure, logSecurity, traceOf } from '@/admin/people/log'
import { appUrl } from '@/admin/people/settings'
import { isOutsideBrowser, provesSameOrigin } from '@/app/request/same-origin'

/** Signing in and out over HTTP; the library answers 404 to everything else that it could do. */
export async function POST(request: Request): Promise<Response> {
  const trace = traceOf(request.headers)
  if (!provesSameOrigin(request.headers, appUrl()) && !isOutsideBrowser(request.headers)) {
    logSecurity({ event: 'foreign-origin', action: 'auth' }, trace)
    return Response.json({ message: 'This request does not come from the application.' }, { status: 403 })
  }
  try {
    return await auth().handler(request)
  } catch (error) {
    logFailure('auth', failureOf(error), trace)
    return Response.json({ message: 'Something went wrong. Try again.' }, { status: 500 })
  }
}
