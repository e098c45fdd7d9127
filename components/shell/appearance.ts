'use client'

import { useSyncExternalStore } from 'react'

export type Theme = 'light' | 'dark' | 'system'

const listeners = new Set<() => void>()

function subscribe(listener: () => void) {
  listeners.add(listener)
  return () => void listeners.delete(listener)
}

/** A year in a cookie, so that the server can write the next page as it will stay. */
function keep(name: string, value: string) {
  const secure = location.protocol === 'https:' ? '; secure' : ''
  // biome-ignore lint/suspicious/noDocumentCookie: the Cookie Store API is missing in browsers that are supported.
  document.cookie = `${name}=${value}; path=/; max-age=31536000; samesite=lax${secure}`
  for (const listener of listeners) listener()
}

function currentTheme(): Theme {
  const { theme } = document.documentElement.dataset
  return theme === 'light' || theme === 'dark' ? theme : 'system'
}

/** Follows the system, or stays as chosen: at once and on every later page. */
export function setTheme(theme: Theme) {
  if (theme === 'system') delete document.documentElement.dataset.theme
  else document.documentElement.dataset.theme = theme
  keep('theme', theme)
}

export function useTheme(): Theme {
  return useSyncExternalStore(subscribe, currentTheme, () => 'system')
}

const isFolded = () => document.documentElement.dataset.navigation === 'slim'

/** Folds the navigation to its icons, or unfolds it: at once and on every later page. */
export function foldNavigation(folded: boolean) {
  if (folded) document.documentElement.dataset.navigation = 'slim'
  else delete document.documentElement.dataset.navigation
  keep('navigation', folded ? 'slim' : 'full')
}

export function useFolded(): boolean {
  return useSyncExternalStore(subscribe, isFolded, () => false)
}
