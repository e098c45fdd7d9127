'use client'

import { type RefObject, useEffect } from 'react'

/** "/" goes to the search field; "j" and "k" go down and up the rows' links. Keys that are being typed are left alone. */
export function useListKeys(field: RefObject<HTMLInputElement | null>) {
  useEffect(() => {
    const press = (event: KeyboardEvent) => {
      if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey || isTyping(event.target)) return
      if (event.key === '/') field.current?.select()
      else if (event.key === 'j') moveBy(1)
      else if (event.key === 'k') moveBy(-1)
      else return
      event.preventDefault()
    }
    document.addEventListener('keydown', press)
    return () => document.removeEventListener('keydown', press)
  }, [field])
}

function isTyping(target: EventTarget | null): boolean {
  if (!(target instanceof HTMLElement)) return false
  return target.isContentEditable || target.closest('input, textarea, select, [role="dialog"], [role="menu"]') !== null
}

function moveBy(step: number) {
  const links = [...document.querySelectorAll<HTMLElement>('[data-row-link]')]
  const at = links.indexOf(document.activeElement as HTMLElement)
  const next = at < 0 && step < 0 ? undefined : links[at + step]
  next?.focus()
  next?.scrollIntoView({ block: 'nearest' })
}
