import { SearchX, Table2 } from 'lucide-react'
import type { ReactNode } from 'react'
import { midSentence } from '@/admin/engine/mid-sentence'
import { ButtonLink } from '@/components/ui/button-link'
import { EmptyState } from '@/components/ui/empty-state'

/** A list in which nothing matches: what was asked for, and the way back to everything. */
export function NoMatches({ plural, q, all }: { plural: string; q: string; all: string }) {
  return (
    <EmptyState
      icon={<SearchX />}
      title={q ? `No ${midSentence(plural)} match “${q}”` : `No ${midSentence(plural)} match these filters`}
      action={<ButtonLink href={all}>Show all</ButtonLink>}
    >
      {q ? 'Check the spelling, or search for fewer words.' : 'Choose other values, or show all of them.'}
    </EmptyState>
  )
}

/** A list of which there is nothing yet. `add` is the next step, where the reader may take it. */
export function NoRecords({ plural, add }: { plural: string; add: ReactNode }) {
  return (
    <EmptyState icon={<Table2 />} title={`No ${midSentence(plural)} yet`} action={add}>
      {add ? 'Add the first one and it will stand here.' : 'They will stand here once somebody has added them.'}
    </EmptyState>
  )
}
