import { NextRequest } from 'next/server'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { sessionCookie } from '@/admin/people/cookie-names'
import { config, proxy } from '@/proxy'
import { nonceHeader, pathHeader } from './request/request-headers'

beforeEach(() => vi.stubEnv('APP_URL', 'https://admin.example.org'))
afterEach(() => vi.unstubAllEnvs())

type Ask = { method?: string; host?: string; signedIn?: boolean; headers?: Record<string, string> }

function ask(path: string, { method = 'GET', host = 'admin.example.org', signedIn = false, headers = {} }: Ask = {}) {
  const cookie: Record<string, string> = signedIn ? { cookie: `${sessionCookie(true)}=anything` } : {}
  const url = `https://admin.example.org${path}`
  return proxy(new NextRequest(url, { method, headers: { host, ...cookie, ...headers } }))
}

const passes = (response: Response) => response.headers.get('x-middleware-next') === '1'
const passedOn = (response: Response, name: string) => response.headers.get(`x-middleware-request-${name}`)

describe('proxy', () => {
  it('sends a visitor without a session cookie to the sign-in page and back', () => {
    const response = ask('/courses/7?q=a&page=2')
    expect(response.status).toBe(307)
    expect(response.headers.get('location')).toBe(
      'https://admin.example.org/sign-in?next=%2Fcourses%2F7%3Fq%3Da%26page%3D2',
    )
    expect(ask('/').headers.get('location')).toBe('https://admin.example.org/sign-in')
  })

  it.each<Record<string, string>>([
    { rsc: '1' },
    { rsc: '1', 'next-router-prefetch': '1' },
    { rsc: '1', 'next-router-segment-prefetch': '/_tree' },
    { 'x-middleware-subrequest': 'proxy:proxy:proxy:proxy:proxy' },
  ])('does so however the page is asked for: %j', (headers) => {
    expect(ask('/courses', { headers }).status).toBe(307)
  })

  it('lets through what answers for itself', () => {
    for (const path of [
      '/sign-in',
      '/sign-in?next=%2F',
      '/api/auth/sign-out',
      '/api/health',
      '/students/options',
      '/courses/rows?id=1',
    ])
      expect([path, passes(ask(path))]).toEqual([path, true])
    expect(passes(ask('/courses/7', { method: 'POST' }))).toBe(true)
    expect(passes(ask('/courses/7', { signedIn: true }))).toBe(true)
  })

  it('hands on the path and a nonce of its own, whatever the client sent', () => {
    const headers = { [pathHeader]: '//evil.example', [nonceHeader]: 'known' }
    const [one, two] = [1, 2].map(() => ask('/courses?q=a', { signedIn: true, headers }))
    expect(one && passedOn(one, pathHeader)).toBe('/courses?q=a')
    const nonce = one && passedOn(one, nonceHeader)
    expect(nonce).toMatch(/^[\w+/]{22}==$/)
    expect(nonce).not.toBe(two && passedOn(two, nonceHeader))
    expect(one?.headers.get('content-security-policy')).toContain(`'nonce-${nonce}'`)
    expect(one && passedOn(one, 'content-security-policy')).toContain(`'nonce-${nonce}'`)
  })

  it('refuses another host, but for the health check', () => {
    expect(ask('/courses', { host: 'evil.example', signedIn: true }).status).toBe(421)
    expect(ask('/courses', { headers: { 'x-forwarded-host': 'evil.example' }, signedIn: true }).status).toBe(421)
    expect(ask('/sign-in', { host: '127.0.0.1:3000' }).status).toBe(421)
    expect(passes(ask('/api/health', { host: '127.0.0.1:3000' }))).toBe(true)
  })

  it('refuses a write from another origin before anything sees it', () => {
    const from = (origin: string) => ask('/courses/7', { method: 'POST', signedIn: true, headers: { origin } })
    expect(from('https://evil.example').status).toBe(403)
    expect(from('null').status).toBe(403)
    expect(passes(from('https://admin.example.org'))).toBe(true)
  })

  it('guards every answer with headers', () => {
    for (const response of [
      ask('/courses'),
      ask('/courses', { signedIn: true }),
      ask('/courses', { host: 'evil.example' }),
      ask('/api/health'),
    ]) {
      const headers = Object.fromEntries(response.headers)
      expect(headers).toMatchObject({
        'cache-control': 'private, no-store',
        'x-content-type-options': 'nosniff',
        'referrer-policy': 'same-origin',
        'cross-origin-opener-policy': 'same-origin',
      })
      expect(headers['permissions-policy']).toContain('camera=()')
      expect(headers['strict-transport-security']).toBeDefined()
      expect(headers['content-security-policy']).toContain(`frame-ancestors 'none'`)
    }
  })

  it('leaves static files alone and misses no page', () => {
    const matcher = new RegExp(`^${config.matcher[0]}$`)
    for (const path of ['/_next/static/chunks/a.js', '/favicon.ico', '/icon.svg'])
      expect(matcher.test(path)).toBe(false)
    for (const path of [
      '/',
      '/courses',
      '/courses/7',
      '/sign-in',
      '/_next/data/x.json',
      '/faviconx',
      '/%5fnext/static/x',
    ])
      expect([path, matcher.test(path)]).toEqual([path, true])
  })
})
