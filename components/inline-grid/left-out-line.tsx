import { Button } from '@/components/ui/button'
import type { GridSession } from './grid-session'
import { Line } from './notice-line'
import { useSession } from './use-grid'
import { writeBlock } from './write-clipboard'

/** Says what the last paste left out. The whole of it is kept with the gesture, to be copied again. */
export function LeftOutLine({ session }: { session: GridSession }) {
  const words = useSession(session, ({ model }) => model.log.left?.words ?? '')
  const copy = async () => {
    const { left } = session.model.log
    if (left && (await writeBlock(session, left.block)) !== undefined) session.announce('Copied as it came')
    session.takeFocus()
  }
  if (!words) return null
  return (
    <Line>
      {words} of the paste left out
      <Button size="small" onClick={() => void copy()}>
        Copy all that was pasted
      </Button>
    </Line>
  )
}
