'use client'

import { LogOut, Monitor, Moon, Sun } from 'lucide-react'
import { useTransition } from 'react'
import { leaveWhenAllowed } from '@/components/navigation/leave-guard'
import { clearDrafts } from '@/components/record-form/draft-storage'
import { Menu, MenuChoices, MenuItem, MenuSeparator } from '@/components/ui/menu'
import { Spinner } from '@/components/ui/spinner'
import { setTheme, type Theme, useTheme } from './appearance'

export type ShellUser = { username: string; name: string }

const themes: { value: Theme; label: string; icon: React.ReactNode }[] = [
  { value: 'light', label: 'Light', icon: <Sun aria-hidden /> },
  { value: 'dark', label: 'Dark', icon: <Moon aria-hidden /> },
  { value: 'system', label: 'As the system', icon: <Monitor aria-hidden /> },
]

/** Who is signed in, how it looks to them, and the way out. */
export function UserMenu({ user, signOut }: { user: ShellUser; signOut: () => Promise<void> }) {
  const theme = useTheme()
  const [leaving, startLeaving] = useTransition()
  const name = user.name || user.username
  const leave = () => {
    // What is unsaved is personal: it does not stay behind for whoever uses this browser next.
    clearDrafts()
    startLeaving(() => signOut())
  }
  return (
    <Menu
      side="top"
      align="start"
      trigger={
        <button
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
      }
    >
      <div className="px-3 pt-1 pb-1.5 text-sm">
        <div className="truncate font-medium">{name}</div>
        {name === user.username ? null : <div className="truncate text-muted text-xs">{user.username}</div>}
      </div>
      <MenuSeparator />
      <MenuChoices label="Appearance" value={theme} onChange={setTheme} choices={themes} />
      <MenuSeparator />
      <MenuItem icon={<LogOut aria-hidden />} onSelect={() => leaveWhenAllowed(leave)}>
        Sign out
      </MenuItem>
    </Menu>
  )
}

function initialsOf(name: string): string {
  const words = name.trim().split(/[\s._-]+/)
  const first = [...(words[0] ?? '')][0] ?? ''
  const last = words.length > 1 ? ([...(words.at(-1) ?? '')][0] ?? '') : ''
  return (first + last).toUpperCase()
}
