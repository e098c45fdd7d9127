import { expect, test } from 'vitest'
import { chosen, heading, row } from './results'

const cases = ['open-course', 'save-change', 'save-crowd', 'grid-open'].map((name) => ({ name }))

test('an argument chooses the cases whose names begin so', () => {
  expect(chosen(cases, ['save-c'])).toEqual([{ name: 'save-change' }, { name: 'save-crowd' }])
  expect(chosen(cases, ['open'])).toEqual([{ name: 'open-course' }])
  expect(chosen(cases, ['grid', 'open-course'])).toEqual([{ name: 'open-course' }, { name: 'grid-open' }])
  expect(chosen(cases, ['crowd'])).toEqual([])
})

test('without an argument all cases are chosen', () => {
  expect(chosen(cases, [])).toEqual(cases)
})

test('a line of the table has each figure under its heading, and nothing where none was measured', () => {
  const line = row({ case: 'memory', rows: 20_000, bytes: 335_421_440 })
  expect(line.slice(0, 29)).toBe('memory                 20,000')
  expect(line.indexOf('335,421,440') + '335,421,440'.length).toBe(heading.indexOf('bytes') + 'bytes'.length)
  expect(line.trim().split(/ +/)).toEqual(['memory', '20,000', '335,421,440'])
})

test('a line ends with the budget of its case, and says when that is exceeded', () => {
  expect(row({ case: 'grid-undo', rows: 1_000, ms: 200 }).trim()).toMatch(/ 200 +200$/)
  expect(row({ case: 'grid-undo', rows: 1_000, ms: 200.5 }).trim()).toMatch(/ 200\.50 +over 200$/)
  expect(row({ case: 'grid-heap', rows: 1_000, bytes: 20_000_001 }).trim()).toMatch(/ over 20,000,000$/)
  expect(row({ case: 'constructor', rows: 1_000, ms: 3 }).trim()).toMatch(/ 3$/)
})
