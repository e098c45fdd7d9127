'use client'

import { Button } from '@/components/ui/button'
import { Notice } from '@/components/ui/notice'
import type { FoundDraft } from './drafts'

type DraftNoticeProps = {
  offer: FoundDraft
  onRestore: (offer: FoundDraft) => void
  onDiscard: (offer: FoundDraft) => void
}

/** Offers the edits that an earlier visit left behind. */
export function DraftNotice({ offer, onRestore, onDiscard }: DraftNoticeProps) {
  const { at, own } = offer.index
  return (
    <Notice
      role="group"
      aria-label="Draft"
      className="flex-wrap"
      title={`Restore ${own.total.toLocaleString('en')} unsaved ${own.total === 1 ? 'change' : 'changes'} from ${timeWords(at)}?`}
      actions={
        <>
          <Button size="small" onClick={() => onRestore(offer)}>
            Restore
          </Button>
          <Button kind="quiet" size="small" onClick={() => onDiscard(offer)}>
            Discard
          </Button>
        </>
      }
    />
  )
}

function timeWords(at: number): string {
  const then = new Date(at)
  const isToday = then.toDateString() === new Date().toDateString()
  const time = `${String(then.getHours()).padStart(2, '0')}:${String(then.getMinutes()).padStart(2, '0')}`
  return isToday ? time : `${then.toLocaleDateString(undefined, { day: 'numeric', month: 'short' })}, ${time}`
}
