'use client'

import { lazy, Suspense, useEffect } from 'react'
import { useLeaveGuard } from './use-leave-guard'

const load = () => import('./leave-question').then(({ LeaveQuestion }) => ({ default: LeaveQuestion }))
const LeaveQuestion = lazy(load)

type LeaveDialogProps = {
  dirty: boolean
  /** Asked at the moment of leaving; one function for the life of the page. */
  isDirty: () => boolean
  /** What becomes of the unsaved edits; `forGood` where they are not kept. */
  describe: (forGood: boolean) => string
}

/** Guards the page while `dirty` and asks before it is left. */
export function LeaveDialog({ dirty, isDirty, describe }: LeaveDialogProps) {
  const question = useLeaveGuard(dirty, isDirty)
  useEffect(() => {
    // With the first edit and not with the question: by then the server may be out of reach.
    if (dirty) load().catch(() => {})
  }, [dirty])
  if (!question) return null
  return (
    <Suspense>
      <LeaveQuestion {...question} description={describe(question.forGood)} />
    </Suspense>
  )
}
