'use client'

import { useCallback, useEffect, useRef, useState } from 'react'
import { browserStorage } from '@/components/ui/browser-storage'
import { draftGeneration, watchSignOut } from './draft-storage'
import { dropDraft, dropOldDrafts, type FoundDraft, findDrafts, keepDraft } from './drafts'
import type { RecordSession } from './record-session'
import type { SaveCycle } from './save-cycle'
import { newSaveId } from './save-id'

const writingPauseMs = 500

/**
 * Keeps the unsaved edits of the page in the browser while there are any, and finds what an earlier visit left behind.
 * Answers with the newest such draft, to be restored or thrown away; never applies one by itself.
 */
export function useDrafts(user: string, session: RecordSession, cycle: SaveCycle) {
  const [visit] = useState(newSaveId)
  const writeNow = useRef<() => boolean>(() => true)
  const [found, setFound] = useState<readonly FoundDraft[]>([])
  const place = useCallback(
    () => ({ user, model: session.page.form.model, id: session.id, visit }),
    [user, session, visit],
  )

  useEffect(() => {
    const storage = browserStorage()
    if (!storage) {
      writeNow.current = () => !session.isDirty()
      return
    }
    dropOldDrafts(storage, Date.now())
    setFound(findDrafts(storage, place()))
    const born = draftGeneration()
    let timer: ReturnType<typeof setTimeout> | undefined
    let kept: ReturnType<typeof place> | null = null

    const write = (): boolean => {
      clearTimeout(timer)
      timer = undefined
      if (draftGeneration() !== born) return false
      const edits = session.draft()
      // A record that is new gets its id from the save; what was kept under no id goes.
      if (kept && (edits === null || kept.id !== session.id)) dropDraft(storage, kept)
      kept = edits && place()
      if (!kept || !edits) return true
      return keepDraft(storage, kept, { at: Date.now(), edits, unanswered: cycle.unanswered() })
    }
    const later = () => {
      clearTimeout(timer)
      timer = setTimeout(write, writingPauseMs)
    }
    const writeIfHidden = () => {
      if (document.visibilityState === 'hidden' && timer !== undefined) write()
    }
    const writeIfWaiting = () => {
      if (timer !== undefined) write()
    }
    writeNow.current = write
    const stops = [session.subscribe(later), cycle.subscribe(() => void write()), watchSignOut()]
    document.addEventListener('visibilitychange', writeIfHidden)
    window.addEventListener('pagehide', writeIfWaiting)
    return () => {
      if (session.isHandedOver) {
        clearTimeout(timer)
        if (kept) dropDraft(storage, kept)
      } else writeIfWaiting()
      for (const stop of stops) stop()
      document.removeEventListener('visibilitychange', writeIfHidden)
      window.removeEventListener('pagehide', writeIfWaiting)
    }
  }, [session, cycle, place])

  const forget = (draft: FoundDraft) => {
    browserStorage()?.removeItem(draft.key)
    setFound((all) => all.filter(({ key }) => key !== draft.key))
  }
  return {
    offered: found[0] ?? null,
    restore: (offer: FoundDraft) => {
      const { edits, unanswered } = offer.draft
      session.restore(edits)
      if (unanswered) cycle.resume(unanswered, session.marksOf(unanswered.body))
      // This visit's own draft is written before the other one goes.
      writeNow.current()
      forget(offer)
    },
    forget,
    /** Writes the draft at once. Answers whether everything unsaved is kept now. */
    keep: () => writeNow.current(),
  }
}
