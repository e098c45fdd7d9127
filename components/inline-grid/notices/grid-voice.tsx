import { useEffect, useState } from 'react'
import type { GridSession } from '@/components/inline-grid/session/grid-session'
import { useSession } from '@/components/inline-grid/session/use-grid'

/** How long sentences are gathered, so that one gesture is one sentence. */
const pause = 300

/** The one live region of a grid. */
export function GridVoice({ session }: { session: GridSession }) {
  const count = useSession(session, ({ announcements }) => announcements)
  const [said, setSaid] = useState('')
  useEffect(() => {
    if (count === 0) return
    // A sentence that is said twice must differ, or it is not said again.
    const timer = setTimeout(() => setSaid(session.takeUnsaid() + (count % 2 ? '' : '\u00a0')), pause)
    return () => clearTimeout(timer)
  }, [count, session])
  return (
    <p aria-live="polite" aria-atomic="true" className="sr-only">
      {said}
    </p>
  )
}
