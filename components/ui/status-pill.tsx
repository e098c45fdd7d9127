import type { ReactNode } from 'react'
import { classNames } from './class-names'

const dots = ['bg-tone-1', 'bg-tone-2', 'bg-tone-3', 'bg-tone-4', 'bg-tone-5', 'bg-tone-6'] as const

/** One of a few values, as a quiet pill with a dot. `tone` is the value's place among its choices. */
export function StatusPill({ tone, children, className }: { tone: number; children: ReactNode; className?: string }) {
  return (
    <span
      className={classNames(
        'inline-flex h-5 max-w-full items-center gap-1.5 rounded-full border border-line bg-canvas px-2 text-text text-xs',
        className,
      )}
    >
      <StatusDot tone={tone} />
      <span className="truncate">{children}</span>
    </span>
  )
}

/** The dot alone, where the word stands beside it anyway. */
export function StatusDot({ tone }: { tone: number }) {
  return (
    <span aria-hidden data-dot className={classNames('size-1.5 shrink-0 rounded-full', dots[tone % dots.length])} />
  )
}
