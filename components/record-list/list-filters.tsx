import { Check, ChevronDown, X } from 'lucide-react'
import { AppLink } from '@/components/navigation/app-link'
import { buttonClass } from '@/components/ui/button-class'
import { classNames } from '@/components/ui/class-names'
import { StatusDot } from '@/components/ui/status-pill'
import { Disclosure } from './disclosure'
import { listAddress, toggledFilter, withoutFilter } from './list-address'
import type { ListFilter, ListQuery } from './list-page'
import { RelationFilter } from './relation-filter'

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
      {filters.map((filter) => {
        const isChosen = filter.chosen.length > 0
        return (
          <span
            key={filter.name}
            // Records are searched with JavaScript; without it what is chosen can be taken away.
            className={classNames(
              'flex min-w-0 items-center',
              filter.kind === 'relation' && !isChosen && 'noscript:hidden',
            )}
          >
            <Disclosure summary={<Summary filter={filter} />} className={filter.kind === 'relation' ? 'sm:w-72' : ''}>
              {filter.kind === 'relation' ? (
                <RelationFilter slug={slug} filter={filter} query={query} defaultSort={defaultSort} />
              ) : (
                <ul aria-label={filter.label}>
                  {filter.choices.map(({ value, label }, at) => (
                    <li key={value}>
                      <AppLink
                        href={to({ filters: toggledFilter(query, filter.name, value) })}
                        prefetch={false}
                        scroll={false}
                        aria-current={filter.chosen.includes(value) || undefined}
                        className="flex h-8 items-center gap-2 rounded-sm px-2 text-sm hover:bg-hover coarse:h-11"
                      >
                        {filter.kind === 'choice' ? <StatusDot tone={at} /> : null}
                        <span className="flex-1">{label}</span>
                        <Check
                          aria-hidden
                          className={classNames('size-4 text-accent', !filter.chosen.includes(value) && 'invisible')}
                        />
                      </AppLink>
                    </li>
                  ))}
                </ul>
              )}
            </Disclosure>
            {isChosen ? <Clear label={filter.label} href={to({ filters: withoutFilter(query, filter.name) })} /> : null}
          </span>
        )
      })}
      {chosen ? (
        <AppLink href={to({ filters: {} })} prefetch={false} scroll={false} className={buttonClass('quiet')}>
          <X aria-hidden />
          Clear filters
        </AppLink>
      ) : null}
    </>
  )
}

function Summary({ filter: { label, choices, chosen } }: { filter: ListFilter }) {
  const isChosen = chosen.length > 0
  const labels = choices.filter(({ value }) => chosen.includes(value)).map((choice) => choice.label)
  return (
    <span
      className={buttonClass(
        'secondary',
        'regular',
        isChosen ? 'rounded-r-none! border-accent-line! border-r-0!' : 'border-dashed',
      )}
    >
      {label}
      {isChosen ? (
        <span className="max-w-40 truncate border-accent-line border-l pl-1.5 text-accent">{labels.join(', ')}</span>
      ) : null}
      <ChevronDown aria-hidden className="text-muted" />
    </span>
  )
}

/** Takes one filter away. */
function Clear({ label, href }: { label: string; href: string }) {
  return (
    <AppLink
      href={href}
      prefetch={false}
      scroll={false}
      aria-label={`Clear ${label}`}
      title={`Clear ${label}`}
      className={buttonClass('secondary', 'regular', 'w-control rounded-l-none! border-accent-line! px-0!')}
    >
      <X aria-hidden />
    </AppLink>
  )
}
