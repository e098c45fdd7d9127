import { Check, ChevronDown, X } from 'lucide-react'
import { AppLink } from '@/components/navigation/app-link'
import { buttonClass } from '@/components/ui/button-class'
import { classNames } from '@/components/ui/class-names'
import { StatusDot } from '@/components/ui/status-pill'
import { Disclosure } from './disclosure'
import { listAddress, toggledFilter } from './list-address'
import type { ListFilter, ListQuery } from './list-page'

type ListFiltersProps = {
  slug: string
  filters: readonly ListFilter[]
  query: ListQuery
  defaultSort: readonly string[]
}

/** One disclosure per filter; every value is a link that adds it or takes it away, so that it works without JavaScript. */
export function ListFilters({ slug, filters, query, defaultSort }: ListFiltersProps) {
  const to = (change: Partial<ListQuery>) => listAddress(slug, query, defaultSort, change)
  const chosen = Object.keys(query.filters).length > 0
  return (
    <>
      {filters.map((filter) =>
        filter.choices.length === 0 ? null : (
          <Disclosure
            key={filter.name}
            summary={
              <span
                className={buttonClass(
                  'secondary',
                  'regular',
                  filter.chosen.length > 0 ? 'border-accent-line!' : 'border-dashed',
                )}
              >
                {filter.label}
                <ChosenValues filter={filter} />
                <ChevronDown aria-hidden className="text-muted" />
              </span>
            }
          >
            <ul aria-label={filter.label}>
              {filter.choices.map((choice, at) => {
                const isChosen = filter.chosen.includes(choice.value)
                return (
                  <li key={choice.value}>
                    <AppLink
                      href={to({ filters: toggledFilter(query, filter.name, choice.value) })}
                      prefetch={false}
                      scroll={false}
                      aria-current={isChosen || undefined}
                      className="flex h-8 items-center gap-2 rounded-sm px-2 text-sm hover:bg-hover coarse:h-11"
                    >
                      {filter.kind === 'choice' ? <StatusDot tone={at} /> : null}
                      <span className="flex-1">{choice.label}</span>
                      <Check aria-hidden className={classNames('size-4 text-accent', !isChosen && 'invisible')} />
                    </AppLink>
                  </li>
                )
              })}
            </ul>
          </Disclosure>
        ),
      )}
      {chosen ? (
        <AppLink href={to({ filters: {} })} prefetch={false} scroll={false} className={buttonClass('quiet')}>
          <X aria-hidden />
          Clear filters
        </AppLink>
      ) : null}
    </>
  )
}

function ChosenValues({ filter }: { filter: ListFilter }) {
  if (filter.chosen.length === 0) return null
  const labels = filter.choices.filter((choice) => filter.chosen.includes(choice.value)).map(({ label }) => label)
  return <span className="max-w-40 truncate border-accent-line border-l pl-1.5 text-accent">{labels.join(', ')}</span>
}
