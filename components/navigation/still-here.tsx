'use client'

import { useEffect } from 'react'

/**
 * The router asks the browser for a page that it cannot fetch by itself, and from then on waits for the end of this one: no
 * link and no save goes on. Where that end does not come (there was nothing to show, the way was stopped or called off), who
 * uses the page next finds it as one that the browser kept whole and brought back, for which the router begins anew.
 */
export function StillHere(): null {
  useEffect(() => {
    let isLeft = false
    const leave = () => {
      isLeft = true
    }
    const stay = () => {
      isLeft = false
    }
    const use = () => {
      if (isLeft) dispatchEvent(new PageTransitionEvent('pageshow', { persisted: true }))
    }
    const ending = new AbortController()
    const { signal } = ending
    addEventListener('beforeunload', leave, { signal })
    addEventListener('pageshow', stay, { signal })
    addEventListener('pointerdown', use, { capture: true, signal })
    addEventListener('keydown', use, { capture: true, signal })
    return () => ending.abort()
  }, [])
  return null
}
