'use client'

import type { Conflict } from '@/admin/engine/batch'
import { flash } from '@/components/shell/flash'
import { ConflictList } from './conflict-list'
import { focusElement } from './focus-place'
import { ProblemSummary } from './problem-summary'
import type { RecordSession } from './record-session'
import type { Phase, SaveCycle } from './save-cycle'

type SaveReportProps = { phase: Phase; cycle: SaveCycle; session: RecordSession }

/** What a refused save has to say above the form: its problems or its conflicts. */
export function SaveReport({ phase, cycle, session }: SaveReportProps) {
  if (phase.name === 'problems')
    return <ProblemSummary refusal={phase.refusal} problems={phase.problems} session={session} />
  if (phase.name !== 'conflicts') return null

  const settle = (conflicts: readonly Conflict[], choice: 'mine' | 'theirs') => {
    for (const conflict of conflicts) cycle.settle(conflict, choice)
    if (cycle.phase.name === 'conflicts') return
    flash('All conflicts are settled. Save again to store the result.')
    focusElement('save-list')
  }
  return (
    <ConflictList
      conflicts={phase.conflicts}
      form={session.page.form}
      onSettle={(conflict, choice) => settle([conflict], choice)}
      onSettleAll={(choice) => settle(phase.conflicts, choice)}
    />
  )
}
