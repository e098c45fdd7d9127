import type { ReactNode } from 'react'
import { AppLink } from '@/components/navigation/app-link'
import { ListLink } from '@/components/shell/list-link'

/** `list` is a model's slug: the crumb leads to its list as it was left. */
export type Crumb = { label: string; href: string } | { label: string; list: string }

type PageHeaderProps = {
  breadcrumbs?: readonly Crumb[]
  title: string
  /** A quiet word beside the title: a count, a state. */
  beside?: ReactNode
  actions?: ReactNode
}

const crumbClass = 'max-w-56 truncate rounded-sm text-muted hover:text-text coarse:py-3'

/** The one line a page begins with: where it is, what it is, what can be done. */
export function PageHeader({ breadcrumbs = [], title, beside, actions }: PageHeaderProps) {
  return (
    <header className="flex min-h-14 flex-wrap items-center gap-x-4 gap-y-2 px-gutter py-2.5">
      <div className="flex min-w-0 flex-1 basis-44 flex-wrap items-baseline gap-x-2">
        {breadcrumbs.length > 0 ? (
          <nav aria-label="Breadcrumb" className="min-w-0 max-w-full">
            <ol className="flex items-baseline gap-x-2 text-base">
              {breadcrumbs.map((crumb) => (
                <li key={crumb.label} className="flex min-w-0 items-baseline gap-x-2">
                  {'list' in crumb ? (
                    <ListLink slug={crumb.list} className={crumbClass}>
                      {crumb.label}
                    </ListLink>
                  ) : (
                    <AppLink href={crumb.href} className={crumbClass}>
                      {crumb.label}
                    </AppLink>
                  )}
                  <span aria-hidden className="text-line-strong">
                    /
                  </span>
                </li>
              ))}
            </ol>
          </nav>
        ) : null}
        <h1 className="line-clamp-2 min-w-0 font-semibold text-lg text-text tracking-tight" title={title}>
          {title}
        </h1>
        {beside ? <div className="text-muted text-sm">{beside}</div> : null}
      </div>
      {actions ? <div className="flex flex-wrap items-center gap-2">{actions}</div> : null}
    </header>
  )
}
