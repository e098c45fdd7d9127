import { History } from 'lucide-react'
import { shownDate } from '@/components/inline-grid/values/date-text'
import { ButtonLink } from '@/components/ui/button-link'
import { EmptyState } from '@/components/ui/empty-state'
import { PageHeader } from '@/components/ui/page-header'
import type { HistoryPage } from './history-page'
import { HistorySave } from './history-save'
import { byDay } from './save-summary'

export type RecordHistoryProps = {
  slug: string
  plural: string
  id: number
  title: string
  page: HistoryPage
  /** Where the page stands among the older ones; the first has none. */
  before?: number
}

/** Everything that happened to a record and its rows, newest save first. */
export function RecordHistory({ slug, plural, id, title, page, before }: RecordHistoryProps) {
  const href = `/${slug}/${id}`
  const newest = before === undefined
  return (
    <>
      <PageHeader
        breadcrumbs={[
          { label: plural, list: slug },
          { label: title, href },
        ]}
        title="History"
      />
      <div className="w-full max-w-3xl px-gutter pt-2 pb-12">
        {page.entries.length === 0 ? (
          <EmptyState
            icon={<History />}
            title={newest ? 'Nothing has been changed here yet' : 'There is nothing older'}
            action={
              <ButtonLink href={newest ? href : `${href}/history`}>
                {newest ? 'Go to the record' : 'Show the latest'}
              </ButtonLink>
            }
          >
            Every save stands here with who made it, when, and each value before and after.
          </EmptyState>
        ) : null}
        {byDay(page.entries).map(({ day, entries }) => (
          <section key={day} aria-label={shownDate(day)} className="mb-6">
            <h2 className="mb-3 border-line border-b pb-1.5 font-medium text-faint text-xs">{shownDate(day)}</h2>
            <ol>
              {entries.map((entry) => (
                <HistorySave key={entry.saveId} entry={entry} />
              ))}
            </ol>
          </section>
        ))}
        <div className="flex gap-2">
          {newest || page.entries.length === 0 ? null : (
            <ButtonLink href={`${href}/history`}>Show the latest</ButtonLink>
          )}
          {page.before === null ? null : (
            <ButtonLink href={`${href}/history?before=${page.before}`}>Show older changes</ButtonLink>
          )}
        </div>
      </div>
    </>
  )
}
