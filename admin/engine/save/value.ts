import type { Field, Scalar } from '../form'

/** Column values by field name. */
export type Values = Readonly<Record<string, Scalar>>

/**
 * Whether two values of a field are the same to the person who edits it: an empty text is nothing, a number is its
 * value however it is written, and a moment is the instant, whatever its zone.
 */
export function sameValue(field: Field, a: Scalar, b: Scalar): boolean {
  if (a === b) return true
  const left = blankAsNull(a)
  const right = blankAsNull(b)
  if (left === right) return true
  if (left === null || right === null) return false
  switch (field.kind) {
    case 'decimal':
      return canonicalDecimal(String(left)) === canonicalDecimal(String(right))
    case 'moment':
      return canonicalMoment(String(left)) === canonicalMoment(String(right))
    case 'text':
    case 'integer':
    case 'boolean':
    case 'date':
    case 'choice':
    case 'relation':
    case 'lookup':
      return false
  }
}

function blankAsNull(value: Scalar): Scalar {
  return value === '' ? null : value
}

function canonicalDecimal(text: string): string {
  const parts = /^(-?)0*(\d*)(?:\.(\d*?)0*)?$/.exec(text)
  if (!parts) return text
  const [, sign = '', whole = '', fraction = ''] = parts
  const digits = `${whole || '0'}${fraction && `.${fraction}`}`
  return digits === '0' ? '0' : sign + digits
}

/** Milliseconds and the three digits below them, because a JavaScript date holds no microseconds. */
function canonicalMoment(text: string): string {
  const milliseconds = Date.parse(text.replace(' ', 'T').replace(/([+-]\d\d)$/, '$1:00'))
  if (Number.isNaN(milliseconds)) return text
  const fraction = /\.(\d+)/.exec(text)?.[1] ?? ''
  return `${milliseconds}.${fraction.slice(3, 6).padEnd(3, '0')}`
}
