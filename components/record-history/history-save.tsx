import { Moment } from '@/components/ui/moment'
import { ChangedRow } from './changed-row'
import type { HistoryEntry } from './history-page'
import { saveSummary } from './save-summary'

/** More rows than this are folded away under the save's one line. */
const shownRows = 6

/** One save: who, when, all it did in a line, and its rows. `brief` leaves the values out and says the date too. */
export function HistorySave({ entry, brief }: { entry: HistoryEntry; brief?: boolean }) {
  const many = !brief && entry.rows.length > shownRows
  const single = entry.rows.length === 1 && entry.more === 0
  return (
    <li className="relative pb-5 pl-6 last:pb-0">
      <span
        aria-hidden
        className="absolute top-[0.4375rem] left-0 size-2 rounded-full border-2 border-control bg-canvas"
      />
      <span aria-hidden className="absolute top-5 bottom-0 left-[0.1875rem] w-px bg-line [li:last-child>&]:hidden" />
      <div className="flex flex-wrap items-baseline gap-x-2 text-sm">
        <span className="font-medium text-text">
          <bdi>{entry.by}</bdi>
        </span>
        <Moment iso={entry.at} show={brief ? 'both' : 'clock'} className="text-muted text-xs" />
        {single ? null : <span className="basis-full text-muted text-xs">{saveSummary(entry.counts)}</span>}
      </div>
      <Rows rows={entry.rows.slice(0, many ? shownRows : undefined)} brief={brief} />
      {many ? (
        <details className="group mt-1">
          <summary className="w-fit rounded-sm text-accent text-xs hover:underline coarse:py-3">
            <span className="group-open:hidden">Show {entry.rows.length - shownRows} more</span>
            <span className="hidden group-open:inline">Show fewer</span>
          </summary>
          <Rows rows={entry.rows.slice(shownRows)} brief={brief} />
        </details>
      ) : null}
      {entry.more > 0 ? (
        <p className="mt-1 pl-5.5 text-faint text-xs">
          and {entry.more.toLocaleString('en')} more {entry.more === 1 ? 'row' : 'rows'}
        </p>
      ) : null}
    </li>
  )
}

function Rows({ rows, brief }: { rows: HistoryEntry['rows']; brief?: boolean }) {
  return (
    <ul className="mt-1 flex flex-col gap-1">
      {rows.map((row) => (
        <ChangedRow key={row.id} row={row} brief={brief} />
      ))}
    </ul>
  )
}
