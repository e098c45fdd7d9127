import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { isId, parseId } from './ids'

describe('parseId', () => {
  test('reads plain digits', () => {
    expect(parseId('7')).toBe(7)
    expect(parseId('2147483648')).toBe(2_147_483_648)
    expect(parseId('9007199254740991')).toBe(Number.MAX_SAFE_INTEGER)
  })

  test.each(['', '0', '-0', '-1', ' 7 ', '7 ', '07', '1e3', '1.0', '٣', 'NaN', 'Infinity', '0x10', '9007199254740992'])(
    'does not take %j for an id',
    (text) => expect(parseId(text)).toBeNull(),
  )

  test('gives null or the very number that was written', () => {
    fc.assert(
      fc.property(fc.string(), (text) => {
        const id = parseId(text)
        expect(id === null || (isId(id) && String(id) === text)).toBe(true)
      }),
      { seed: 1 },
    )
    fc.assert(
      fc.property(fc.integer({ min: 1, max: Number.MAX_SAFE_INTEGER }), (id) => {
        expect(parseId(String(id))).toBe(id)
      }),
      { seed: 2 },
    )
  })
})

test('isId refuses what no record can have', () => {
  for (const id of [0, -0, -1, 1.5, Number.NaN, Number.POSITIVE_INFINITY, 1e21]) expect(isId(id)).toBe(false)
})
