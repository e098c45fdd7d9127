import { ChevronLeft, ChevronRight } from 'lucide-react'
import { IconButton } from '@/components/ui/icon-button'
import type { GridSession } from './grid-session'

type PartSwitchProps = { session: GridSession; from: number; to: number; part: number; parts: number }

/** A list too long for one page of a browser is shown in parts: which one this is, and the way to the others. */
export function PartSwitch({ session, from, to, part, parts }: PartSwitchProps) {
  return (
    <tbody className="block">
      <tr className="flex items-center gap-2 border-line border-b py-1 text-muted text-sm">
        <td className="flex items-center gap-2 px-3 tabular-nums">
          Rows {(from + 1).toLocaleString('en')} to {Math.min(to, session.model.order.filled).toLocaleString('en')} of{' '}
          {session.model.order.filled.toLocaleString('en')}
          <IconButton
            size="small"
            label="Previous rows"
            icon={<ChevronLeft aria-hidden />}
            disabled={part === 0}
            onClick={() => session.showPart(part - 1)}
          />
          <IconButton
            size="small"
            label="Next rows"
            icon={<ChevronRight aria-hidden />}
            disabled={part >= parts - 1}
            onClick={() => session.showPart(part + 1)}
          />
        </td>
      </tr>
    </tbody>
  )
}
