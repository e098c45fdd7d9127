import { shownDate, shownMoment } from '@/components/inline-grid/values/date-text'

type MomentProps = {
  iso: string
  /** The date alone, date and clock, or the clock alone where the date stands above. */
  show?: 'date' | 'both' | 'clock'
  className?: string
}

/** A date or a moment, the exact moment under the pointer. In UTC, so that server and browser agree. */
export function Moment({ iso, show = 'date', className }: MomentProps) {
  return (
    <time dateTime={iso} title={exactly(iso)} className={className}>
      {shown(iso, show)}
    </time>
  )
}

const isDate = (iso: string) => iso.length <= 10

function shown(iso: string, show: MomentProps['show']): string {
  if (isDate(iso)) return shownDate(iso)
  const [date = iso, clock] = shownMoment(iso).split(', ')
  if (clock === undefined) return date
  switch (show) {
    case 'both':
      return `${date}, ${clock}`
    case 'clock':
      return clock
    case 'date':
    case undefined:
      return date
  }
}

function exactly(iso: string): string | undefined {
  if (isDate(iso)) return undefined
  const moment = new Date(iso)
  if (Number.isNaN(moment.getTime())) return undefined
  const utc = moment.toISOString()
  return `${shownDate(utc.slice(0, 10))}, ${utc.slice(11, 19)} UTC`
}
