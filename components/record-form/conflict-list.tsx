'use client'

import { ArrowLeftRight } from 'lucide-react'
import { useEffect, useId, useRef } from 'react'
import type { Conflict } from '@/admin/engine/batch'
import type { Form } from '@/admin/engine/form'
import { Button } from '@/components/ui/button'
import { cellWords, fieldAt, metWords, placeWords, rowConflictWords } from './place-words'

type Choice = 'mine' | 'theirs'

type ConflictListProps = {
  conflicts: readonly Conflict[]
  form: Form
  onSettle: (conflict: Conflict, choice: Choice) => void
  onSettleAll: (choice: Choice) => void
}

/** What somebody else stored meanwhile where this page has edits: both values, and the choice between them. */
export function ConflictList({ conflicts, form, onSettle, onSettleAll }: ConflictListProps) {
  const heading = useRef<HTMLHeadingElement>(null)

  // The button that was pressed leaves with its conflict, so the heading takes the focus, as it does at first.
  // biome-ignore lint/correctness/useExhaustiveDependencies: each settled conflict makes another list.
  useEffect(() => {
    heading.current?.focus()
  }, [conflicts])

  return (
    <section aria-label="Conflicts" className="rounded-lg border border-changed-line bg-changed-soft text-sm">
      <header className="flex flex-wrap items-center gap-x-2.5 gap-y-2 px-3 py-2.5">
        <ArrowLeftRight aria-hidden className="size-4 shrink-0 text-changed" />
        <h2 ref={heading} tabIndex={-1} className="min-w-0 flex-1 basis-64 scroll-mt-24 font-medium outline-none">
          {conflicts.length.toLocaleString('en')} {conflicts.length === 1 ? 'conflict' : 'conflicts'}. Nothing was
          saved: choose what to keep, then save again.
        </h2>
        {conflicts.length > 1 ? (
          <span className="flex gap-1.5">
            <Button size="small" onClick={() => onSettleAll('mine')}>
              Keep all mine
            </Button>
            <Button size="small" onClick={() => onSettleAll('theirs')}>
              Take all theirs
            </Button>
          </span>
        ) : null}
      </header>
      <ul className="max-h-[50vh] divide-y divide-changed-line overflow-y-auto border-changed-line border-t">
        {conflicts.map((conflict) => (
          <ConflictItem
            key={`${conflict.inline}/${conflict.row}/${conflict.kind === 'cell' ? conflict.field : ''}`}
            conflict={conflict}
            form={form}
            onSettle={(choice) => onSettle(conflict, choice)}
          />
        ))}
      </ul>
    </section>
  )
}

type ConflictItemProps = { conflict: Conflict; form: Form; onSettle: (choice: Choice) => void }

function ConflictItem({ conflict, form, onSettle }: ConflictItemProps) {
  const id = useId()
  return (
    <li className="flex flex-wrap items-center gap-x-4 gap-y-1.5 px-3 py-2">
      <div id={id} className="min-w-0 flex-1 basis-80">
        <div className="font-medium">{placeWords(form, conflict, conflict.rowTitle)}</div>
        {conflict.kind === 'cell' ? (
          <dl className="grid grid-cols-[auto_1fr] gap-x-2">
            <dt className="text-muted">Yours</dt>
            <dd className="min-w-0">{cellWords(fieldAt(form, conflict), conflict.yours)}</dd>
            <dt className="text-muted">Theirs</dt>
            <dd className="min-w-0">
              {cellWords(fieldAt(form, conflict), conflict.theirs)}{' '}
              <span className="text-muted">{metWords(conflict)}</span>
            </dd>
          </dl>
        ) : (
          <>
            <p>{rowConflictWords(conflict)}</p>
            {conflict.kind === 'row-changed' ? (
              <p className="text-muted">
                {Object.entries(conflict.theirs)
                  .map(([field, cell]) => {
                    const known = fieldAt(form, { inline: conflict.inline, field })
                    return `${known?.label ?? field}: ${cellWords(known, cell)}`
                  })
                  .join(', ')}
              </p>
            ) : null}
          </>
        )}
      </div>
      <span className="flex gap-1.5">
        {conflict.kind === 'row-moved' ? null : (
          <Button size="small" aria-describedby={id} onClick={() => onSettle('mine')}>
            Keep mine
          </Button>
        )}
        <Button size="small" aria-describedby={id} onClick={() => onSettle('theirs')}>
          Take theirs
        </Button>
      </span>
    </li>
  )
}
