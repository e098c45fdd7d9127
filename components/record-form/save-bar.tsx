'use client'

import type { ReactNode } from 'react'
import { Button } from '@/components/ui/button'
import type { After, Phase } from './save-cycle'

type SaveBarProps = {
  total: number
  phase: Phase
  canAddAnother: boolean
  onSave: (after: After) => void
  onDiscard: () => void
  /** What stands beside the count: the way back from a discard. */
  children?: ReactNode
}

/** What is unsaved and what can be done about it; always in sight. */
export function SaveBar({ total, phase, canAddAnother, onSave, onDiscard, children }: SaveBarProps) {
  const isWorking = phase.name === 'saving' || phase.name === 'leaving'
  const button = (after: After) => ({
    id: `save-${after}`,
    busy: phase.name === 'saving' && phase.after === after,
    'aria-disabled': isWorking || undefined,
    onClick: () => onSave(after),
    // Two of the three fit beside each other on a phone.
    className: after === 'list' ? 'sm:order-last' : 'max-sm:px-2 max-sm:text-xs',
  })
  return (
    <div className="flex flex-wrap items-center justify-end gap-x-2 gap-y-1.5 px-gutter py-2">
      <div className="flex min-h-control grow items-center gap-2">
        <span className="tabular text-muted text-sm" aria-live="polite">
          {isWorking ? 'Saving…' : countWords(total)}
        </span>
        {children}
        {total > 0 && !isWorking ? (
          <Button kind="quiet" size="small" onClick={onDiscard}>
            Discard
          </Button>
        ) : null}
      </div>
      <Button {...button('list')} kind="primary" kbd="mod+s">
        Save
      </Button>
      {canAddAnother ? <Button {...button('another')}>Save and add another</Button> : null}
      <Button {...button('continue')}>Save and continue editing</Button>
    </div>
  )
}

function countWords(total: number): string {
  if (total === 0) return 'No unsaved changes'
  return `${total.toLocaleString('en')} unsaved ${total === 1 ? 'change' : 'changes'}`
}
