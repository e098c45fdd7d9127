'use client'

import { ChevronDown, ChevronUp } from 'lucide-react'
import { type ReactNode, useState, useSyncExternalStore } from 'react'
import { flash } from '@/components/shell/flash'
import { Button } from '@/components/ui/button'
import { IconButton } from '@/components/ui/icon-button'
import type { RecordSession } from './record-session'
import type { After, Phase } from './save-cycle'

type SaveBarProps = {
  session: RecordSession
  isDirty: boolean
  phase: Phase
  canAddAnother: boolean
  onSave: (after: After) => void
  /** Saves what stands here as a record of its own; undefined where that is not for this person or page. */
  onCopy: (() => void) | undefined
  /** Why that cannot be now. */
  copyFault: string | undefined
  onDiscard: () => void
  /** What stands beside the count: the way back from a discard. */
  children?: ReactNode
}

/** What is unsaved and what can be done about it; always in sight. Where it is narrow the other ways to save unfold. */
export function SaveBar(props: SaveBarProps) {
  const { session, isDirty, phase, canAddAnother, onSave, onCopy, copyFault, onDiscard, children } = props
  const [isUnfolded, setUnfolded] = useState(false)
  const isWorking = phase.name === 'saving' || phase.name === 'leaving'
  const button = (after: After) => ({
    id: `save-${after}`,
    busy: phase.name === 'saving' && phase.after === after,
    'aria-disabled': isWorking || undefined,
    onClick: () => onSave(after),
    className: after === 'list' ? '@min-[44rem]:order-last' : isUnfolded ? undefined : '@max-[44rem]:hidden',
  })
  return (
    <div className="flex flex-wrap items-center justify-end gap-x-2 gap-y-1.5 px-gutter py-2">
      <div className="flex min-h-control grow items-center gap-2">
        <span className="tabular text-muted text-sm" aria-live="polite">
          {isWorking ? 'Saving…' : <UnsavedCount session={session} />}
        </span>
        {children}
        {isDirty && !isWorking ? (
          <Button kind="quiet" size="small" onClick={onDiscard}>
            Discard
          </Button>
        ) : null}
      </div>
      <IconButton
        label="Other ways to save"
        aria-expanded={isUnfolded}
        className={onCopy ? '@min-[52rem]:hidden' : '@min-[44rem]:hidden'}
        icon={isUnfolded ? <ChevronDown aria-hidden /> : <ChevronUp aria-hidden />}
        onClick={() => setUnfolded(!isUnfolded)}
      />
      <Button {...button('list')} kind="primary" kbd="mod+s">
        Save
      </Button>
      {onCopy ? (
        <Button
          id="save-copy"
          kind="quiet"
          aria-disabled={isWorking || copyFault !== undefined || undefined}
          aria-description={copyFault}
          title={copyFault}
          onClick={() => {
            if (copyFault !== undefined) flash(copyFault)
            else if (!isWorking) onCopy()
          }}
          className={isUnfolded ? undefined : '@max-[52rem]:hidden'}
        >
          Save as copy
        </Button>
      ) : null}
      {canAddAnother ? <Button {...button('another')}>Save and add another</Button> : null}
      <Button {...button('continue')}>Save and continue editing</Button>
    </div>
  )
}

/** By itself, so that a changed cell draws these words anew and nothing else of the page. */
function UnsavedCount({ session }: { session: RecordSession }) {
  const total = useSyncExternalStore(session.subscribe, session.total, session.total)
  return total === 0
    ? 'No unsaved changes'
    : `${total.toLocaleString('en')} unsaved ${total === 1 ? 'change' : 'changes'}`
}
