import { PencilLine } from 'lucide-react'
import { AppLink } from '@/components/navigation/app-link'
import type { HistoryEntry } from '@/components/record-history/history-page'
import { HistorySave } from '@/components/record-history/history-save'
import { ModelIcon } from '@/components/shell/model-icon'
import { EmptyState } from '@/components/ui/empty-state'
import { PageHeader } from '@/components/ui/page-header'

export type DashboardGroup = { label: string; models: readonly { slug: string; label: string; count?: number }[] }

export type DashboardProps = { groups: readonly DashboardGroup[]; latest: readonly HistoryEntry[] }

/** Where one begins: every model with its count, and what was changed last. */
export function Dashboard({ groups, latest }: DashboardProps) {
  return (
    <>
      <PageHeader title="Dashboard" />
      <div className="grid gap-x-12 gap-y-8 px-gutter pt-2 pb-12 lg:grid-cols-[minmax(0,1fr)_minmax(0,1fr)] xl:grid-cols-[minmax(0,26rem)_minmax(0,1fr)]">
        <div className="flex flex-col gap-6">
          {groups.map((group) => (
            <section key={group.label} aria-label={group.label}>
              <h2 className="border-line border-b pb-1.5 font-medium text-faint text-xs">{group.label}</h2>
              <ul>
                {group.models.map((model) => (
                  <li key={model.slug} className="border-line border-b">
                    <AppLink
                      href={`/${model.slug}`}
                      className="-mx-2 flex min-h-9 items-center gap-2.5 rounded-md px-2 text-sm transition-colors hover:bg-hover coarse:min-h-11 [&_svg]:size-4 [&_svg]:shrink-0 [&_svg]:stroke-[1.75] [&_svg]:text-faint"
                    >
                      <ModelIcon slug={model.slug} />
                      <span className="min-w-0 flex-1 truncate font-medium">{model.label}</span>
                      {model.count === undefined ? null : (
                        <span className="text-muted tabular-nums">{model.count.toLocaleString('en')}</span>
                      )}
                    </AppLink>
                  </li>
                ))}
              </ul>
            </section>
          ))}
        </div>
        <section aria-labelledby="latest-changes" className="min-w-0">
          <h2 id="latest-changes" className="mb-3 border-line border-b pb-1.5 font-medium text-faint text-xs">
            Latest changes
          </h2>
          {latest.length === 0 ? (
            <EmptyState icon={<PencilLine />} title="Nothing has been changed yet">
              Saves of everyone stand here as they are made.
            </EmptyState>
          ) : (
            <ol>
              {latest.map((entry) => (
                <HistorySave key={entry.saveId} entry={entry} brief />
              ))}
            </ol>
          )}
        </section>
      </div>
    </>
  )
}
