import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { addDays, addMonths, dayAfter, dayText, monthText, weekdays, weekStartOf, weeksOf } from './calendar-days'

const seed = 20_260_901
/** Far enough from the ends of the calendar for everything below. */
const day = fc.integer({ min: -700_000, max: 2_900_000 }).map((count) => addDays('1970-01-01', count))
const weekStart = fc.integer({ min: 1, max: 7 })
const press = (key: string, shiftKey = false) => ({ key, shiftKey })

describe('where keys lead', () => {
  test.each([
    ['ArrowLeft', false, '2024-02-28'],
    ['ArrowRight', false, '2024-03-01'],
    ['ArrowUp', false, '2024-02-22'],
    ['ArrowDown', false, '2024-03-07'],
    ['PageUp', false, '2024-01-29'],
    ['PageDown', false, '2024-03-29'],
    ['PageUp', true, '2023-02-28'],
    ['PageDown', true, '2025-02-28'],
    ['Home', false, '2024-02-26'],
    ['End', false, '2024-03-03'],
  ])('%s (with Shift: %s) from 29 February 2024', (key, shiftKey, to) => {
    expect(dayAfter('2024-02-29', press(key, shiftKey), 1)).toBe(to)
  })

  test('other keys lead nowhere', () => {
    expect(dayAfter('2024-02-29', press('a'), 1)).toBeUndefined()
  })

  test('the calendar has two ends', () => {
    expect(addDays('0001-01-01', -1)).toBe('0001-01-01')
    expect(addMonths('9999-12-31', 1)).toBe('9999-12-31')
    expect(weeksOf('0001-01-01', 7)[0]).toContain(undefined)
    expect(weeksOf('0001-01-01', 7)[0]).toContain('0001-01-01')
  })

  test('an arrow and its opposite lead back, and a month later is in the next month', () => {
    fc.assert(
      fc.property(day, weekStart, (from, start) => {
        for (const [there, back] of [
          ['ArrowLeft', 'ArrowRight'],
          ['ArrowUp', 'ArrowDown'],
        ] as const)
          expect(dayAfter(dayAfter(from, press(there), start)!, press(back), start)).toBe(from)
        const next = addMonths(from, 1)
        const months = (text: string) => Number(text.slice(0, 4)) * 12 + Number(text.slice(5, 7))
        expect(months(next)).toBe(months(from) + 1)
        expect(next.slice(8) === from.slice(8) || addDays(next, 1).endsWith('-01')).toBe(true)
        const [home, end] = [press('Home'), press('End')].map((key) => dayAfter(from, key, start)!)
        expect(addDays(home!, 6)).toBe(end)
        expect(home! <= from && from <= end!).toBe(true)
      }),
      { seed },
    )
  })
})

test('the page of a month shows each of its days once, in weeks that begin as they should', () => {
  fc.assert(
    fc.property(day, weekStart, (of, start) => {
      const weeks = weeksOf(of, start)
      const days = weeks.flat()
      expect(weeks.every((week) => week.length === 7)).toBe(true)
      days.slice(1).forEach((each, at) => {
        expect(each).toBe(addDays(days[at]!, 1))
      })
      const month = of.slice(0, 8)
      expect(days.filter((each) => each?.startsWith(month))[0]).toBe(`${month}01`)
      expect(days).toContain(addDays(addMonths(`${month}01`, 1), -1))
      expect(weeks.every(([begin]) => new Date(begin!).getUTCDay() === start % 7)).toBe(true)
    }),
    { seed },
  )
})

test('days, months and weekdays have names', () => {
  expect(dayText('2026-09-03')).toBe('Thursday 3 September 2026')
  expect(monthText('0800-12-01')).toBe('December 800')
  expect(weekdays(1)[0]).toBe('Monday')
  expect(weekdays(7).slice(0, 2)).toEqual(['Sunday', 'Monday'])
})

test('a week begins as it does where the language is spoken', () => {
  expect(weekStartOf('en-GB')).toBe(1)
  expect(weekStartOf('en-US')).toBe(7)
  expect(weekStartOf('en-US@posix')).toBe(1)
})
