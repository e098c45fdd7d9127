'use client'

import { lazy, Suspense, useTransition } from 'react'
import { leaveWhenAllowed } from '@/components/navigation/leave-guard'
import { clearDrafts } from '@/components/record-form/draft-storage'
import { Spinner } from '@/components/ui/spinner'
import { useLateMenu } from '@/components/ui/use-late-menu'
import { flash } from './flash'

const UserMenuPopup = lazy(() => import('./user-menu-popup').then(({ UserMenuPopup }) => ({ default: UserMenuPopup })))

export type ShellUser = { username: string; name: string }

/** Who is signed in, how it looks to them, and the way out. The menu itself is fetched when it is first opened. */
export function UserMenu({ user, signOut }: { user: ShellUser; signOut: () => Promise<void> }) {
  const [leaving, startLeaving] = useTransition()
  const { button, menu, isWanted } = useLateMenu()
  const name = user.name || user.username
  const leave = () => {
    startLeaving(async () => {
      try {
        await signOut()
      } catch (error) {
        if (!(error instanceof Error)) throw error
        return flash('You could not be signed out. Try again in a moment.')
      }
      // What is unsaved is personal: it does not stay behind for whoever uses this browser next.
      clearDrafts()
      // A page loaded anew keeps nothing that was read for this person.
      window.location.assign('/sign-in')
      // Firefox breaks off what is still being read for this page; drawn, that would be a page of errors until it has gone.
      await new Promise(() => {})
    })
  }
  return (
    <>
      <button
        {...button}
        type="button"
        aria-busy={leaving || undefined}
        className="flex h-10 w-full min-w-0 items-center gap-2.5 rounded-md px-2 text-left text-sm text-muted transition-colors hover:bg-hover hover:text-text data-popup-open:bg-hover coarse:h-11 slim:justify-center slim:px-0"
      >
        <span
          aria-hidden
          className="flex size-6 shrink-0 items-center justify-center rounded-full bg-accent-soft font-medium text-2xs text-accent"
        >
          {leaving ? <Spinner className="size-3" /> : initialsOf(name)}
        </span>
        <span className="min-w-0 flex-1 truncate slim:sr-only">{name}</span>
        <span className="sr-only">, account and appearance</span>
      </button>
      {isWanted ? (
        <Suspense>
          <UserMenuPopup menu={menu} user={user} onSignOut={() => leaveWhenAllowed(leave, { forGood: true })} />
        </Suspense>
      ) : null}
    </>
  )
}

function initialsOf(name: string): string {
  const words = name.trim().split(/[\s._-]+/)
  const first = [...(words[0] ?? '')][0] ?? ''
  const last = words.length > 1 ? ([...(words.at(-1) ?? '')][0] ?? '') : ''
  return (first + last).toUpperCase()
}
