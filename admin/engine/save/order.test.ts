import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { type Move, orderOf } from './order'

const move = (id: number, before: string, after: string): Move => ({ id, before: [before], after: [after] })

describe('orderOf', () => {
  test('no order is needed where nobody takes what another row holds', () => {
    expect(orderOf([move(1, 'a', 'x'), move(2, 'b', 'y')])).toEqual({ free: true })
  })

  test('a chain goes from its free end', () => {
    const chain = orderOf([move(1, 'a', 'b'), move(2, 'b', 'c'), move(3, 'c', 'd')])
    expect(chain).toEqual({ free: false, order: [3, 2, 1], circle: new Set() })
  })

  test('a swap is a circle, and a row that waits for it is stuck with it', () => {
    const swap = orderOf([move(1, 'a', 'b'), move(2, 'b', 'a'), move(3, 'c', 'd'), move(4, 'x', 'c')])
    expect(swap).toEqual({ free: false, order: [3, 4], circle: new Set([1, 2]) })
  })

  test('two constraints can make a circle that neither makes alone', () => {
    const moves: Move[] = [
      { id: 1, before: ['a', 'p'], after: ['b', 'q'] },
      { id: 2, before: ['b', 'r'], after: ['c', 'p'] },
    ]
    expect(orderOf(moves)).toMatchObject({ circle: new Set([1, 2]) })
  })

  test('whatever the moves: the order obeys a constraint that is checked row by row, and only circles are left out', () => {
    const permutation = fc
      .uniqueArray(fc.nat(40), { minLength: 1, maxLength: 30 })
      .chain((before) =>
        fc.tuple(fc.constant(before), fc.shuffledSubarray([...before, 90, 91, 92, 93], { minLength: before.length })),
      )
    fc.assert(
      fc.property(permutation, ([before, targets]) => {
        const moves = before.flatMap((value, id) => {
          const target = targets[id]
          return target === undefined || target === value ? [] : [move(id, String(value), String(target))]
        })
        const order = orderOf(moves)
        const held = new Set(before.map(String))
        const step = ({ before: [from], after: [to] }: Move) => {
          expect(held.has(to ?? '')).toBe(false)
          held.delete(from ?? '')
          held.add(to ?? '')
        }
        const taken = new Set(before.map(String).filter((value) => !moves.some((each) => each.before[0] === value)))
        // Only what another moving row holds is a matter of order; a value that a resting row holds is a duplicate.
        fc.pre(moves.every(({ after: [to] }) => !taken.has(to ?? '')))
        if (order.free) for (const each of moves) step(each)
        else {
          const byId = new Map(moves.map((each) => [each.id, each]))
          expect(new Set([...order.order, ...order.circle])).toEqual(new Set(byId.keys()))
          expect(order.order.length + order.circle.size).toBe(moves.length)
          for (const id of order.order) step(byId.get(id) as Move)
          for (const id of order.circle) {
            const wanted = byId.get(id)?.after[0]
            expect([...order.circle].some((other) => byId.get(other)?.before[0] === wanted)).toBe(true)
          }
        }
      }),
      { seed: 2, numRuns: 500 },
    )
  })
})
