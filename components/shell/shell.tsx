import type { ReactNode } from 'react'
import { StillHere } from '@/components/navigation/still-here'
import { Brand } from './brand'
import { FlashRegion } from './flash-region'
import { FoldButton } from './fold-button'
import { Navigation, type NavigationGroup } from './navigation'
import { NavigationSheet } from './navigation-sheet'
import { type ShellUser, UserMenu } from './user-menu'

export type ShellProps = {
  user: ShellUser
  groups: readonly NavigationGroup[]
  signOut: () => Promise<void>
  children: ReactNode
}

/** The frame of every page but sign-in: navigation at the left, the page beside it, messages above. */
export function Shell({ user, groups, signOut, children }: ShellProps) {
  const account = <UserMenu user={user} signOut={signOut} />
  return (
    <div className="flex min-h-dvh max-md:flex-col print:block">
      <a
        href="#content"
        className="skip-link rounded-md bg-surface px-3 py-2 font-medium text-accent text-sm shadow-float"
      >
        Skip to content
      </a>
      <aside
        data-rail
        className="sticky top-0 flex h-dvh w-56 shrink-0 flex-col border-line border-r bg-nav max-md:hidden slim:w-13 print:hidden"
      >
        <div className="flex items-center justify-between p-2 slim:flex-col slim:gap-1">
          <Brand />
          <FoldButton />
        </div>
        <div className="min-h-0 flex-1 overflow-y-auto overscroll-contain pb-4">
          <Navigation groups={groups} />
        </div>
        <div className="border-line border-t p-2">{account}</div>
      </aside>
      <header className="flex items-center gap-1 border-line border-b bg-nav px-2 py-1 md:hidden print:hidden">
        <NavigationSheet groups={groups} footer={account} />
        <Brand />
      </header>
      <main id="content" tabIndex={-1} className="flex min-w-0 flex-1 flex-col print:block">
        {children}
      </main>
      <FlashRegion />
      <StillHere />
    </div>
  )
}
