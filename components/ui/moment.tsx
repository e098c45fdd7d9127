import { shownDate, shownMoment } from '@/components/inline-grid/date-text'

/** A moment as a date (or with its time), the exact moment under the pointer. In UTC, so that server and browser agree. */
export function Moment({ iso, time, className }: { iso: string; time?: boolean; className?: string }) {
  return (
    <time dateTime={iso} title={exactly(iso)} className={className}>
      {time ? shownMoment(iso) : isDate(iso) ? shownDate(iso) : shownMoment(iso).replace(/, [\d:]+$/, '')}
    </time>
  )
}

const isDate = (iso: string) => iso.length <= 10

function exactly(iso: string): string | undefined {
  if (isDate(iso)) return undefined
  const moment = new Date(iso)
  if (Number.isNaN(moment.getTime())) return undefined
  return `${shownDate(moment.toISOString().slice(0, 10))}, ${moment.toISOString().slice(11, 19)} UTC`
}
