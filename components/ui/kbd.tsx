'use client'

import { useSyncExternalStore } from 'react'
import { classNames } from './class-names'

const symbols: Record<string, string> = { up: '↑', down: '↓' }
const macSymbols: Record<string, string> = { ...symbols, mod: '⌘', shift: '⇧', alt: '⌥' }
const words: Record<string, string> = { mod: 'Ctrl', shift: 'Shift', alt: 'Alt', space: 'Space' }

const never = () => () => {}
const isMac = () => /Mac|iPhone|iPad/.test(navigator.platform)

/** The keys of a shortcut, as this machine's keyboard has them. Quiet: what it does is said by what it stands beside. */
export function Kbd({ keys, className }: { keys: string; className?: string }) {
  const mac = useSyncExternalStore(never, isMac, () => false)
  const shown = keys
    .split('+')
    .map((key) => (mac ? macSymbols : symbols)[key] ?? words[key] ?? key.toUpperCase())
    .join(mac ? '' : ' ')
  return (
    <kbd
      aria-hidden
      className={classNames(
        'ml-1 font-normal font-sans text-2xs tracking-wide coarse:hidden max-sm:hidden',
        className ?? 'text-faint',
      )}
    >
      {shown}
    </kbd>
  )
}
