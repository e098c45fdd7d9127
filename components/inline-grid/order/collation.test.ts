import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { seed } from '@/components/inline-grid/session/testing'
import { collated, compareCollated } from './collation'

const compareTexts = (a: string, b: string) => compareCollated(collated(a), collated(b))

const collator = new Intl.Collator('en', { sensitivity: 'base', numeric: true })
const piece = fc.oneof(
  fc.string({ unit: 'grapheme-ascii', maxLength: 4 }),
  fc.constantFrom(
    'Ana',
    'ana ',
    'Zoë',
    'Åsa',
    'Müller',
    'O’Neil',
    'ß',
    '7',
    '07',
    '007',
    '10',
    '9'.repeat(120),
    '-',
    '李',
  ),
)
const text = fc.array(piece, { maxLength: 4 }).map((pieces) => pieces.join(''))

test('texts are ordered as the collator orders them', () => {
  fc.assert(
    fc.property(text, text, (a, b) => {
      expect([a, b, Math.sign(compareTexts(a, b))]).toEqual([a, b, Math.sign(collator.compare(a, b))])
    }),
    { seed, numRuns: 5_000 },
  )
})

test('numbers in a text are ordered by size, and a text by its first difference', () => {
  const names = ['p10@x', 'P9@x', 'p9a@x', 'p 9', 'p-9', 'é', 'e1', 'z']
  expect(names.toSorted(compareTexts)).toEqual(names.toSorted(collator.compare))
})
