/** Dates as people write and read them. Everything is in UTC, the application's one zone. */

const months = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec']

export type ReadDate = { ok: true; value: string } | { ok: false; message: string; suggestions: string[] }

/** `2026-09-03` as "3 Sep 2026"; what is no date stays as it is. */
export function shownDate(iso: string): string {
  const parts = /^(\d{4,})-(\d{2})-(\d{2})$/.exec(iso)
  const month = parts ? months[Number(parts[2]) - 1] : undefined
  return parts && month ? `${Number(parts[3])} ${month} ${parts[1]}` : iso
}

/** A moment as "3 Sep 2026, 10:00"; what is no moment stays as it is. */
export function shownMoment(iso: string): string {
  const time = Date.parse(iso)
  if (Number.isNaN(time)) return iso
  const utc = new Date(time).toISOString()
  return `${shownDate(utc.slice(0, 10))}, ${utc.slice(11, 16)}`
}

/** A moment as it is typed: "2026-09-03 10:00", with seconds only where there are some. */
export function typedMoment(iso: string): string {
  const time = Date.parse(iso)
  if (Number.isNaN(time)) return iso
  const utc = new Date(time).toISOString()
  const seconds = utc.slice(17, 23)
  return `${utc.slice(0, 10)} ${utc.slice(11, 16)}${seconds === '00.000' ? '' : `:${seconds.replace('.000', '')}`}`
}

/**
 * Reads a date: ISO first, then day.month.year, a month in letters, and slashes where only one order is possible.
 * What could be two dates is refused with both as suggestions; so is the serial number of a spreadsheet.
 */
export function readDate(input: string): ReadDate {
  const text = input.trim()
  const iso = /^(\d{4})[-/](\d{1,2})[-/](\d{1,2})$/.exec(text)
  if (iso) return dateOf(text, iso[1]!, iso[2]!, iso[3]!)
  const dotted = /^(\d{1,2})\.\s?(\d{1,2})\.\s?(\d{4})$/.exec(text)
  if (dotted) return dateOf(text, dotted[3]!, dotted[2]!, dotted[1]!)
  const dayFirst = /^(\d{1,2})\.?[ -]([a-z]{3,9})\.?,?[ -](\d{4})$/i.exec(text)
  if (dayFirst) return dateOf(text, dayFirst[3]!, monthOf(dayFirst[2]!), dayFirst[1]!)
  const monthFirst = /^([a-z]{3,9})\.? (\d{1,2}),? (\d{4})$/i.exec(text)
  if (monthFirst) return dateOf(text, monthFirst[3]!, monthOf(monthFirst[1]!), monthFirst[2]!)
  const slashed = /^(\d{1,2})[/-](\d{1,2})[/-](\d{4})$/.exec(text)
  if (slashed) return slashedDate(text, slashed[1]!, slashed[2]!, slashed[3]!)
  const serial = /^\d{5}$/.test(text) ? serialDate(Number(text)) : undefined
  return refused(text, serial ? [serial] : [])
}

/** Reads a moment: a date as `readDate` takes it, optionally with a time and a zone; without a zone it is UTC. */
export function readMoment(input: string): ReadDate {
  const parts =
    /^(.+?)(?:(?:,\s*|\s+|T)(\d{1,2}):(\d{2})(?::(\d{2}(?:\.\d{1,6})?))?\s*(Z|UTC|[+-]\d{2}(?::?\d{2})?)?)?$/i.exec(
      input.trim(),
    )
  if (!parts) return refused(input, [])
  const date = readDate(parts[1]!)
  const clock = `${(parts[2] ?? '00').padStart(2, '0')}:${parts[3] ?? '00'}:${parts[4] ?? '00'}`
  const moment = (day: string) => `${day}T${clock}${zoneOf(parts[5])}`
  if (!date.ok) return { ...date, suggestions: date.suggestions.map((day) => `${day} ${clock.slice(0, 5)}`) }
  if (Number(clock.slice(0, 2)) > 23 || Number.isNaN(Date.parse(moment(date.value)))) return refused(input, [])
  return { ok: true, value: moment(date.value) }
}

function zoneOf(zone: string | undefined): string {
  if (!zone || /^(z|utc)$/i.test(zone)) return 'Z'
  const digits = zone.slice(1).replace(':', '')
  return `${zone[0]}${digits.slice(0, 2)}:${digits.slice(2) || '00'}`
}

function monthOf(name: string): string {
  return String(months.findIndex((month) => name.toLowerCase().startsWith(month.toLowerCase())) + 1)
}

function dateOf(text: string, year: string, month: string, day: string): ReadDate {
  const value = isoOf(Number(year), Number(month), Number(day))
  return value === undefined ? refused(text, []) : { ok: true, value }
}

function isoOf(year: number, month: number, day: number): string | undefined {
  const date = new Date(Date.UTC(2000, 0, 1))
  date.setUTCFullYear(year, month - 1, day)
  if (date.getUTCFullYear() !== year || date.getUTCMonth() !== month - 1 || date.getUTCDate() !== day) return undefined
  return date.toISOString().slice(0, 10)
}

function slashedDate(text: string, first: string, second: string, year: string): ReadDate {
  const dayFirst = isoOf(Number(year), Number(second), Number(first))
  const monthFirst = isoOf(Number(year), Number(first), Number(second))
  const value = dayFirst ?? monthFirst
  if (value === undefined) return refused(text, [])
  if (dayFirst && monthFirst && dayFirst !== monthFirst)
    return { ok: false, message: `“${text}” could be two dates`, suggestions: [dayFirst, monthFirst] }
  return { ok: true, value }
}

/** Day 1 of a spreadsheet is 1 January 1900, and it believes that 1900 had a 29 February. */
function serialDate(serial: number): string {
  return new Date(Date.UTC(1899, 11, 30 + serial)).toISOString().slice(0, 10)
}

function refused(text: string, suggestions: string[]): ReadDate {
  const shown = [...text.trim()].slice(0, 40).join('')
  return { ok: false, message: `“${shown}” is not a date (write it as 2026-09-03)`, suggestions }
}
