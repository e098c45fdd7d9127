import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { type Claim, claimOf, repeated } from './unique'

const pair = { name: 'pair', columns: ['student'], folded: false }
const email = { name: 'email', columns: ['email'], folded: true }
const claim = (row: string, student: number | null, fresh = true): Claim => ({ row, values: { student }, fresh })

describe('repeated', () => {
  test('the second of two new rows is the one that is told', () => {
    expect(repeated(pair, [claim('a', 1), claim('b', 1), claim('c', 2)])).toEqual(['b'])
  })

  test('a row that keeps its value is never told, wherever it stands', () => {
    expect(repeated(pair, [claim('a', 1), claim('b', 1, false)])).toEqual(['a'])
  })

  test('nothing claims nothing', () => {
    expect(repeated(pair, [claim('a', null), claim('b', null)])).toEqual([])
  })

  test('an index over lower(email) knows no case', () => {
    expect(claimOf(email, { email: 'Ana@X.org' })).toBe(claimOf(email, { email: 'ana@x.org' }))
  })

  test('without the rows it tells of, no value is left twice', () => {
    const rows = fc.array(fc.record({ student: fc.option(fc.nat(5), { nil: null }), fresh: fc.boolean() }))
    fc.assert(
      fc.property(rows, (some) => {
        const kept = new Set<number>()
        const claims = some
          // Stored rows are no duplicates of each other: the database saw to that.
          .filter(({ student, fresh }) => fresh || student === null || (!kept.has(student) && kept.add(student)))
          .map(({ student, fresh }, index) => claim(String(index), student, fresh))
        const told = new Set(repeated(pair, claims))
        const left = claims.filter(({ row, values }) => !told.has(row) && values.student !== null)
        expect(new Set(left.map(({ values }) => values.student)).size).toBe(left.length)
        for (const { row, fresh } of claims) if (told.has(row)) expect(fresh).toBe(true)
      }),
      { seed: 3 },
    )
  })
})
