/** Days of the calendar as ISO texts ("2026-09-03"): no clock, no zone. PostgreSQL knows no year 0. */

const first = Date.parse('0001-01-01T00:00:00Z')
const last = Date.parse('9999-12-31T00:00:00Z')
const dayLength = 86_400_000

const timeOf = (day: string) => Date.parse(`${day}T00:00:00Z`)
const dayOf = (time: number) => new Date(Math.min(Math.max(first, time), last)).toISOString().slice(0, 10)

/** The day so many days later; at the ends of the calendar it stays. */
export function addDays(day: string, count: number): string {
  return dayOf(timeOf(day) + count * dayLength)
}

/** The same day so many months later; where that month is too short, its last day. */
export function addMonths(day: string, count: number): string {
  const from = new Date(timeOf(day))
  const to = new Date(timeOf(day))
  to.setUTCDate(1)
  to.setUTCMonth(from.getUTCMonth() + count)
  const length = new Date(to)
  length.setUTCMonth(to.getUTCMonth() + 1, 0)
  to.setUTCDate(Math.min(from.getUTCDate(), length.getUTCDate()))
  return dayOf(to.getTime())
}

/** How many days after the first day of its week a day is. Weeks begin with `weekStart`: 1 is Monday, 7 Sunday. */
function placeInWeek(day: string, weekStart: number): number {
  return (new Date(timeOf(day)).getUTCDay() - weekStart + 7) % 7
}

/** The six weeks that a month's page shows, whatever the month, so that nothing jumps. Beyond the calendar there is no day. */
export function weeksOf(day: string, weekStart: number): (string | undefined)[][] {
  const start = `${day.slice(0, 8)}01`
  const from = timeOf(start) - placeInWeek(start, weekStart) * dayLength
  const at = (time: number) => (time < first || time > last ? undefined : dayOf(time))
  return Array.from({ length: 6 }, (_, week) =>
    Array.from({ length: 7 }, (_, place) => at(from + (7 * week + place) * dayLength)),
  )
}

/** Where a key leads from a day; undefined for a key that leads nowhere. */
export function dayAfter(day: string, { key, shiftKey }: { key: string; shiftKey: boolean }, weekStart: number) {
  switch (key) {
    case 'ArrowLeft':
      return addDays(day, -1)
    case 'ArrowRight':
      return addDays(day, 1)
    case 'ArrowUp':
      return addDays(day, -7)
    case 'ArrowDown':
      return addDays(day, 7)
    case 'PageUp':
      return addMonths(day, shiftKey ? -12 : -1)
    case 'PageDown':
      return addMonths(day, shiftKey ? 12 : 1)
    case 'Home':
      return addDays(day, -placeInWeek(day, weekStart))
    case 'End':
      return addDays(day, 6 - placeInWeek(day, weekStart))
  }
  return undefined
}

type WeekInfo = { firstDay: number }

/** The day that weeks begin with where a language is spoken, 1 to 7; Monday where that is not known. */
export function weekStartOf(language: string): number {
  try {
    // Newer than the compiler's library.
    const locale = new Intl.Locale(language) as Intl.Locale & { weekInfo?: WeekInfo; getWeekInfo?: () => WeekInfo }
    return (locale.getWeekInfo?.() ?? locale.weekInfo)?.firstDay ?? 1
  } catch (error) {
    if (error instanceof RangeError) return 1
    throw error
  }
}

const monthName = new Intl.DateTimeFormat('en', { month: 'long', timeZone: 'UTC' })
const weekdayName = new Intl.DateTimeFormat('en', { weekday: 'long', timeZone: 'UTC' })

/** "September 2026". */
export function monthText(day: string): string {
  return `${monthName.format(timeOf(day))} ${Number(day.slice(0, 4))}`
}

/** "Thursday 3 September 2026". */
export function dayText(day: string): string {
  return `${weekdayName.format(timeOf(day))} ${Number(day.slice(8))} ${monthText(day)}`
}

/** The names of the days of a week, in its order. */
export function weekdays(weekStart: number): string[] {
  // 5 January 2026 is a Monday.
  return Array.from({ length: 7 }, (_, place) => weekdayName.format(timeOf(addDays('2026-01-04', weekStart + place))))
}
