import type { Field } from './form'

/**
 * Why a well-formed number, date or moment is beyond what its column can hold, in words, or undefined. The database would
 * break off the statement without naming the column, or round.
 */
export function rangeFault(field: Field, value: string): string | undefined {
  if (field.kind === 'decimal') return decimalFault(field, value)
  if (field.kind === 'date') return value.startsWith('0000') ? 'There is no year 0' : undefined
  if (field.kind !== 'moment') return undefined
  const [, hours] = /[+-](\d\d):\d\d$/.exec(value) ?? []
  if (hours !== undefined && Number(hours) > 15) return 'There is no such time zone'
  const year = new Date(Date.parse(value) + (endsSecond.test(value) ? 1 : 0)).getUTCFullYear()
  if (year < 1) return 'There is no year 0'
  return year > 9_999 ? 'After the year 9999' : undefined
}

/** The last half of a second's last microsecond: the database keeps no smaller parts, and rounds it to the next second. */
const endsSecond = /\.9{6}[5-9]/

function decimalFault({ precision, scale = 0 }: Field & { kind: 'decimal' }, value: string): string | undefined {
  if (precision === undefined) return undefined
  const [whole = '', fraction = ''] = value.replace('-', '').split('.')
  if (fraction.replace(/0+$/, '').length > scale) return `At most ${digits(scale)} after the point`
  const most = precision - scale
  return whole.replace(/^0+/, '').length > most ? `At most ${digits(most)} before the point` : undefined
}

function digits(count: number): string {
  return `${count} ${count === 1 ? 'digit' : 'digits'}`
}
