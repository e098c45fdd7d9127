import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { passwordFault } from './password-rules'

describe('passwordFault', () => {
  it.each([
    'correct horse battery staple',
    'tangled-lemon-harbour',
    '🦊🐻🐼🐨🐯🦁🐮🐷🐸🐵🐔🐧',
    '8472-9301-4471-55',
    'u7Kq9ZpWm2Xv',
    'kaffee um halb acht',
    'ünïcödé wörds here',
    'x9!x9!x9!blau-gruen',
    `long ${'and longer '.repeat(20)}`,
  ])('accepts %s', (password) => expect(passwordFault(password)).toBeUndefined())

  it.each([
    'password1234',
    'Password1234!',
    'P@ssw0rd12345',
    'passwordpassword',
    '123456789012',
    '210987654321',
    'qwertyuiop12',
    '1qaz2wsx3edc',
    'asdfghjkl123',
    'aaaaaaaaaaaaa',
    'abcabcabcabc',
    'abcdefghijkl',
    'letmein123456',
    'Welcome@2026!',
    'iloveyou123456',
    'throughline-demo',
    'Throughline2026',
    'administrator1',
  ])('refuses %s', (password) => expect(passwordFault(password)).toMatch(/first that anyone/))

  it('refuses the name of its user in disguise', () => {
    expect(passwordFault('Ana.Lee-Osei-77', ['ana.lee.osei'])).toMatch(/first that anyone/)
    expect(passwordFault('Ana.Lee-Osei-77', ['ben'])).toBeUndefined()
  })

  it('counts characters, not bytes', () => {
    expect(passwordFault('🦊🐻🐼🐨🐯🦁')).toMatch('at least 12 characters (this has 6)')
    expect(passwordFault('short')).toMatch('this has 5')
    expect(passwordFault('a1'.repeat(501))).toMatch('at most 1000')
  })

  it('judges any text without failing, and random ones as good', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 60 }), (password) => {
        const fault = passwordFault(password)
        expect(fault === undefined || fault.length > 10).toBe(true)
      }),
      { seed: 3 },
    )
    const random = fc.string({
      unit: fc.constantFrom(...'abcdefghijkmnopqrstuvwxyzACDEFGHJKLMNPQRTUVWXYZ23456789'),
      minLength: 16,
      maxLength: 16,
    })
    fc.assert(
      fc.property(
        random.filter((text) => new Set(text).size > 8),
        (password) => {
          expect(passwordFault(password)).toBeUndefined()
        },
      ),
      { seed: 4, numRuns: 500 },
    )
  })
})
