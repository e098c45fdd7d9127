'use client'

import { useEffect, useRef, useState } from 'react'
import { setGuard } from './leave-guard'
import { whereFocusIs } from './where-focus-is'

/** `forGood`: what is unsaved will not be kept in this browser. `focusBack` answers with where the focus was. */
type Question = { forGood: boolean; answer: (agreed: boolean) => void; focusBack: () => HTMLElement | null }

/** How long an agreement to leave holds: a way out that leads nowhere must not leave the page unguarded for good. */
const agreementMs = 10_000

/**
 * Guards the page while `isDirty`: links, the router, Back and Forward ask a question of our own, closing or reloading the
 * tab the browser's. `isDirty` (one function for the life of the page) is asked again at the very moment, because a save
 * may just have ended. Returns the open question for a dialog to answer, or null.
 */
export function useLeaveGuard(dirty: boolean, isDirty: () => boolean): Question | null {
  const [question, setQuestion] = useState<Question | null>(null)
  const open = useRef<Question | null>(null)

  // Saved meanwhile, nothing is left to ask about.
  useEffect(() => {
    if (dirty) return () => open.current?.answer(false)
  }, [dirty])

  // Also while nothing is unsaved: a cell may be in the middle of being typed.
  useEffect(() => {
    let agreedAt = Number.NEGATIVE_INFINITY
    const isFree = () => !isDirty() || performance.now() - agreedAt < agreementMs

    const show = (next: Question | null) => {
      open.current = next
      setQuestion(next)
    }
    const ask = (forGood = false): true | Promise<boolean> => {
      if (isFree()) return true
      open.current?.answer(false)
      return new Promise<boolean>((resolve) => {
        show({
          forGood,
          focusBack: whereFocusIs(),
          answer: (agreed) => {
            if (agreed) agreedAt = performance.now()
            show(null)
            resolve(agreed)
          },
        })
      })
    }
    const unload = (event: BeforeUnloadEvent) => {
      if (!isFree()) event.preventDefault()
    }
    // Only traversals: to prevent a push here would keep the address and change the page all the same.
    const traverse = (event: NavigateEvent) => {
      if (event.navigationType !== 'traverse' || !event.cancelable || event.hashChange) return
      const answer = ask()
      if (answer === true) return
      event.preventDefault()
      const { key } = event.destination
      void answer.then((agreed) => agreed && window.navigation.traverseTo(key))
    }

    const release = setGuard(ask)
    window.addEventListener('beforeunload', unload)
    window.navigation?.addEventListener('navigate', traverse)
    return () => {
      release()
      open.current?.answer(false)
      window.removeEventListener('beforeunload', unload)
      window.navigation?.removeEventListener('navigate', traverse)
    }
  }, [isDirty])

  return question
}
