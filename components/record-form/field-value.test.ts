import { describe, expect, it } from 'vitest'
import type { Field } from '@/admin/engine/form'
import { initialCell, isChanged, scalarOfValue, shownValue, valueFault } from './field-value'

const base = { name: 'x', label: 'X', required: false, readOnly: false }
const text: Field = { ...base, kind: 'text', maxLength: 5 }
const integer: Field = { ...base, kind: 'integer', min: 0, max: 100 }
const decimal: Field = { ...base, kind: 'decimal' }
const boolean: Field = { ...base, kind: 'boolean', required: true }
const moment: Field = { ...base, kind: 'moment' }
const date: Field = { ...base, kind: 'date' }
const relation: Field = { ...base, kind: 'relation', model: 'm', lookups: [], searchable: true, creatable: false }

describe('the value of a control', () => {
  it('is stored as the kind of its field', () => {
    expect(scalarOfValue(text, '  ab  ')).toBe('ab')
    expect(scalarOfValue(text, '   ')).toBe(null)
    expect(scalarOfValue(integer, ' 42 ')).toBe(42)
    expect(scalarOfValue(integer, '4x')).toBe('4x')
    expect(scalarOfValue(decimal, '1.50')).toBe('1.50')
    expect(scalarOfValue(boolean, false)).toBe(false)
    expect(scalarOfValue(date, '2026-09-03')).toBe('2026-09-03')
    expect(scalarOfValue(moment, '2026-09-03T10:00')).toBe('2026-09-03T10:00:00Z')
    expect(scalarOfValue(relation, [7, 'Seven', null])).toBe(7)
    expect(scalarOfValue(relation, null)).toBe(null)
  })

  it('is no change when it says what is stored', () => {
    expect(isChanged(text, ' ab', ' ab')).toBe(false)
    expect(isChanged(text, 'ab ', 'ab')).toBe(false)
    expect(isChanged(text, '', null)).toBe(false)
    expect(isChanged(decimal, '1.5', '1.50')).toBe(false)
    expect(
      isChanged(moment, shownValue(moment, '2026-09-03T10:00:07.123456+00:00'), '2026-09-03T10:00:07.123456+00:00'),
    ).toBe(false)
    expect(isChanged(relation, [7, 'New title'], [7, 'Old title'])).toBe(false)
    expect(isChanged(text, 'abc', 'ab')).toBe(true)
    expect(isChanged(integer, '0', null)).toBe(true)
    expect(isChanged(boolean, true, false)).toBe(true)
    expect(isChanged(relation, null, [7, 'Old title'])).toBe(true)
  })

  it('is refused in words', () => {
    expect(valueFault(text, 'abcdef')).toBe('At most 5 characters (this has 6)')
    expect(valueFault({ ...text, required: true }, '  ')).toBe('Required')
    expect(valueFault({ ...text, required: true }, '\u200b')).toBe('Required')
    expect(valueFault({ ...decimal, precision: 3, scale: 1 }, '1.25')).toBe('At most 1 digit after the point')
    expect(valueFault(integer, '101')).toMatch(/0 to 100/)
    expect(valueFault(integer, '1e1')).toMatch(/whole number/)
    expect(valueFault(relation, [7, 'Seven'])).toBeUndefined()
    expect(valueFault(text, 'a\u0000b')).toMatch(/NUL/)
  })

  it('starts with the default, and unchecked where yes or no must be said', () => {
    expect(initialCell({ ...base, kind: 'choice', choices: [], initial: 'active' })).toBe('active')
    expect(initialCell(boolean)).toBe(false)
    expect(initialCell(text)).toBe(null)
  })
})
