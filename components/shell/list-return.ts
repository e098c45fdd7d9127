'use client'

import { useSyncExternalStore } from 'react'

const keyOf = (slug: string) => `list:${slug}`

/** Remembers the state of a list ("?q=lee&page=2") for as long as the tab is open, to return to it. */
export function rememberList(slug: string, search: string) {
  sessionStorage.setItem(keyOf(slug), search)
}

/** The address of a list as it was last seen in this tab. */
export function listHref(slug: string): string {
  return `/${slug}${sessionStorage.getItem(keyOf(slug)) ?? ''}`
}

const never = () => () => {}

/** `listHref` for rendering: the server, which knows no tab, writes the plain address. */
export function useListHref(slug: string): string {
  return useSyncExternalStore(
    never,
    () => listHref(slug),
    () => `/${slug}`,
  )
}
