import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { Field, FieldKind } from '../form'
import { sameValue } from './value'

const field = (kind: FieldKind): Field => ({ name: 'x', label: 'X', required: false, readOnly: false, ...kind })
const text = field({ kind: 'text' })
const decimal = field({ kind: 'decimal' })
const moment = field({ kind: 'moment' })

describe('sameValue', () => {
  test('an empty text is nothing', () => {
    expect(sameValue(text, '', null)).toBe(true)
    expect(sameValue(text, 'a', null)).toBe(false)
  })

  test.each([
    ['1.50', '1.5', true],
    ['1', '1.000', true],
    ['-0', '0', true],
    ['007', '7', true],
    ['.5', '0.5', true],
    ['1.05', '1.5', false],
    ['-1', '1', false],
    ['10', '1', false],
  ])('the numbers %s and %s', (a, b, same) => {
    expect(sameValue(decimal, a, b)).toBe(same)
  })

  test.each([
    ['2026-09-03T10:00:00.000000+00:00', '2026-09-03T12:00:00+02:00', true],
    ['2026-09-03T10:00:00.123456+00:00', '2026-09-03 10:00:00.123456+00', true],
    ['2026-09-03T10:00:00.123456+00:00', '2026-09-03T10:00:00.123457+00:00', false],
    ['2026-09-03T10:00:00Z', '2026-09-03T10:00:01Z', false],
  ])('the moments %s and %s', (a, b, same) => {
    expect(sameValue(moment, a, b)).toBe(same)
  })

  test('is an equivalence on decimals, however they are written', () => {
    const written = fc.tuple(fc.integer({ min: -50, max: 50 }), fc.nat(3), fc.nat(2)).map(([n, zeros, lead]) => {
      const [sign, digits] = n < 0 ? ['-', String(-n)] : ['', String(n)]
      return { n, text: `${sign}${'0'.repeat(lead)}${digits}${zeros > 0 ? `.${'0'.repeat(zeros)}` : ''}` }
    })
    fc.assert(
      fc.property(written, written, (a, b) => {
        expect(sameValue(decimal, a.text, b.text)).toBe(a.n === b.n)
      }),
      { seed: 1 },
    )
  })
})
