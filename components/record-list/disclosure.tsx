'use client'

import { type ReactNode, useEffect, useRef } from 'react'

/** Opens under its summary, with or without JavaScript; with it, Escape and a press elsewhere close it. */
export function Disclosure({ summary, children }: { summary: ReactNode; children: ReactNode }) {
  const details = useRef<HTMLDetailsElement>(null)
  useEffect(() => {
    const close = (event: Event) => {
      const element = details.current
      if (element?.open && !(event.target instanceof Node && element.contains(event.target))) element.open = false
    }
    document.addEventListener('pointerdown', close)
    document.addEventListener('focusin', close)
    return () => {
      document.removeEventListener('pointerdown', close)
      document.removeEventListener('focusin', close)
    }
  }, [])
  return (
    <details
      ref={details}
      className="relative"
      onKeyDown={(event) => {
        if (event.key !== 'Escape' || !details.current?.open) return
        details.current.open = false
        details.current.querySelector('summary')?.focus()
      }}
    >
      <summary className="list-none rounded-md [&::-webkit-details-marker]:hidden">{summary}</summary>
      <div className="absolute top-full left-0 z-30 mt-1 min-w-48 animate-appear rounded-lg bg-surface p-1 shadow-float">
        {children}
      </div>
    </details>
  )
}
