import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { fieldNamed, seed, status, student } from '@/components/inline-grid/session/testing'
import { typedText } from './cell-text'
import { type Content, reasonOf, sameContent, type Unsettled } from './content'
import { readCell } from './read-cell'

const date = fieldNamed('on', { kind: 'date' })
const moment = fieldNamed('at', { kind: 'moment' })
const paid = fieldNamed('paid', { kind: 'boolean' })
const integer = fieldNamed('points', { kind: 'integer', min: -5, max: 100 })
const decimal = fieldNamed('price', { kind: 'decimal' })
const note = fieldNamed('note', { kind: 'text', maxLength: 10 })

describe('dates', () => {
  test.each([
    ['2026-09-03', '2026-09-03'],
    ['2026/9/3', '2026-09-03'],
    ['3.9.2026', '2026-09-03'],
    ['03.09.2026', '2026-09-03'],
    ['3 Sep 2026', '2026-09-03'],
    ['September 3, 2026', '2026-09-03'],
    ['25/12/2026', '2026-12-25'],
    ['12/25/2026', '2026-12-25'],
    [' 2026-09-03\u00a0', '2026-09-03'],
  ])('%j is %s', (text, iso) => {
    expect(readCell(date, text)).toBe(iso)
  })

  test.each([
    ['03/04/2026', ['2026-04-03', '2026-03-04']],
    ['45903', ['2025-09-03']],
  ])('%j is refused with suggestions', (text, suggestions) => {
    expect(readCell(date, text)).toMatchObject({ raw: text, state: 'invalid', suggestions })
  })

  test.each(['2026-02-30', '31.04.2026', '12abc', 'Foo 3 2026'])('%j is refused', (text) => {
    expect(readCell(date, text)).toMatchObject({ raw: text, state: 'invalid' })
  })
})

describe('moments', () => {
  test.each([
    ['2026-09-03 10:00', '2026-09-03T10:00:00Z'],
    ['2026-09-03T10:00:00Z', '2026-09-03T10:00:00Z'],
    ['2026-09-03T10:00:00.123456+00:00', '2026-09-03T10:00:00.123456+00:00'],
    ['3 Sep 2026, 10:00', '2026-09-03T10:00:00Z'],
    ['2026-09-03 10:00 +02', '2026-09-03T10:00:00+02:00'],
    ['2026-09-03', '2026-09-03T00:00:00Z'],
  ])('%j is %s', (text, iso) => {
    expect(readCell(moment, text)).toBe(iso)
  })

  test.each(['2026-09-03 25:00', '2026-09-03 10:61', 'soon'])('%j is refused', (text) => {
    expect(readCell(moment, text)).toMatchObject({ state: 'invalid' })
  })
})

describe('numbers', () => {
  test.each([
    ['42', 42],
    ['+7', 7],
    ['-0', 0],
  ])('%j is %d', (text, number) => {
    expect(readCell(integer, text)).toBe(number)
  })

  test.each(['12abc', '1e3', '٣', '1.5', '101', '0x10', 'NaN'])('%j is refused as a whole number', (text) => {
    expect(readCell(integer, text)).toMatchObject({ raw: text, state: 'invalid' })
  })

  test('a comma is a suggestion, not a guess', () => {
    expect(readCell(decimal, '1,5')).toMatchObject({ state: 'invalid', suggestions: ['1.5'] })
    expect(readCell(decimal, '1.50')).toBe('1.50')
  })
})

describe('what no column can hold', () => {
  const cents = fieldNamed('price', { kind: 'decimal', precision: 6, scale: 2 })
  test.each<[string, Parameters<typeof readCell>[0], string, string]>([
    ['a number too fine', cents, '1.005', 'At most 2 digits after the point'],
    ['a number too large', cents, '+10000', 'At most 4 digits before the point'],
    ['a day of the year 0', date, '1.1.0000', 'There is no year 0'],
    ['a moment of the year 0', moment, '0000-05-01 10:00', 'There is no year 0'],
    ['a zone of nowhere', moment, '2026-09-03 10:00 +16:00', 'There is no such time zone'],
  ])('%s is refused at once', (_, field, text, message) => {
    expect(readCell(field, text)).toEqual({ raw: text, state: 'invalid', message })
  })
})

