import { CircleAlert, CircleCheck, Info, TriangleAlert } from 'lucide-react'
import type { ComponentProps, ReactNode } from 'react'
import { classNames } from './class-names'

export type NoticeKind = 'info' | 'new' | 'changed' | 'problem'

const looks: Record<NoticeKind, { icon: typeof Info; ground: string; sign: string }> = {
  info: { icon: Info, ground: 'border-line bg-sunken', sign: 'text-muted' },
  new: { icon: CircleCheck, ground: 'border-new-line bg-new-soft', sign: 'text-new' },
  changed: { icon: TriangleAlert, ground: 'border-changed-line bg-changed-soft', sign: 'text-changed' },
  problem: { icon: CircleAlert, ground: 'border-problem-line bg-problem-soft', sign: 'text-problem' },
}

type NoticeProps = Omit<ComponentProps<'div'>, 'title'> & { kind?: NoticeKind; title?: ReactNode; actions?: ReactNode }

/** Something to know, where it is to be known. Give it a role (`alert`, `status`) when it appears by itself. */
export function Notice({ kind = 'info', title, actions, children, className, ...props }: NoticeProps) {
  const { icon: Icon, ground, sign } = looks[kind]
  return (
    <div {...props} className={classNames('flex items-start gap-2.5 rounded-lg border px-3 py-2.5', ground, className)}>
      <Icon aria-hidden className={classNames('mt-0.5 size-4 shrink-0', sign)} />
      <div className="min-w-0 flex-1 text-sm">
        {title ? <div className="font-medium text-text">{title}</div> : null}
        {children ? <div className="text-text">{children}</div> : null}
      </div>
      {actions ? <div className="-my-0.5 flex shrink-0 items-center gap-1.5">{actions}</div> : null}
    </div>
  )
}
