import { Menu } from '@base-ui/react/menu'
import { LogOut, Monitor, Moon, Sun } from 'lucide-react'
import type { ReactNode } from 'react'
import { MenuChoices, MenuItem, MenuPopup, MenuSeparator } from '@/components/ui/menu'
import type { LateMenu } from '@/components/ui/use-late-menu'
import { setTheme, type Theme, useTheme } from './appearance'
import type { ShellUser } from './user-menu'

const themes: { value: Theme; label: string; icon: ReactNode }[] = [
  { value: 'light', label: 'Light', icon: <Sun aria-hidden /> },
  { value: 'dark', label: 'Dark', icon: <Moon aria-hidden /> },
  { value: 'system', label: 'As the system', icon: <Monitor aria-hidden /> },
]

type UserMenuPopupProps = { menu: LateMenu; user: ShellUser; onSignOut: () => void }

/** What the menu of the one who is signed in holds. */
export function UserMenuPopup({ menu, user, onSignOut }: UserMenuPopupProps) {
  const theme = useTheme()
  const name = user.name || user.username
  return (
    <Menu.Root {...menu.root}>
      <MenuPopup side="top" align="start" anchor={menu.opener} label={name} sticks>
        <div className="px-3 pt-1 pb-1.5 text-sm">
          <div className="truncate font-medium">{name}</div>
          {name === user.username ? null : <div className="truncate text-muted text-xs">{user.username}</div>}
        </div>
        <MenuSeparator />
        <MenuChoices label="Appearance" value={theme} onChange={setTheme} choices={themes} />
        <MenuSeparator />
        <MenuItem icon={<LogOut aria-hidden />} onSelect={onSignOut}>
          Sign out
        </MenuItem>
      </MenuPopup>
    </Menu.Root>
  )
}
