'use client'

import { useEffect, useSyncExternalStore } from 'react'
import type { InlineForm } from '@/admin/engine/form'
import { midSentence } from '@/admin/engine/mid-sentence'
import { InlineGrid } from '@/components/inline-grid/inline-grid'
import { Notice } from '@/components/ui/notice'
import type { RecordSession } from './record-session'

type InlineSectionProps = { inline: InlineForm; session: RecordSession; user: string }

/** One inline of the page: its grid, and for rows that hang on a record chosen above, what the choice does to them. */
export function InlineSection({ inline, session, user }: InlineSectionProps) {
  const read = () => session.parentState(inline)
  const parent = useSyncExternalStore(session.subscribe, read, read)
  const hasEdits = () => session.grids.edits(inline.name) > 0
  const isEdited = useSyncExternalStore(session.subscribe, hasEdits, hasEdits)
  const grid = session.grids.get(inline.name)

  useEffect(() => {
    grid?.setParent(parent !== 'none')
  }, [grid, parent])

  if (!grid) return null
  const via = inline.via && midSentence(inline.via.label)
  const rows = midSentence(inline.plural)
  return (
    <div className="flex flex-col gap-3 px-gutter">
      {parent === 'reading' ? <Notice>Reading the {rows}…</Notice> : null}
      {parent === 'other' ? (
        <Notice>
          {isEdited
            ? `You chose another ${via}. These rows belong to the one before.`
            : `Save to see the ${rows} of the ${via} you chose.`}
        </Notice>
      ) : null}
      {parent === 'reading' || (parent === 'other' && !isEdited) ? null : (
        <InlineGrid
          key={session.grids.key(inline.name)}
          form={grid.form}
          store={grid}
          modelSlug={session.page.form.model}
          recordId={session.id}
          user={user}
        />
      )}
    </div>
  )
}
