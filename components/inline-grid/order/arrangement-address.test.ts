import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { enrollmentForm, fieldNamed, seed } from '@/components/inline-grid/session/testing'
import { asStored } from './arrange'
import { readArrangement, rowsAsked, withArrangement } from './arrangement-address'

const fields = [...enrollmentForm().fields, fieldNamed('paid', { kind: 'boolean' })]
const read = (query: string) => readArrangement('enrollments', fields, new URLSearchParams(query))

describe('the order and filters of a grid in the address', () => {
  const arrangement = fc.record({
    sort: fc.option(fc.record({ field: fc.constantFrom(...fields.map(({ name }) => name)), descending: fc.boolean() })),
    words: fc.string({ unit: 'grapheme', maxLength: 20 }).map((words) => words.trim()),
    values: fc
      .record({
        status: fc.subarray(['active', 'completed', 'dropped']),
        paid: fc.subarray([true, false]),
      })
      .map((values) => Object.fromEntries(Object.entries(values).filter(([, chosen]) => chosen.length > 0))),
    only: fc.constant(null),
  })

  test('are read as they were written, beside anything else', () => {
    fc.assert(
      fc.property(arrangement, arrangement, (first, other) => {
        const query = withArrangement('?tab=1&loans.sort=id', 'enrollments', fields, first)
        expect(read(query)).toEqual(first)
        const both = withArrangement(query, 'payments', fields, other)
        expect(read(both)).toEqual(first)
        expect(readArrangement('payments', fields, new URLSearchParams(both))).toEqual(other)
        const cleared = withArrangement(
          withArrangement(both, 'enrollments', fields, asStored),
          'payments',
          fields,
          asStored,
        )
        expect(cleared).toBe('?tab=1&loans.sort=id')
      }),
      { seed },
    )
  })

  test('are readable, and nothing where nothing is asked', () => {
    const values = { status: ['active', 'dropped'] }
    const query = withArrangement('', 'enrollments', fields, {
      ...asStored,
      sort: { field: 'points', descending: true },
      words: ' ana lee ',
      values,
    })
    expect(query).toBe('?enrollments.sort=-points&enrollments.q=ana+lee&enrollments.status=active,dropped')
    expect(withArrangement('', 'enrollments', fields, { ...asStored, only: 'new' })).toBe('')
    const before = withArrangement('?size=2', 'enrollments', fields, { ...asStored, values })
    const after = withArrangement(before, 'enrollments', fields, { ...asStored, words: 'ana', values })
    expect(after).toBe('?size=2&enrollments.q=ana&enrollments.status=active,dropped')
    expect(rowsAsked(read(query.slice(1)))).toEqual({ sort: '-points', q: 'ana lee', values })
    expect(rowsAsked(read('loans.sort=points'))).toBeUndefined()
  })

  test.each([
    ['columns that are not there', 'enrollments.sort=-nothing&enrollments.nothing=1'],
    ['values that a column cannot have', 'enrollments.status=gone&enrollments.paid=yes&enrollments.points=3'],
    ['words that are no text', `enrollments.q=%00&enrollments.sort=`],
    ['words of no person', `enrollments.q=${'x'.repeat(201)}`],
    ['names of objects', 'enrollments.__proto__=1&enrollments.sort=constructor'],
    ['another grid', 'loans.sort=points&sort=points'],
  ])('ask nothing with %s', (_, query) => {
    expect(read(query)).toEqual(asStored)
  })
})
