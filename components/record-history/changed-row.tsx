import { Minus, PenLine, Plus } from 'lucide-react'
import { AppLink } from '@/components/navigation/app-link'
import { classNames } from '@/components/ui/class-names'
import { Moment } from '@/components/ui/moment'
import type { HistoryAction, HistoryChange, HistoryRow } from './history-page'

const signs: Record<HistoryAction, { icon: typeof Plus; look: string }> = {
  create: { icon: Plus, look: 'text-new' },
  change: { icon: PenLine, look: 'text-changed' },
  delete: { icon: Minus, look: 'text-removed' },
}

/** What happened to one row: a sentence, and under it each value before and after. */
export function ChangedRow({ row, brief }: { row: HistoryRow; brief?: boolean }) {
  const { icon: Icon, look } = signs[row.action]
  const told = row.changes.filter((change) => change.before !== null || change.after !== null)
  return (
    <li className="flex gap-2 text-sm coarse:py-1.5">
      <Icon aria-hidden className={classNames('mt-[0.1875rem] size-3.5 shrink-0', look)} />
      <div className="min-w-0 flex-1">
        <Sentence row={row} />
        {brief || told.length === 0 ? null : (
          <dl className="mt-0.5 mb-1 grid grid-cols-[minmax(5rem,max-content)_1fr] gap-x-4 gap-y-0.5 text-xs">
            {told.map((change) => (
              <div key={change.label} className="col-span-2 grid grid-cols-subgrid">
                <dt className="text-faint">{change.label}</dt>
                <dd className="min-w-0 text-text">
                  <BeforeAndAfter change={change} action={row.action} />
                </dd>
              </div>
            ))}
          </dl>
        )}
      </div>
    </li>
  )
}

function Sentence({ row }: { row: HistoryRow }) {
  const words = <bdi className="line-clamp-2 text-text">{row.sentence}</bdi>
  if (!row.link) return words
  return (
    <AppLink
      href={`/${row.link.slug}/${row.link.id}`}
      prefetch={false}
      className="relative block w-fit max-w-full rounded-sm hover:underline coarse:after:absolute coarse:after:-inset-y-3 coarse:after:inset-x-0"
    >
      {words}
    </AppLink>
  )
}

function BeforeAndAfter({ change, action }: { change: HistoryChange; action: HistoryAction }) {
  if (action === 'create') return <HistoryValue change={change} value={change.after} />
  if (action === 'delete') return <HistoryValue change={change} value={change.before} removed />
  return (
    <>
      <HistoryValue change={change} value={change.before} removed />
      <span aria-hidden className="px-1.5 text-faint">
        →
      </span>
      <span className="sr-only"> became </span>
      <HistoryValue change={change} value={change.after} />
    </>
  )
}

type HistoryValueProps = { change: HistoryChange; value: string | null; removed?: boolean }

function HistoryValue({ change, value, removed }: HistoryValueProps) {
  if (value === null) return <span className="text-faint">nothing</span>
  const shown =
    change.kind === 'moment' || change.kind === 'date' ? (
      <Moment iso={value} show="both" />
    ) : (
      <bdi className="whitespace-pre-line">{value}</bdi>
    )
  return removed ? <del className="text-muted decoration-removed-line">{shown}</del> : shown
}
