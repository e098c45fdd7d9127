import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { seed } from '@/components/inline-grid/session/testing'
import { RowOrder } from './row-order'

const names = fc.uniqueArray(fc.string({ minLength: 1, maxLength: 3 }), { maxLength: 30 })

test('a row is found at its place, however many were looked for before', () => {
  fc.assert(
    fc.property(names, fc.nat(30), fc.nat(3), (keys, cut, blanks) => {
      const order = new RowOrder()
      for (const rows of [keys, keys.toReversed()]) {
        const created = rows.slice(cut)
        order.lay(rows.slice(0, cut), [], created, created.splice(Math.max(0, created.length - blanks)))
        for (let round = 0; round < 2; round += 1)
          rows.forEach((key, index) => {
            expect(order.indexOf(key)).toBe(index)
            expect(order.keyAt(index)).toBe(key)
            expect(order.indexOf('nobody')).toBe(-1)
          })
      }
    }),
    { seed },
  )
})
