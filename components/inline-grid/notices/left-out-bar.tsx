import { writeBlock } from '@/components/inline-grid/clipboard/write-clipboard'
import type { GridSession } from '@/components/inline-grid/session/grid-session'
import { useSession } from '@/components/inline-grid/session/use-grid'
import { Button } from '@/components/ui/button'
import { FloatBar } from './float-bar'

/** Says what the last paste left out. The whole of it is kept with the gesture, to be copied again. */
export function LeftOutBar({ session }: { session: GridSession }) {
  const words = useSession(session, ({ model }) => model.log.left?.words ?? '')
  const copy = async () => {
    const { left } = session.model.log
    if (left && (await writeBlock(session, left.block)) !== undefined) session.announce('Copied as it came')
    session.takeFocus()
  }
  if (!words) return null
  return (
    <FloatBar>
      {words} of the paste left out
      <Button size="small" onClick={() => void copy()}>
        Copy all that was pasted
      </Button>
    </FloatBar>
  )
}
