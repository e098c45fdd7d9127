'use client'

import { LayoutGrid } from 'lucide-react'
import type { ReactNode } from 'react'
import { AppLink, usePathname } from '@/components/navigation/app-link'
import { classNames } from '@/components/ui/class-names'
import { ModelIcon } from './model-icon'

/** `count` is optional: a model's number of records, shown under the pointer. */
export type NavigationGroup = { label: string; models: readonly { slug: string; label: string; count?: number }[] }

type NavigationProps = { groups: readonly NavigationGroup[]; onNavigate?: () => void }

/** All pages one can go to: the dashboard, then the models by group. */
export function Navigation({ groups, onNavigate }: NavigationProps) {
  const path = usePathname()
  const entry = (href: string, label: string, icon: ReactNode, count?: number) => (
    <NavigationEntry {...{ href, label, icon, count, path, onNavigate }} />
  )
  return (
    <nav aria-label="Main" className="flex flex-col gap-4 px-2 py-1 slim:gap-2">
      <ul>
        <li>{entry('/', 'Dashboard', <LayoutGrid aria-hidden />)}</li>
      </ul>
      {groups.map((group) => (
        <div key={group.label} className="slim:border-line slim:border-t slim:pt-2">
          <h2 className="px-2 pb-1 font-medium text-faint text-xs slim:sr-only">{group.label}</h2>
          <ul aria-label={group.label} className="flex flex-col gap-px">
            {group.models.map(({ slug, label, count }) => (
              <li key={slug}>{entry(`/${slug}`, label, <ModelIcon slug={slug} />, count)}</li>
            ))}
          </ul>
        </div>
      ))}
    </nav>
  )
}

type EntryProps = {
  href: string
  label: string
  icon: ReactNode
  count?: number
  path: string
  onNavigate?: () => void
}

function NavigationEntry({ href, label, icon, count, path, onNavigate }: EntryProps) {
  const here = path === href
  const within = here || (href !== '/' && path.startsWith(`${href}/`))
  return (
    <AppLink
      href={href}
      title={label}
      aria-current={here ? 'page' : within ? 'true' : undefined}
      onClick={onNavigate}
      className={classNames(
        'group flex h-8 items-center gap-2.5 rounded-md px-2 text-sm transition-colors coarse:h-11 slim:justify-center slim:px-0',
        '[&_svg]:size-4 [&_svg]:shrink-0 [&_svg]:stroke-[1.75]',
        within
          ? 'bg-pressed font-medium text-text [&_svg]:text-accent'
          : 'text-muted hover:bg-hover hover:text-text [&_svg]:text-faint',
      )}
    >
      {icon}
      <span className="min-w-0 flex-1 truncate slim:sr-only">{label}</span>
      {count === undefined ? null : (
        <span
          aria-hidden
          className="text-faint tabular-nums text-xs opacity-0 transition-opacity group-hover:opacity-100 group-focus-visible:opacity-100 slim:hidden"
        >
          {count.toLocaleString('en')}
        </span>
      )}
    </AppLink>
  )
}
