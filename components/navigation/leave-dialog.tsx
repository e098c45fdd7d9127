'use client'

import { useRef } from 'react'
import { Button } from '@/components/ui/button'
import { Dialog } from '@/components/ui/dialog'
import { useLeaveGuard } from './use-leave-guard'

type LeaveDialogProps = {
  dirty: boolean
  /** Asked at the moment of leaving; one function for the life of the page. */
  isDirty: () => boolean
  description: string
}

/** Guards the page while `dirty` and asks before it is left. */
export function LeaveDialog({ dirty, isDirty, description }: LeaveDialogProps) {
  const question = useLeaveGuard(dirty, isDirty)
  const stay = useRef<HTMLButtonElement>(null)
  return (
    <Dialog
      open={question !== null}
      onOpenChange={(open) => !open && question?.answer(false)}
      title="Leave without saving?"
      description={description}
      asks
      initialFocus={stay}
      footer={
        <>
          <Button ref={stay} onClick={() => question?.answer(false)}>
            Stay
          </Button>
          <Button kind="danger" onClick={() => question?.answer(true)}>
            Leave
          </Button>
        </>
      }
    />
  )
}
