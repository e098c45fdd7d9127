import { useEffect, useState } from 'react'
import type { GridSession } from '@/components/inline-grid/session/grid-session'
import { useSession } from '@/components/inline-grid/session/use-grid'
import { Button } from '@/components/ui/button'

/** What is done by then needs no report, in milliseconds. */
const soon = 300

/** How far long work has come, above the rows that it keeps busy. */
export function GridProgress({ session }: { session: GridSession }) {
  const isBusy = useSession(session, ({ work }) => work !== null)
  const [isLong, setLong] = useState(false)
  useEffect(() => {
    if (!isBusy) return
    const timer = setTimeout(() => setLong(true), soon)
    return () => {
      clearTimeout(timer)
      setLong(false)
    }
  }, [isBusy])
  return isBusy && isLong ? <Progress session={session} /> : null
}

function Progress({ session }: { session: GridSession }) {
  const percent = useSession(session, ({ work }) =>
    work ? Math.floor((100 * work.progress.done) / work.progress.total) : null,
  )
  const { work } = session
  if (!work || percent === null) return null
  return (
    <div className="sticky top-0 z-30 h-0">
      <div className="flex items-center gap-3 rounded-md border border-line bg-canvas px-3 py-2 text-sm shadow-lg">
        <span>{work.words}…</span>
        <progress aria-label={work.words} max={100} value={percent} className="min-w-0 flex-1 accent-accent" />
        <Button size="small" onClick={() => work.giveUp()}>
          Cancel
        </Button>
      </div>
    </div>
  )
}
