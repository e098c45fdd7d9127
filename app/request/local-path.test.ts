import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { localPath } from './local-path'

describe('localPath', () => {
  it.each(['/', '/courses', '/courses/7?q=a%2Fb&page=2', '/courses?q=https://example.org/', '/students/3/history#top'])(
    'keeps %s',
    (path) => expect(localPath(path)).toBe(path),
  )

  it.each([
    '//evil.example',
    '///evil.example',
    'https:evil.example',
    'https://evil.example/',
    '/\\evil.example',
    '\\/evil.example',
    '/\t/evil.example',
    '/\n/evil.example',
    'javascript:alert(1)',
    ' javascript:alert(1)',
    '%2F%2Fevil.example',
    '/%2Fevil.example',
    '/%5Cevil.example',
    '/%255Cevil.example',
    '/%09/evil.example',
    '/a/..//evil.example',
    '/.//evil.example',
    '/%E0%A4%A',
    '/sign-in',
    '/sign-in?next=/sign-in',
    '/api/auth/sign-out',
    '',
    null,
    undefined,
    ['/courses'],
    `/${'a'.repeat(3000)}`,
  ])('sends %j to the start page', (path) => expect(localPath(path)).toBe('/'))

  it('never leaves the origin, whatever is given', () => {
    const pieces = fc.constantFrom(
      '/',
      '\\',
      ':',
      '.',
      '..',
      '%2f',
      '%5c',
      '%09',
      '\t',
      '\u200b',
      '@',
      'evil.example',
      'a',
      '?',
      '#',
    )
    const given = fc.oneof(
      fc.array(pieces, { maxLength: 8 }).map((parts) => parts.join('')),
      fc.string(),
      fc.webUrl(),
    )
    fc.assert(
      fc.property(given, (path) => {
        const result = localPath(path)
        expect(new URL(result, 'https://own.example').origin).toBe('https://own.example')
        expect(result).toMatch(/^\/(?![/\\])/)
      }),
      { seed: 14, numRuns: 2000 },
    )
  })
})
