import { useRef } from 'react'
import { Button } from '@/components/ui/button'
import { Dialog } from '@/components/ui/dialog'

type LeaveQuestionProps = {
  description: string
  answer: (agreed: boolean) => void
  focusBack: () => HTMLElement | null
}

/** Asks before a page with unsaved edits is left. */
export function LeaveQuestion({ description, answer, focusBack }: LeaveQuestionProps) {
  const stay = useRef<HTMLButtonElement>(null)
  return (
    <Dialog
      open
      onOpenChange={(open) => !open && answer(false)}
      title="Leave without saving?"
      description={description}
      asks
      initialFocus={stay}
      finalFocus={focusBack}
      footer={
        <>
          <Button ref={stay} onClick={() => answer(false)}>
            Stay
          </Button>
          <Button kind="danger" onClick={() => answer(true)}>
            Leave
          </Button>
        </>
      }
    />
  )
}
