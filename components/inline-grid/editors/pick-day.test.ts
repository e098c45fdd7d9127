import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { fieldNamed, seed } from '@/components/inline-grid/session/testing'
import { typedText } from '@/components/inline-grid/values/cell-text'
import { readCell } from '@/components/inline-grid/values/read-cell'
import { addDays } from '@/components/ui/calendar-days'
import { dayIn, withDay } from './pick-day'

const date = fieldNamed('since', { kind: 'date' })
const moment = fieldNamed('at', { kind: 'moment' })
const day = fc.integer({ min: -20_000, max: 60_000 }).map((count) => addDays('2000-01-01', count))

describe('the day in a text', () => {
  test.each([
    [date, '3 Sep 2026', '2026-09-03'],
    [date, '', null],
    [date, 'soon', null],
    [moment, '2026-09-03 10:00', '2026-09-03'],
    [moment, '2026-09-03T23:30:00-05:00', '2026-09-04'],
  ])('%o %s', (field, text, chosen) => {
    expect(dayIn(field, text)).toEqual({ chosen, start: chosen })
  })

  test('a text with two readings begins with the first and chooses none', () => {
    expect(dayIn(date, '03/04/2026')).toEqual({ chosen: null, start: '2026-04-03' })
    expect(dayIn(moment, '03/04/2026 10:00')).toEqual({ chosen: null, start: '2026-04-03' })
  })
})

test('a picked day is the one in the cell, and a moment keeps its clock', () => {
  fc.assert(
    fc.property(day, day, fc.constantFrom('00:00', '09:05', '23:59:07'), (before, picked, clock) => {
      expect(dayIn(date, withDay(date, before, picked)).chosen).toBe(picked)
      const text = withDay(moment, `${before} ${clock}`, picked)
      expect(text).toBe(`${picked} ${clock}`)
      expect(typedText(moment, readCell(moment, text))).toBe(text)
    }),
    { seed },
  )
  expect(withDay(moment, '', '2026-09-03')).toBe('2026-09-03 00:00')
  expect(withDay(moment, 'soon', '2026-09-03')).toBe('2026-09-03 00:00')
})
