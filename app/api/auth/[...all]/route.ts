import { auth } from '@/admin/people/auth'
import { failureOf, logFailure, logSecurity, traceOf } from '@/admin/people/log'
import { appUrl } from '@/admin/people/settings'
import { BodyError, readText } from '@/app/request/read-body'
import { isOutsideBrowser, provesSameOrigin } from '@/app/request/same-origin'

const maxBodyBytes = 20_000

/** Signing in and out over HTTP; the library answers 404 to everything else that it could do. */
export async function POST(request: Request): Promise<Response> {
  const trace = traceOf(request.headers)
  if (!provesSameOrigin(request.headers, appUrl()) && !isOutsideBrowser(request.headers)) {
    logSecurity({ event: 'foreign-origin', action: 'auth' }, trace)
    return Response.json({ message: 'This request does not come from the application.' }, { status: 403 })
  }
  try {
    const body = await readText(request, maxBodyBytes)
    const { url, method, headers } = request
    return await auth().handler(new Request(url, { method, headers, body: body || undefined }))
  } catch (error) {
    if (error instanceof BodyError)
      return Response.json({ message: 'This is not a name and a password.' }, { status: 400 })
    logFailure('auth', failureOf(error), trace)
    return Response.json({ message: 'Something went wrong. Try again.' }, { status: 500 })
  }
}
