import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { maxBatchRows } from '../batch'
import { batchOf, change, deletion, newRow } from './fixtures'
import { digestOf, readBatch } from './request'

const sample = () =>
  batchOf({
    record: { title: ['a', 'b'] },
    inlines: {
      enrollments: {
        create: [newRow({ studentId: 1 })],
        update: [change(7, { status: ['active', 'dropped'] })],
        delete: [deletion(8, { status: 'active' })],
      },
    },
    picks: { tags: { add: [1], remove: [2] } },
  })

describe('readBatch', () => {
  test('takes what a browser sends', () => {
    const batch = sample()
    expect(readBatch(JSON.parse(JSON.stringify(batch)))).toEqual({ ok: true, batch })
  })

  test.each([
    ['an unknown key of the batch', (text: string) => text.replace('"record"', '"courseId":1,"record"')],
    ['an unknown key of an inline', (text: string) => text.replace('"create"', '"parent":1,"create"')],
    ['an unknown key of a row', (text: string) => text.replace('"values"', '"id":5,"values"')],
    ['a save id that is none', (text: string) => text.replace(/"saveId":"[^"]+"/, '"saveId":"1"')],
    ['a key that no browser makes', (text: string) => text.replace(/"new:[^"]+"/, '"7"')],
    ['a row id that is no id', (text: string) => text.replace('"id":7', '"id":"7"')],
    ['a row id past all ids', (text: string) => text.replace('"id":7', '"id":1e21')],
    ['a row id below 1', (text: string) => text.replace('"id":7', '"id":-0')],
    ['__proto__ as a field', (text: string) => text.replace('"title"', '"__proto__"')],
    ['__proto__ as an inline', (text: string) => text.replace('"enrollments"', '"__proto__"')],
    ['__proto__ in a row', (text: string) => text.replace('"values":{', '"values":{"__proto__":1,')],
    ['__proto__ in a change', (text: string) => text.replace('"changes":{', '"changes":{"__proto__":["a","b"],')],
    ['__proto__ within a value', (text: string) => text.replace('"title":[', '"title":[{"__proto__":1},')],
    ['a part that is cut off', (text: string) => text.replace(/\{"key":"[^}]+\}\}/, '')],
    ['a count that is not kept', (text: string) => text.replace('"rows":3', '"rows":2')],
  ])('refuses %s', (_, forge) => {
    const text = JSON.stringify(sample())
    expect(forge(text)).not.toBe(text)
    const result = readBatch(JSON.parse(forge(text)))
    expect(result).toMatchObject({ ok: false, refusal: { ok: false, kind: 'refused' } })
  })

  test('finds the cell of a value of a wrong type', () => {
    const text = JSON.stringify(sample())
    const forged = JSON.parse(text.replace('"dropped"]', '{"a":1}]').replace('"b"]', '[[]]]'))
    expect(readBatch(forged)).toEqual({
      ok: false,
      refusal: {
        ok: false,
        kind: 'problems',
        problems: [
          { field: 'title', message: 'Not valid' },
          { inline: 'enrollments', row: '7', field: 'status', message: 'Not valid' },
        ],
      },
    })
  })

  test('refuses too many rows before it looks at them', () => {
    const update = Array.from({ length: maxBatchRows + 1 }, () => null)
    const result = readBatch({ ...sample(), inlines: { enrollments: { update } } })
    expect(result).toMatchObject({ refusal: { kind: 'refused', message: expect.stringContaining('20,001') } })
  })

  test('refuses too many links before it looks at them', () => {
    const tags = { add: [1], remove: Array.from({ length: maxBatchRows }, () => null) }
    const result = readBatch({ ...sample(), picks: { tags } })
    expect(result).toMatchObject({ refusal: { kind: 'refused', message: expect.stringContaining('20,001') } })
  })

  test('answers anything at all, and never throws', () => {
    fc.assert(
      fc.property(fc.anything({ withNullPrototype: true, withBigInt: true }), (input) => {
        expect(readBatch(input).ok).toBe(false)
      }),
      { seed: 6, numRuns: 500 },
    )
  })

  test('a very deep value is refused at once', () => {
    const deep = JSON.parse(`${'['.repeat(10_000)}${']'.repeat(10_000)}`)
    expect(readBatch({ ...sample(), record: { title: ['a', deep] } }).ok).toBe(false)
  })
})

test('a digest tells requests apart', () => {
  const batch = sample()
  expect(digestOf('courses', 1, batch)).toBe(digestOf('courses', 1, batch))
  expect(digestOf('courses', 2, batch)).not.toBe(digestOf('courses', 1, batch))
  expect(digestOf('courses', 1, { ...batch, rows: 4 })).not.toBe(digestOf('courses', 1, batch))
})
