'use client'

import { Menu as MenuIcon } from 'lucide-react'
import { lazy, type ReactNode, Suspense, useRef, useState } from 'react'
import { iconButtonClass } from '@/components/ui/icon-button'
import type { NavigationGroup } from './navigation'

const NavigationDrawer = lazy(() =>
  import('./navigation-drawer').then(({ NavigationDrawer }) => ({ default: NavigationDrawer })),
)

/** The navigation of a phone: a button, and a sheet that is fetched when it is first opened. */
export function NavigationSheet({ groups, footer }: { groups: readonly NavigationGroup[]; footer: ReactNode }) {
  const [open, setOpen] = useState(false)
  const [isWanted, setWanted] = useState(false)
  const opener = useRef<HTMLButtonElement>(null)
  return (
    <>
      <button
        ref={opener}
        type="button"
        aria-label="Open navigation"
        aria-haspopup="dialog"
        aria-expanded={open}
        className={iconButtonClass()}
        onClick={() => {
          setWanted(true)
          setOpen(true)
        }}
      >
        <MenuIcon aria-hidden />
      </button>
      {isWanted ? (
        <Suspense>
          <NavigationDrawer open={open} onOpenChange={setOpen} groups={groups} footer={footer} opener={opener} />
        </Suspense>
      ) : null}
    </>
  )
}
