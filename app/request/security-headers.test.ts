import { expect, it } from 'vitest'
import { contentSecurityPolicy, securityHeaders } from './security-headers'

it('allows scripts by nonce only, in production', () => {
  const policy = contentSecurityPolicy('abc', { secure: true, development: false })
  const scripts = policy.split('; ').find((part) => part.startsWith('script-src'))
  expect(scripts).toBe(`script-src 'self' 'nonce-abc' 'strict-dynamic'`)
  expect(policy).toContain(`style-src-elem 'self' 'nonce-abc'`)
  expect(policy).toContain(`frame-ancestors 'none'`)
  expect(policy.replace(`style-src-attr 'unsafe-inline'`, '')).not.toContain('unsafe')
})

it('asks for https for ever only where there is https', () => {
  expect(securityHeaders(true)['Strict-Transport-Security']).toContain('max-age=')
  expect(securityHeaders(false)).not.toHaveProperty('Strict-Transport-Security')
})
