import type { ReactNode } from 'react'

/** One thing to know, and what can be done about it. */
export function Line({ children }: { children: ReactNode }) {
  return <p className="flex min-h-control-small items-center gap-2 pb-1 text-muted text-sm">{children}</p>
}
