'use client'

import { useEffect, useRef } from 'react'
import { isSaveKey } from '@/components/ui/save-key'

/** Runs `save` on Control+S or Meta+S, wherever the focus is on the page; a window above it takes them for itself. */
export function useSaveShortcut(save: (() => void) | null): void {
  const latest = useRef(save)
  useEffect(() => {
    latest.current = save
  })
  useEffect(() => {
    const press = (event: KeyboardEvent) => {
      if (!isSaveKey(event) || event.defaultPrevented) return
      event.preventDefault()
      if (!event.repeat) latest.current?.()
    }
    document.addEventListener('keydown', press)
    return () => document.removeEventListener('keydown', press)
  }, [])
}
