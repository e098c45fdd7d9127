'use client'

import { useEffect, useLayoutEffect, useRef, useState, useSyncExternalStore } from 'react'
import { useAppRouter } from '@/components/navigation/app-link'
import { flash } from '@/components/shell/flash'
import { listHref } from '@/components/shell/list-return'
import { focusElement, focusedElementId } from './focus-place'
import { handOver, takeOver } from './hand-over'
import { noteSave } from './page-freshness'
import type { RecordFormProps } from './record-form'
import type { RecordSession } from './record-session'
import { type Outcome, type Phase, SaveCycle } from './save-cycle'
import { savedMessage } from './saved-message'
import { useReview } from './use-review'

type UseSave = RecordFormProps & { session: RecordSession; onRestart: () => void }

/** The save cycle of the page, and where a person is taken after a save. */
export function useSave({ page, user, save, session, onRestart }: UseSave): { cycle: SaveCycle; phase: Phase } {
  const { push, replace, refresh } = useAppRouter()
  const { model } = page.form
  const latest = useRef<{ save: typeof save; onSaved: (outcome: Outcome) => void }>(null)
  const [cycle] = useState(
    () =>
      new SaveCycle({
        session,
        send: (json) => latest.current!.save({ json, as: user }),
        onSaved: (outcome) => latest.current!.onSaved(outcome),
      }),
  )

  const onSaved = ({ after, title, counts, wasNew, leftOver }: Outcome) => {
    noteSave()
    const message = savedMessage(title, counts)
    flash(leftOver ? `${message}. What you changed meanwhile is not saved yet.` : message)
    // Who went on typing stays, whatever button was pressed.
    if (leftOver || after === 'continue') {
      if (wasNew) {
        cycle.leave()
        replace(`/${model}/${session.id}`, { asked: true })
      } else if (session.grids.outdated.size > 0) refresh({ asked: true })
      return
    }
    if (after === 'another' && page.record === null) return onRestart()
    cycle.leave()
    push(after === 'list' ? listHref(model) : `/${model}/new`, { asked: true })
  }
  useEffect(() => {
    latest.current = { save, onSaved }
  })

  // A page that was read again because of a save brings the rows that hang on another record now.
  useEffect(() => {
    if (page !== session.page && session.grids.outdated.size > 0) session.adoptRows(page)
  }, [page, session])

  // The page of a new record gives what was typed since its save to the page of the record it became. The focus must be
  // looked for before the page goes, hence the layout effect.
  // biome-ignore lint/correctness/useExhaustiveDependencies: once per visit.
  useLayoutEffect(
    () => () => {
      if (page.record !== null || session.id === null) return
      session.isHandedOver = true
      handOver(model, session.id, { edits: session.draft(), focus: focusedElementId() })
    },
    [],
  )
  // biome-ignore lint/correctness/useExhaustiveDependencies: once per visit.
  useEffect(() => {
    const given = takeOver(model, session.id)
    if (given?.edits) session.restore(given.edits)
    if (given?.focus) focusElement(given.focus)
    if (given?.saves) void cycle.save('continue')
  }, [])

  useReview(cycle, session)
  const phase = useSyncExternalStore(cycle.subscribe, cycle.getPhase, cycle.getPhase)
  return { cycle, phase }
}
