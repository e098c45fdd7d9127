import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { seed } from '@/components/inline-grid/session/testing'
import { parseTsv, serialiseTsv } from './tsv'

const cell = fc.oneof(
  fc.string(),
  fc.stringMatching(/^["\t\n ab]{0,8}$/),
  fc.constantFrom('', '"', '""', '"""', 'a"b', '"a\tb"', 'two\nlines', '\t', '😀', 'مرحبا'),
)
const table = fc.array(fc.array(cell, { minLength: 1, maxLength: 4 }), { minLength: 1, maxLength: 5 })
const normal = (text: string) => text.replaceAll('\r\n', '\n').replaceAll('\r', '\n')

test('what is written is read back', () => {
  fc.assert(
    fc.property(table, (rows) => {
      expect(parseTsv(serialiseTsv(rows))).toEqual(rows.map((row) => row.map(normal)))
    }),
    { seed, numRuns: 2_000 },
  )
})

test('a text without quotes has as many rows as lines', () => {
  fc.assert(
    fc.property(fc.stringMatching(/^[ab\t\n]{0,30}$/), (text) => {
      expect(parseTsv(text)).toHaveLength(text.replace(/\n$/, '').split('\n').length)
    }),
    { seed },
  )
})

describe('a cell that begins with a quote', () => {
  test.each([
    ['"hello" he said\tb', [['"hello" he said', 'b']]],
    [
      '"never closed\tb\nc\td',
      [
        ['"never closed', 'b'],
        ['c', 'd'],
      ],
    ],
    ['"quoted"\tb', [['"quoted"', 'b']]],
    ['"two\nlines"\tb', [['two\nlines', 'b']]],
    ['"a ""b"" c"\td', [['a "b" c', 'd']]],
    ['5" disk\tb', [['5" disk', 'b']]],
  ])('%j', (text, rows) => {
    expect(parseTsv(text)).toEqual(rows)
  })
})

test('one trailing line break is no row, whatever the platform writes', () => {
  expect(parseTsv('a\tb\r\nc\td\r\n')).toEqual([
    ['a', 'b'],
    ['c', 'd'],
  ])
  expect(parseTsv('a\rb')).toEqual([['a'], ['b']])
  expect(parseTsv('a\n\n')).toEqual([['a'], ['']])
})