describe('choices and yes or no', () => {
  test.each([
    ['completed', 'completed'],
    ['COMPLETED', 'completed'],
    ['Dropped', 'dropped'],
  ])('%j is %s', (text, value) => {
    expect(readCell(status, text)).toBe(value)
  })

  test('a beginning is only a suggestion', () => {
    expect(readCell(status, 'comp')).toMatchObject({ state: 'invalid', suggestions: ['Completed'] })
  })

  test.each([
    ['x', true],
    ['YES', true],
    ['0', false],
    ['', null],
  ])('%j is %s', (text, value) => {
    expect(readCell(paid, text)).toBe(value)
  })
})

describe('texts', () => {
  test.each([
    ['  spaced  ', 'spaced'],
    ['', null],
    ['   ', null],
  ])('%j is %j', (text, value) => {
    expect(readCell(note, text)).toBe(value)
  })

  test.each(['longer than ten', 'nul\u0000', 'half\ud800'])('%j is refused and kept', (text) => {
    expect(readCell(note, text)).toMatchObject({ raw: text, state: 'invalid' })
  })
})

test('a text that cannot be stored is refused before anybody is asked about it', () => {
  expect(readCell(student, 'ana\u0000')).toMatchObject({ raw: 'ana\u0000', state: 'invalid' })
})

test('a refusal says what the text may have meant', () => {
  const reason = (field: typeof date, text: string) => reasonOf(readCell(field, text) as Unsettled)
  expect(reason(date, '03/04/2026')).toBe('“03/04/2026” could be two dates. Did you mean 2026-04-03 or 2026-03-04?')
  expect(reason(date, '45903')).toMatch(/Did you mean 2025-09-03\?$/)
  expect(reason(decimal, '1,5')).toBe('“1,5” is not a number. Did you mean 1.5?')
})

test('a choice that begins like the text is suggested, of several all; else those there are', () => {
  const labels = ['Low', 'High', 'Highest']
  const choices = labels.map((label) => ({ value: label.toLowerCase(), label }))
  const level = { name: 'level', label: 'Level', required: true, readOnly: false, kind: 'choice', choices } as const
  const suggested = (text: string) => (readCell(level, text) as Unsettled).suggestions
  expect(suggested('hig')).toEqual(['High', 'Highest'])
  expect(suggested('l')).toEqual(['Low'])
  expect(suggested('none')).toEqual(labels)
})

test('a text in a relation column is looked up, never guessed', () => {
  expect(readCell(student, ' ana@example.org ')).toMatchObject({ raw: 'ana@example.org', state: 'resolving' })
})

test('what an editor starts with reads back as the same value', () => {
  const content = fc.oneof(
    fc.record({ field: fc.constant(integer), content: fc.integer({ min: -5, max: 100 }) }),
    fc.record({ field: fc.constant(status), content: fc.constantFrom('active', 'completed', 'dropped') }),
    fc.record({ field: fc.constant(paid), content: fc.boolean() }),
    fc.record({
      field: fc.constant(date),
      content: fc
        .date({ min: new Date('1000-01-01'), max: new Date('9999-12-31'), noInvalidDate: true })
        .map((day) => day.toISOString().slice(0, 10)),
    }),
    fc.record({
      field: fc.constant(moment),
      content: fc
        .date({ min: new Date('1000-01-01'), max: new Date('9999-12-31'), noInvalidDate: true })
        .map((time) => time.toISOString()),
    }),
  )
  fc.assert(
    fc.property(content, ({ field, content: before }) => {
      const after: Content = readCell(field, typedText(field, before))
      expect(sameContent(field, before, after), `${typedText(field, before)} -> ${JSON.stringify(after)}`).toBe(true)
    }),
    { seed, numRuns: 1_000 },
  )
})
