'use client'

import { useCallback, useEffect, useRef, useState } from 'react'
import { whereFocusIs } from '@/components/navigation/where-focus-is'
import { flash } from '@/components/shell/flash'
import { browserStorage } from '@/components/ui/browser-storage'
import { watchSignOut } from './draft-storage'
import { DraftWriter } from './draft-writer'
import { dropDraft, dropOldDrafts, type FoundDraft, findDrafts, openDraft } from './drafts'
import type { RecordSession } from './record-session'
import type { SaveCycle } from './save-cycle'
import { newSaveId } from './save-id'

/**
 * Keeps the unsaved edits of the page in the browser while there are any, and finds what an earlier visit left behind.
 * Answers with the newest such draft, to be restored or thrown away; never applies one by itself.
 */
export function useDrafts(user: string, session: RecordSession, cycle: SaveCycle) {
  const [visit] = useState(newSaveId)
  const writer = useRef<DraftWriter>(null)
  const [found, setFound] = useState<readonly FoundDraft[]>([])
  const place = useCallback(
    () => ({ user, model: session.page.form.model, id: session.id, visit }),
    [user, session, visit],
  )

  useEffect(() => {
    const storage = browserStorage()
    if (!storage) return
    dropOldDrafts(storage, Date.now())
    setFound(findDrafts(storage, place()))
    const own = new DraftWriter(storage, place, session, cycle)
    writer.current = own
    const writeIfHidden = () => {
      if (document.visibilityState === 'hidden') own.writeIfWaiting()
    }
    // What is typed in a cell is an edit once the cell is left, which not every browser does as the page goes.
    let focusBack: ReturnType<typeof whereFocusIs> | undefined
    const writeAsLeft = () => {
      focusBack = whereFocusIs()
      if (document.activeElement instanceof HTMLElement) document.activeElement.blur()
      own.writeIfWaiting()
    }
    // A browser may keep the page that was left, and show it again as it was.
    const comeBack = ({ persisted }: PageTransitionEvent) => {
      if (persisted && document.activeElement === document.body) focusBack?.()?.focus({ preventScroll: true })
    }
    const stops = [session.subscribe(own.later), cycle.subscribe(own.afterSave), watchSignOut()]
    document.addEventListener('visibilitychange', writeIfHidden)
    window.addEventListener('pagehide', writeAsLeft)
    window.addEventListener('pageshow', comeBack)
    return () => {
      if (session.isHandedOver) own.drop()
      else own.writeIfWaiting()
      for (const stop of stops) stop()
      document.removeEventListener('visibilitychange', writeIfHidden)
      window.removeEventListener('pagehide', writeAsLeft)
      window.removeEventListener('pageshow', comeBack)
    }
  }, [session, cycle, place])

  const take = (found: FoundDraft) => setFound((all) => all.filter(({ key }) => key !== found.key))
  const forget = (found: FoundDraft) => {
    const storage = browserStorage()
    if (storage) dropDraft(storage, found)
    take(found)
  }
  return {
    offered: found[0] ?? null,
    restore: (offer: FoundDraft) => {
      const storage = browserStorage()
      const draft = storage && openDraft(storage, offer)
      if (!draft) {
        flash('These changes are not in this browser any more')
        return forget(offer)
      }
      const { edits, unanswered } = draft
      session.restore(edits)
      if (unanswered) cycle.resume(unanswered, session.marksOf(unanswered.body))
      writer.current?.replace(offer)
      take(offer)
    },
    forget,
    /** Writes the draft at once. Answers whether everything unsaved is kept now. */
    keep: () => writer.current?.writeNow() ?? !session.isDirty(),
  }
}
