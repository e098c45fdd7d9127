import { ArrowLeftRight, TriangleAlert } from 'lucide-react'
import type { ReactNode } from 'react'
import type { RowStatus } from '@/components/inline-grid/rows/row-status'
import { classNames } from '@/components/ui/class-names'
import { RowIcon } from './row-icons'

type Shown = { icon: ReactNode; word: string; hint: string; color: string }

/** A row's state as an icon and a word. Assistive technology has it in the row's description. */
export function RowState({ status, isKept }: { status: RowStatus; isKept?: boolean }) {
  const shown = stateOf(status)
  if (!shown) return null
  return (
    <span
      aria-hidden
      title={isKept ? `${shown.hint}. Kept because it has changes: the filter would hide it` : shown.hint}
      className={classNames('inline-flex items-center gap-1 px-1 text-2xs [&_svg]:size-3', shown.color)}
    >
      {shown.icon}
      {isKept ? `${shown.word}, kept` : shown.word}
    </span>
  )
}

function stateOf({ change, problems, conflicts }: RowStatus): Shown | undefined {
  if (conflicts.size > 0) {
    const by = [...conflicts.values()][0]?.by
    return {
      icon: <ArrowLeftRight />,
      word: 'conflict',
      hint: by ? `Changed by ${by} meanwhile` : 'Changed by somebody else meanwhile',
      color: 'text-changed',
    }
  }
  if (change === 'deleted')
    return { icon: <RowIcon name="delete" />, word: 'will go', hint: 'Will be deleted on save', color: 'text-removed' }
  if (problems.size > 0)
    return { icon: <TriangleAlert />, word: 'error', hint: [...problems.values()].join('; '), color: 'text-problem' }
  if (change === 'new') return { icon: <RowIcon name="add" />, word: 'new', hint: 'Not saved yet', color: 'text-new' }
  if (change === 'changed')
    return { icon: <RowIcon name="edited" />, word: 'edited', hint: 'Changed, not saved yet', color: 'text-changed' }
  return undefined
}
