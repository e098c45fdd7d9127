import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { gridOf, person, seed } from '@/components/inline-grid/session/testing'
import { asStored } from './arrange'

const shown = (model: ReturnType<typeof gridOf>) => model.order.slice(0, model.order.shown)

describe('sorting', () => {
  test('goes by titles, by size, and by the declared order of choices', () => {
    const model = gridOf(4)
    model.apply({ ...asStored, sort: { field: 'student', descending: true } })
    expect(shown(model)).toEqual(['4', '3', '2', '1'])
    model.edit('change', [
      { key: '1', field: 'status', content: 'dropped' },
      { key: '3', field: 'status', content: 'completed' },
      { key: '2', field: 'points', content: null },
    ])
    model.apply({ ...asStored, sort: { field: 'status', descending: false } })
    expect(shown(model)).toEqual(['2', '4', '3', '1'])
    model.apply({ ...asStored, sort: { field: 'points', descending: true } })
    expect(shown(model)).toEqual(['4', '3', '1', '2'])
  })

  test('keeps the order of equal rows and puts empty ones last, in both directions', () => {
    const value = fc.option(fc.integer({ min: 0, max: 4 }))
    fc.assert(
      fc.property(fc.array(value, { minLength: 12, maxLength: 12 }), fc.boolean(), (values, descending) => {
        const model = gridOf(12)
        model.edit(
          'change',
          values.map((content, row) => ({ key: `${row + 1}`, field: 'points', content })),
        )
        model.apply({ ...asStored, sort: { field: 'points', descending } })
        const places = values.map((_, row) => row)
        const order = places.toSorted((a, b) => {
          const [x, y] = [values[a] ?? null, values[b] ?? null]
          if (x === null || y === null) return x === y ? a - b : x === null ? 1 : -1
          return (descending ? y - x : x - y) || a - b
        })
        expect(shown(model)).toEqual(order.map((row) => `${row + 1}`))
      }),
      { seed },
    )
  })

  test('an edit moves no row until the order is applied again', () => {
    const model = gridOf(3)
    model.apply({ ...asStored, sort: { field: 'points', descending: false } })
    model.edit('change', [{ key: '1', field: 'points', content: 99 }])
    expect(shown(model)).toEqual(['1', '2', '3'])
    expect(model.isOutOfDate).toBe(true)
    model.apply(model.arrangement)
    expect(shown(model)).toEqual(['2', '3', '1'])
  })
})

describe('filtering', () => {
  test('finds words in titles and natural keys, whatever their case', () => {
    const model = gridOf(6)
    model.apply({ ...asStored, words: 'OSEI p2@' })
    expect(shown(model)).toEqual(['2'])
  })

  test('a row with changes that does not match is kept and said to be', () => {
    const model = gridOf(3)
    model.edit('change', [{ key: '3', field: 'points', content: 7 }])
    model.apply({ ...asStored, words: 'ana' })
    expect(shown(model)).toEqual(['1', '3'])
    expect([...model.kept]).toEqual(['3'])
  })

  test('by state shows those rows alone, new ones too', () => {
    const model = gridOf(3)
    model.edit('change', [{ key: '2', field: 'points', content: 7 }])
    const blank = model.order.keyAt(3)!
    model.edit('change', [{ key: blank, field: 'student', content: person(9) }])
    model.apply({ ...asStored, only: 'changed' })
    expect(model.order.slice(0, model.order.filled)).toEqual(['2'])
    model.apply({ ...asStored, only: 'new' })
    expect(model.order.slice(0, model.order.filled)).toEqual([blank])
  })

  test('rows added while a filter is on are shown', () => {
    const model = gridOf(3)
    model.apply({ ...asStored, words: 'nobody' })
    const blank = model.order.keyAt(0)!
    model.edit('change', [{ key: blank, field: 'student', content: person(9) }])
    expect(model.order.indexOf(blank)).toBe(0)
  })
})
