import { ChevronLeft, ChevronRight } from 'lucide-react'
import type { ReactNode } from 'react'
import { AppLink } from '@/components/navigation/app-link'
import { buttonClass } from '@/components/ui/button-class'
import { classNames } from '@/components/ui/class-names'
import { controlClass } from '@/components/ui/control-class'
import { listAddress, listParams, pageSizes } from './list-address'
import type { ListPage, ListQuery } from './list-page'

type ListPagesProps = { slug: string; page: ListPage; query: ListQuery; defaultSort: readonly string[] }

/** Where in the list this page stands, and the ways to the others: links, and a field for a page far away. */
export function ListPages({ slug, page, query, defaultSort }: ListPagesProps) {
  const first = (page.page - 1) * page.size + 1
  const to = (change: Partial<ListQuery>) => listAddress(slug, query, defaultSort, change)
  return (
    <nav
      aria-label="Pages"
      className="flex flex-wrap items-center gap-x-4 gap-y-2 px-gutter py-3 text-muted text-xs tabular-nums"
    >
      <span>
        {count(first)}–{count(first + page.rows.length - 1)} of {count(page.total)}
      </span>
      <span className="flex items-center gap-1 max-sm:hidden">
        {pageSizes.map((size) => (
          <AppLink
            key={size}
            href={to({ size })}
            prefetch={false}
            aria-current={size === page.size || undefined}
            aria-label={`${size} a page`}
            className={classNames(
              'flex h-6 min-w-6 items-center justify-center rounded-sm px-1.5 hover:bg-hover hover:text-text coarse:h-11 coarse:min-w-11',
              size === page.size && 'bg-hover text-text',
            )}
          >
            {size}
          </AppLink>
        ))}
        <span aria-hidden>a page</span>
      </span>
      {page.pages > 1 ? (
        <span className="ml-auto flex items-center gap-2">
          <Step href={page.page > 1 ? to({ page: page.page - 1 }) : null} rel="prev" label="Previous page">
            <ChevronLeft aria-hidden />
          </Step>
          <PageField slug={slug} page={page} kept={listParams({ ...query, page: 1 }, defaultSort)} />
          <Step href={page.page < page.pages ? to({ page: page.page + 1 }) : null} rel="next" label="Next page">
            <ChevronRight aria-hidden />
          </Step>
        </span>
      ) : null}
    </nav>
  )
}

/** The first and the last page keep the place of the step that leads nowhere. */
function Step({
  href,
  rel,
  label,
  children,
}: {
  href: string | null
  rel: string
  label: string
  children: ReactNode
}) {
  const look = buttonClass('secondary', 'regular', 'w-control px-0!')
  if (href === null)
    return (
      <span aria-hidden className={classNames(look, 'pointer-events-none opacity-40')}>
        {children}
      </span>
    )
  return (
    <AppLink href={href} rel={rel} aria-label={label} title={label} className={look}>
      {children}
    </AppLink>
  )
}

type PageFieldProps = { slug: string; page: ListPage; kept: readonly (readonly [name: string, value: string])[] }

function PageField({ slug, page, kept }: PageFieldProps) {
  return (
    <form action={`/${slug}`} method="get" className="flex items-center gap-1.5">
      {kept.map(([name, value]) => (
        <input key={name} type="hidden" name={name} value={value} />
      ))}
      Page
      <input
        key={page.page}
        name="page"
        inputMode="numeric"
        pattern="[0-9]*"
        autoComplete="off"
        defaultValue={page.page}
        aria-label={`Page, of ${page.pages}`}
        className={classNames(controlClass, 'h-control max-w-14 px-1.5 text-center text-xs!')}
      />
      of {count(page.pages)}
    </form>
  )
}

const count = (number: number) => number.toLocaleString('en')
