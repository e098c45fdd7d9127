import { expect, it } from 'vitest'
import { appUrl, settings } from './settings'

it('takes the public origin from APP_URL, else from where it listens', () => {
  expect(appUrl({ APP_URL: 'https://admin.example.org' }).origin).toBe('https://admin.example.org')
  expect(appUrl({}).origin).toBe('http://127.0.0.1:3000')
  expect(appUrl({ HOST: 'localhost', PORT: '4000' }).origin).toBe('http://localhost:4000')
})

it.each(['admin.example.org', 'ftp://example.org', 'https://example.org/admin', 'https://a:b@example.org'])(
  'refuses %s as APP_URL',
  (text) => expect(() => appUrl({ APP_URL: text })).toThrow('APP_URL'),
)

it('needs a secret of 32 bytes', () => {
  expect(() => settings({})).toThrow('APP_SECRET')
  expect(() => settings({ APP_SECRET: 'x'.repeat(31) })).toThrow('APP_SECRET')
  expect(settings({ APP_SECRET: 'x'.repeat(32) }).secret).toHaveLength(32)
})
