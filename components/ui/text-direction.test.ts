import { expect, test } from 'vitest'
import { directionOf } from './text-direction'

test.each([
  ['محمد بن عبد الله', 'rtl'],
  ['שלום כהן', 'rtl'],
  ['(12) – שלום Cohen', 'rtl'],
  ['ܫܠܡܐ', 'rtl'],
  ['Biology, مقدمة', undefined],
  ['Ana Lee', undefined],
  ['李小龍', undefined],
  ['12 · 👩‍👩‍👧‍👦 – ', undefined],
  ['', undefined],
  [undefined, undefined],
])('%j runs %s', (text, direction) => expect(directionOf(text)).toBe(direction))
