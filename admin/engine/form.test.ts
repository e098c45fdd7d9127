import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { fieldSchema } from './field-schema'
import { checkValue, type Field, type FieldKind, isRelated, scalarOf, textFault } from './form'

function field(kind: FieldKind, change: Partial<Omit<Field, keyof FieldKind>> = {}): Field {
  return { name: 'field', label: 'Field', required: false, readOnly: false, ...change, ...kind }
}

const kinds: FieldKind[] = [
  { kind: 'text', maxLength: 5 },
  { kind: 'text', multiline: true },
  { kind: 'text', format: 'email' },
  { kind: 'integer', min: -10, max: 10 },
  { kind: 'decimal' },
  { kind: 'boolean' },
  { kind: 'date' },
  { kind: 'moment' },
  { kind: 'choice', choices: [{ value: 'a', label: 'A' }] },
  { kind: 'relation', model: 'students', lookups: [], searchable: true, creatable: false },
  { kind: 'lookup', of: 'field', at: 0 },
]
const anyField = fc
  .record({ kind: fc.constantFrom(...kinds), required: fc.boolean(), readOnly: fc.boolean() })
  .map(({ kind, ...rest }) => field(kind, rest))
const anyInput = fc.oneof(
  fc.anything(),
  fc.string({ unit: 'binary' }),
  fc.double(),
  fc.constantFrom('a', 'true', '2026-02-30', ' '),
)

