import { type NextRequest, NextResponse } from 'next/server'
import { sessionCookie } from '@/admin/people/cookie-names'
import { appUrl, isSecure } from '@/admin/people/settings'
import { isOwnHost } from '@/app/request/own-host'
import { nonceHeader, pathHeader } from '@/app/request/request-headers'
import { provesSameOrigin } from '@/app/request/same-origin'
import { contentSecurityPolicy, securityHeaders } from '@/app/request/security-headers'

const development = process.env.NODE_ENV === 'development'

/**
 * Sets the headers of every answer, refuses requests that were meant for another host and spares a visitor without a
 * session cookie the way to a page. It decides nothing about rights: every page, action and route asks for itself.
 */
export function proxy(request: NextRequest): NextResponse {
  const url = appUrl()
  const secure = isSecure(url)
  const nonce = Buffer.from(crypto.getRandomValues(new Uint8Array(16))).toString('base64')
  const policy = contentSecurityPolicy(nonce, { secure, development })
  const response = respond(request, url, nonce, policy)
  for (const [name, value] of Object.entries(securityHeaders(secure))) response.headers.set(name, value)
  response.headers.set('Content-Security-Policy', policy)
  return response
}

function respond(request: NextRequest, url: URL, nonce: string, policy: string): NextResponse {
  const { pathname, search } = request.nextUrl
  if (pathname === '/api/health') return NextResponse.next()
  if (!isOwnHost(request.headers, url)) return new NextResponse('Unknown host', { status: 421 })

  const reads = request.method === 'GET' || request.method === 'HEAD'
  // The framework would answer a foreign action with an error of its own.
  if (!reads && request.headers.has('origin') && !provesSameOrigin(request.headers, url))
    return new NextResponse('Foreign origin', { status: 403 })
  const isPage = pathname !== '/sign-in' && !pathname.startsWith('/api/')
  if (reads && isPage && !isData(pathname) && !request.cookies.has(sessionCookie(isSecure(url)))) {
    const next = pathname + search
    const target = request.nextUrl.clone()
    target.pathname = '/sign-in'
    target.search = next === '/' ? '' : `?next=${encodeURIComponent(next)}`
    return NextResponse.redirect(target, 307)
  }

  const headers = new Headers(request.headers)
  headers.set(pathHeader, pathname + search)
  headers.set(nonceHeader, nonce)
  headers.set('Content-Security-Policy', policy)
  return NextResponse.next({ request: { headers } })
}

/** The addresses below a model that answer with data: they say 401 themselves. */
function isData(pathname: string): boolean {
  return /^\/[^/]+\/(options|resolve|rows)$/.test(pathname)
}

export const config = {
  matcher: ['/((?!_next/static/|_next/image|favicon.ico$|icon.svg$).*)'],
}
