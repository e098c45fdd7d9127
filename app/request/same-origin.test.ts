import { describe, expect, it } from 'vitest'
import { isOwnHost } from './own-host'
import { isOutsideBrowser, provesSameOrigin } from './same-origin'

const own = new URL('https://admin.example.org')
const here = new URL('http://127.0.0.1:3000')

describe('provesSameOrigin', () => {
  it.each<[Record<string, string>, boolean]>([
    [{ origin: 'https://admin.example.org' }, true],
    [{ origin: 'https://admin.example.org', 'sec-fetch-site': 'same-origin' }, true],
    [{ 'sec-fetch-site': 'same-origin' }, true],
    [{}, false],
    [{ referer: 'https://admin.example.org/' }, false],
    [{ origin: 'null' }, false],
    [{ origin: 'null', 'sec-fetch-site': 'same-origin' }, false],
    [{ origin: 'https://evil.example' }, false],
    [{ origin: 'http://admin.example.org' }, false],
    [{ origin: 'https://admin.example.org.evil.example' }, false],
    [{ origin: 'https://admin.example.org', 'sec-fetch-site': 'cross-site' }, false],
    [{ 'sec-fetch-site': 'same-site' }, false],
    [{ 'sec-fetch-site': 'none' }, false],
  ])('%j: %s', (headers, expected) => expect(provesSameOrigin(new Headers(headers), own)).toBe(expected))

  it('knows a loopback address by all of its names, on its port only', () => {
    const proves = (origin: string) => provesSameOrigin(new Headers({ origin }), here)
    expect(
      ['http://localhost:3000', 'http://[::1]:3000', 'http://localhost:3001', 'https://localhost:3000'].map(proves),
    ).toEqual([true, true, false, false])
  })
})

describe('isOwnHost', () => {
  it.each<[Record<string, string>, boolean]>([
    [{ host: 'admin.example.org' }, true],
    [{ host: 'ADMIN.example.org' }, true],
    [{ host: 'admin.example.org', 'x-forwarded-host': 'admin.example.org' }, true],
    [{ host: 'admin.example.org', 'x-forwarded-host': 'evil.example' }, false],
    [{ host: 'evil.example', 'x-forwarded-host': 'admin.example.org' }, false],
    [{ host: 'admin.example.org:8443' }, false],
    [{}, false],
  ])('%j: %s', (headers, expected) => expect(isOwnHost(new Headers(headers), own)).toBe(expected))
})

it('tells a program from a page', () => {
  expect(isOutsideBrowser(new Headers({ 'user-agent': 'curl' }))).toBe(true)
  expect(isOutsideBrowser(new Headers({ cookie: 'a=b' }))).toBe(false)
  expect(isOutsideBrowser(new Headers({ origin: 'null' }))).toBe(false)
})
