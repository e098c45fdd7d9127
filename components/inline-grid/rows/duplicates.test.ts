import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { seed } from '@/components/inline-grid/session/testing'
import type { Content } from '@/components/inline-grid/values/content'
import { Duplicates } from './duplicates'
import { atOnce } from './slices'

const sets = [
  { fields: ['a'], message: 'a twice' },
  { fields: ['a', 'b'], message: 'a and b twice' },
]
type Row = { a: Content; b: Content } | undefined

const content: fc.Arbitrary<Content> = fc.oneof(
  fc.integer({ min: 0, max: 4 }),
  fc.constantFrom('0', '1', '', null),
  fc.constant<Content>({ raw: '1', state: 'invalid', message: 'No' }),
)
const row: fc.Arbitrary<Row> = fc.option(fc.record({ a: content, b: content }), { nil: undefined })
const gestures = fc.array(fc.dictionary(fc.constantFrom('r1', 'r2', 'r3', 'r4', 'r5'), row, { minKeys: 1 }), {
  maxLength: 8,
})

const isValue = (value: Content) => typeof value !== 'object' && value !== ''

/** By comparing every row with every other one. */
function plainly(rows: ReadonlyMap<string, Row>, key: string): string[] {
  const own = rows.get(key)
  return sets.flatMap(({ fields, message }) => {
    const names = fields as ('a' | 'b')[]
    if (!own || !names.every((name) => isValue(own[name]))) return []
    const hasOther = [...rows].some(
      ([other, at]) => other !== key && at && names.every((name) => at[name] === own[name]),
    )
    return hasOther ? [message] : []
  })
}

test('rows that share what must be unique know of it, and those for whom that changes are named', () => {
  fc.assert(
    fc.property(gestures, (steps) => {
      const duplicates = new Duplicates(sets)
      const rows = new Map<string, Row>()
      for (const step of steps) {
        const before = new Map([...rows.keys()].map((key) => [key, duplicates.of(key).length]))
        for (const [key, next] of Object.entries(step)) rows.set(key, next)
        const readerOf = (key: string) => {
          const at = rows.get(key)
          return at && ((field: string) => at[field as 'a' | 'b'])
        }
        const touched = atOnce(duplicates.updating(Object.keys(step), readerOf))
        for (const key of rows.keys()) {
          const found = duplicates.of(key)
          expect(found.map(({ set }) => set.message)).toEqual(plainly(rows, key))
          for (const { other } of found) expect(rows.get(other)?.a).toBe(rows.get(key)?.a)
          const isTold = touched.has(key) || Object.hasOwn(step, key)
          if (found.length !== (before.get(key) ?? 0)) expect(isTold).toBe(true)
        }
      }
    }),
    { seed },
  )
})
