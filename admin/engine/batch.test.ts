import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { Batch } from './batch'
import { batchSchema } from './batch-schema'

const saveId = '3f1b6e0a-9d2c-4c57-8a51-0a4f1c2d3e4f'
const newKey = `new:${saveId}`
const empty: Batch = { saveId, record: {}, inlines: {}, picks: {}, rows: 0 }
const rows = { create: [], update: [], delete: [] }

const accepts = (input: unknown) => batchSchema.safeParse(input).success

describe('a batch', () => {
  test('is taken as it is, in all of its parts', () => {
    const batch: Batch = {
      saveId,
      record: { title: ['Old', 'New'] },
      inlines: {
        'contact-departments': {
          create: [{ key: newKey, values: { studentId: 5, status: null, active: true } }],
          update: [{ id: 7, changes: { status: ['active', 'dropped'] } }],
          delete: [{ id: 8, from: { studentId: 5 } }],
        },
      },
      picks: { 'article-tags': { add: [1], remove: [2] } },
      rows: 3,
    }
    expect(batchSchema.parse(batch)).toEqual(batch)
  })

  test.each<[string, unknown]>([
    ['no batch', null],
    ['text', 'batch'],
    ['a smuggled key', { ...empty, courseId: 1 }],
    [
      'a smuggled key of a row',
      { ...empty, inlines: { a: { ...rows, update: [{ id: 1, changes: {}, courseId: 2 }] } } },
    ],
    ['a smuggled part of an inline', { ...empty, inlines: { a: { ...rows, upsert: [] } } }],
    ['an inline without its parts', { ...empty, inlines: { a: { create: [] } } }],
    ['a save id that is none', { ...empty, saveId: '1' }],
    ['a missing part', { saveId, record: {}, inlines: {}, picks: {} }],
    ['a value that is a list', { ...empty, record: { title: ['Old', ['New']] } }],
    ['a value that is an object', { ...empty, record: { title: ['Old', { toString: 'New' }] } }],
    ['a change without its from', { ...empty, record: { title: ['New'] } }],
    ['a name with a path', { ...empty, record: { 'a.b': [1, 2] } }],
    ['a row key of our own', { ...empty, inlines: { a: { ...rows, create: [{ key: '7', values: {} }] } } }],
    ['a fractional count', { ...empty, rows: 0.5 }],
    ['a negative count', { ...empty, rows: -1 }],
    ...[0, -0, -1, 1.5, 1e21, '7', null, Number.NaN].map((id): [string, unknown] => [
      `the id ${String(id)}`,
      { ...empty, inlines: { a: { ...rows, delete: [{ id, from: {} }] } } },
    ]),
    ...[0, 1e21, '7'].map((id): [string, unknown] => [
      `a pick of ${String(id)}`,
      { ...empty, picks: { a: { add: [id], remove: [] } } },
    ]),
  ])('%s is refused', (_, input) => expect(accepts(input)).toBe(false))

  test('lets nobody reach a prototype', () => {
    const batch = batchSchema.parse(
      JSON.parse(`{"saveId":"${saveId}","record":{"__proto__":[1,2]},"inlines":{"__proto__":{}},"picks":{},"rows":0}`),
    )
    expect(Object.getOwnPropertyNames(batch.record)).toEqual([])
    expect(Object.getOwnPropertyNames(batch.inlines)).toEqual([])
    expect(Object.getPrototypeOf(batch.record)).toBe(Object.prototype)
  })

  test('is judged without an error, whatever comes', () => {
    fc.assert(
      fc.property(fc.anything({ withNullPrototype: true, withBigInt: true, withMap: true }), (input) => {
        expect(accepts(input)).toBe(false)
        expect(typeof accepts({ ...empty, record: input, inlines: { a: input } })).toBe('boolean')
      }),
      { seed: 21, numRuns: 500 },
    )
  })

  test('survives its way as JSON', () => {
    const scalar = fc.oneof(fc.string(), fc.integer(), fc.boolean(), fc.constant(null))
    const change = fc.tuple(scalar, scalar)
    const name = fc.stringMatching(/^[a-z][a-zA-Z]{0,8}$/)
    fc.assert(
      fc.property(fc.dictionary(name, change), fc.array(fc.integer({ min: 1 })), (record, add) => {
        const batch = { ...empty, record, picks: { tags: { add, remove: [] } } }
        expect(batchSchema.parse(JSON.parse(JSON.stringify(batch)))).toEqual(JSON.parse(JSON.stringify(batch)))
      }),
      { seed: 22 },
    )
  })
})
