'use client'

import { type ReactNode, useEffect, useRef } from 'react'
import { classNames } from '@/components/ui/class-names'

type DisclosureProps = { summary: ReactNode; className?: string; children: ReactNode }

/**
 * Opens under its summary, with or without JavaScript; with it, Escape and a press elsewhere close it, and a field in it
 * has the focus as it opens. On a small screen it is as wide as what it stands in, which must be positioned.
 */
export function Disclosure({ summary, className, children }: DisclosureProps) {
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
      className="min-w-0 sm:relative"
      onToggle={({ currentTarget }) => {
        const panel = currentTarget.lastElementChild
        panel?.toggleAttribute('data-end', false)
        panel?.toggleAttribute('data-end', panel.getBoundingClientRect().right > document.body.clientWidth)
        if (currentTarget.open && currentTarget.contains(document.activeElement))
          currentTarget.querySelector<HTMLElement>('input')?.focus()
      }}
      onKeyDown={(event) => {
        // What is open in it closes first.
        if (event.key !== 'Escape' || event.defaultPrevented || !details.current?.open) return
        details.current.open = false
        details.current.querySelector('summary')?.focus()
      }}
    >
      <summary className="list-none rounded-md [&::-webkit-details-marker]:hidden">{summary}</summary>
      <div
        className={classNames(
          'absolute top-full left-0 z-30 mt-1 min-w-48 animate-appear rounded-lg bg-surface p-1 shadow-float',
          'max-sm:inset-x-gutter sm:data-end:right-0 sm:data-end:left-auto',
          className,
        )}
      >
        {children}
      </div>
    </details>
  )
}
