import { expect, it } from 'vitest'
import { clientAddress, trustedProxies } from './client-address'

it('believes X-Forwarded-For only as far as our own proxies wrote it', () => {
  expect(clientAddress('10.0.0.1', '6.6.6.6', 0)).toBe('10.0.0.1')
  expect(clientAddress('10.0.0.1', '6.6.6.6, 198.51.100.7', 1)).toBe('198.51.100.7')
  expect(clientAddress('10.0.0.1', '6.6.6.6, 198.51.100.7, 10.0.0.2', 2)).toBe('198.51.100.7')
  expect(clientAddress('10.0.0.1', '198.51.100.7', 2)).toBe('10.0.0.1')
  expect(clientAddress('10.0.0.1', undefined, 1)).toBe('10.0.0.1')
  expect(clientAddress('::ffff:10.0.0.1', undefined, 0)).toBe('10.0.0.1')
})

it('reads the number of proxies', () => {
  expect(trustedProxies({})).toBe(0)
  expect(trustedProxies({ TRUSTED_PROXIES: '2' })).toBe(2)
  expect(() => trustedProxies({ TRUSTED_PROXIES: 'yes' })).toThrow('TRUSTED_PROXIES')
})
