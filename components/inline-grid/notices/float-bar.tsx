import type { ReactNode } from 'react'

/** One line of what floats above the save bar. */
export function FloatBar({ children }: { children: ReactNode }) {
  return (
    <div className="flex w-fit max-w-full flex-wrap items-center gap-1 rounded-lg bg-surface px-3 py-1 text-sm shadow-float">
      {children}
    </div>
  )
}
