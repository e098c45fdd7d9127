import type { ReactNode } from 'react'

type EmptyStateProps = { icon?: ReactNode; title: string; children?: ReactNode; action?: ReactNode }

/** What stands where nothing is yet: what this is, and the next step. */
export function EmptyState({ icon, title, children, action }: EmptyStateProps) {
  return (
    <div className="flex flex-col items-center gap-1 px-6 py-16 text-center">
      {icon ? (
        <div aria-hidden className="mb-2 text-faint [&_svg]:size-6 [&_svg]:stroke-[1.5]">
          {icon}
        </div>
      ) : null}
      <p className="font-medium text-base text-text">{title}</p>
      {children ? <div className="max-w-prose text-balance text-muted text-sm">{children}</div> : null}
      {action ? <div className="mt-3 flex flex-wrap justify-center gap-2">{action}</div> : null}
    </div>
  )
}