describe('checkValue', () => {
  test.each<[FieldKind, unknown, unknown]>([
    [{ kind: 'text', maxLength: 5 }, '  Ana ', 'Ana'],
    [{ kind: 'text', maxLength: 3 }, '👩👩👩', '👩👩👩'],
    [{ kind: 'text' }, '   ', null],
    [{ kind: 'text', multiline: true }, 'one\ntwo', 'one\ntwo'],
    [{ kind: 'text', format: 'email' }, 'ana.lee@example.org', 'ana.lee@example.org'],
    [{ kind: 'integer', min: 0, max: 9 }, 9, 9],
    [{ kind: 'decimal' }, '-12.50', '-12.50'],
    [{ kind: 'decimal', precision: 5, scale: 2 }, '-00123.4500', '-00123.4500'],
    [{ kind: 'moment' }, '2026-09-03T10:00:00+15:59', '2026-09-03T10:00:00+15:59'],
    [{ kind: 'text' }, 'a\u200b\u00ad', 'a\u200b\u00ad'],
    [{ kind: 'boolean' }, false, false],
    [{ kind: 'date' }, '2028-02-29', '2028-02-29'],
    [{ kind: 'moment' }, '2026-09-03T10:00:00.123456+00:00', '2026-09-03T10:00:00.123456+00:00'],
    [{ kind: 'choice', choices: [{ value: 'a', label: 'A' }] }, 'a', 'a'],
    [{ kind: 'relation', model: 'x', lookups: [], searchable: true, creatable: true }, 7, 7],
  ])('%j takes %j as %j', (kind, input, value) => {
    expect(checkValue(field(kind), input)).toEqual({ ok: true, value })
  })

  test.each<[FieldKind, unknown, string]>([
    [{ kind: 'text', maxLength: 5 }, 'Ana Lee', 'At most 5 characters (this has 7)'],
    [{ kind: 'text' }, 'a\u0000b', 'Contains a character that cannot be stored (NUL)'],
    [{ kind: 'text' }, 'a\ud800b', 'Contains half of a character (a lone surrogate)'],
    [{ kind: 'text' }, 'one\ntwo', 'Must be on one line'],
    [{ kind: 'text' }, 7, 'Must be text'],
    [{ kind: 'text', format: 'email' }, 'ana', 'Not a valid e-mail address'],
    [{ kind: 'text', format: 'email' }, 'ana@@example.org', 'Not a valid e-mail address'],
    [{ kind: 'text', format: 'email' }, 'ana@example', 'Not a valid e-mail address'],
    [{ kind: 'integer', min: 0, max: 9 }, 10, 'Must be a whole number from 0 to 9'],
    [{ kind: 'integer', min: 0, max: 9 }, 1.5, 'Must be a whole number from 0 to 9'],
    [{ kind: 'integer', min: 0, max: 9 }, '1', 'Must be a whole number from 0 to 9'],
    [{ kind: 'integer', min: 0, max: 9 }, Number.NaN, 'Must be a whole number from 0 to 9'],
    [{ kind: 'decimal' }, '1e3', 'Must be a number'],
    [{ kind: 'decimal' }, '٣', 'Must be a number'],
    [{ kind: 'boolean' }, 'true', 'Must be yes or no'],
    [{ kind: 'date' }, '2026-02-29', 'Not a date (write it as 2026-09-03)'],
    [{ kind: 'moment' }, '2026-09-03', 'Not a moment (write it as 2026-09-03T10:00:00Z)'],
    [{ kind: 'choice', choices: [{ value: 'a', label: 'A' }] }, 'b', '“b” is not one of the available choices'],
    [
      { kind: 'relation', model: 'x', lookups: [], searchable: true, creatable: true },
      0,
      'Not one of the available choices',
    ],
    [
      { kind: 'relation', model: 'x', lookups: [], searchable: true, creatable: true },
      1e21,
      'Not one of the available choices',
    ],
    [{ kind: 'decimal', precision: 5, scale: 2 }, '1.234', 'At most 2 digits after the point'],
    [{ kind: 'decimal', precision: 5, scale: 2 }, '-1234', 'At most 3 digits before the point'],
    [{ kind: 'decimal', precision: 5 }, '0.5', 'At most 0 digits after the point'],
    [{ kind: 'date' }, '0000-12-31', 'There is no year 0'],
    [{ kind: 'moment' }, '0000-12-31T10:00:00Z', 'There is no year 0'],
    [{ kind: 'moment' }, '0001-01-01T00:30:00+01:00', 'There is no year 0'],
    [{ kind: 'moment' }, '9999-12-31T23:30:00-01:00', 'After the year 9999'],
    [{ kind: 'moment' }, '9999-12-31T23:59:59.9999995Z', 'After the year 9999'],
    [{ kind: 'moment' }, '2026-09-03T10:00:00+16:00', 'There is no such time zone'],
    [{ kind: 'lookup', of: 'x', at: 0 }, 'a', 'Cannot be edited'],
    [{ kind: 'text' }, ['a'], 'Not valid'],
    [{ kind: 'text' }, {}, 'Not valid'],
  ])('%j refuses %j', (kind, input, message) => {
    expect(checkValue(field(kind), input)).toEqual({ ok: false, message })
  })

  test('takes nothing as nothing, unless a value is required', () => {
    for (const kind of kinds.filter(({ kind }) => kind !== 'lookup'))
      for (const input of ['', '  ', null, undefined]) {
        expect(checkValue(field(kind), input)).toEqual({ ok: true, value: null })
        expect(checkValue(field(kind, { required: true }), input)).toEqual({ ok: false, message: 'Required' })
      }
  })

  test('what nobody can see is no text where one is required, and is kept as it is where none is', () => {
    const marks = ['\u200b', '\u2060', '\ufeff', '\u00ad', '\u200e', '\u180e', '\u3164', '\ufe0f', '\u{e0001}']
    fc.assert(
      fc.property(fc.array(fc.constantFrom(...marks, ' ', '\u00a0'), { minLength: 1 }), (parts) => {
        const text = parts.join('')
        expect(checkValue(field({ kind: 'text' }, { required: true }), text)).toEqual({
          ok: false,
          message: 'Required',
        })
        expect(checkValue(field({ kind: 'text' }), text)).toEqual({ ok: true, value: text.trim() || null })
        const seen = `${text}a${text}`
        expect(checkValue(field({ kind: 'text' }, { required: true }), seen)).toEqual({ ok: true, value: seen.trim() })
      }),
      { seed: 14 },
    )
  })

  test('takes nothing at all where a field is read-only', () => {
    fc.assert(
      fc.property(anyField, anyInput, (each, input) => {
        const result = checkValue({ ...each, readOnly: true }, input)
        expect(result).toEqual({ ok: false, message: 'Cannot be edited' })
      }),
      { seed: 11 },
    )
  })

  test('judges what it has taken the same again, and never lets unstorable text through', () => {
    fc.assert(
      fc.property(anyField, anyInput, (each, input) => {
        const result = checkValue(each, input)
        if (!result.ok) return
        if (typeof result.value === 'string') expect(textFault(result.value)).toBeUndefined()
        expect(checkValue(each, result.value)).toEqual(result)
      }),
      { seed: 12, numRuns: 2_000 },
    )
  })

  test('is what the schema for forms and batches says', () => {
    fc.assert(
      fc.property(anyField, anyInput, (each, input) => {
        const result = checkValue(each, input)
        const parsed = fieldSchema(each).safeParse(input)
        expect(parsed.success).toBe(result.ok)
        if (result.ok) expect(parsed.data).toEqual(result.value)
        else expect(parsed.error?.issues.map(({ message }) => message)).toEqual([result.message])
      }),
      { seed: 13, numRuns: 500 },
    )
  })
})

test('a cell stands for the id of its relation, or for itself', () => {
  expect(scalarOf([7, 'Ana Lee', null])).toBe(7)
  expect(scalarOf('Ana')).toBe('Ana')
  expect(scalarOf(null)).toBeNull()
  expect([isRelated([7, 'Ana']), isRelated('Ana'), isRelated(null), isRelated(undefined)]).toEqual([
    true,
    false,
    false,
    false,
  ])
})
