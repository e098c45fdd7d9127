'use client'

import { CircleAlert } from 'lucide-react'
import { useEffect, useRef, useState } from 'react'
import type { Problem } from '@/admin/engine/batch'
import { Button } from '@/components/ui/button'
import { fieldElementId, focusElement } from './focus-place'
import { placeWords } from './place-words'
import type { RecordSession } from './record-session'

const firstShown = 20

type ProblemSummaryProps = { problems: readonly Problem[]; session: RecordSession }

/** Everything that kept a save from happening: a heading that counts, and a link to the place of each problem. */
export function ProblemSummary({ problems, session }: ProblemSummaryProps) {
  const heading = useRef<HTMLHeadingElement>(null)
  const [all, setAll] = useState(false)
  const { form } = session.page
  const shown = all ? problems : problems.slice(0, firstShown)

  // biome-ignore lint/correctness/useExhaustiveDependencies: another refused save takes the focus again.
  useEffect(() => {
    heading.current?.focus()
  }, [problems])

  const jump = (problem: Problem) => {
    if (problem.inline !== undefined) session.grids.get(problem.inline)?.focus(problem)
    else if (problem.field !== undefined) focusElement(fieldElementId(problem.field))
  }

  return (
    <div role="alert" className="flex gap-2.5 rounded-lg border border-problem-line bg-problem-soft px-3 py-2.5">
      <CircleAlert aria-hidden className="mt-0.5 size-4 shrink-0 text-problem" />
      <div className="min-w-0 flex-1 text-sm">
        <h2 ref={heading} tabIndex={-1} className="scroll-mt-24 font-medium outline-none">
          {problems.length} {problems.length === 1 ? 'problem' : 'problems'}. Nothing was saved.
        </h2>
        <ul className="mt-1 flex flex-col">
          {shown.map((problem, at) => {
            const place = placeWords(form, problem, session.rowTitle(problem))
            const { inline, row, field, message } = problem
            return (
              // biome-ignore lint/suspicious/noArrayIndexKey: two problems may say the same, and the list never changes its order.
              <li key={`${inline}/${row}/${field}/${message}/${at}`}>
                <a
                  href={inline === undefined && field !== undefined ? `#${fieldElementId(field)}` : '#content'}
                  onClick={(event) => {
                    event.preventDefault()
                    jump(problem)
                  }}
                  className="-mx-1 inline-block rounded-sm px-1 py-0.5 underline decoration-problem-line underline-offset-3 hover:decoration-current coarse:py-2"
                >
                  {place ? `${place}: ${message}` : message}
                </a>
              </li>
            )
          })}
        </ul>
        {problems.length > shown.length ? (
          <Button
            kind="quiet"
            size="small"
            className="-ml-2 mt-1"
            onClick={() => {
              setAll(true)
              heading.current?.focus()
            }}
          >
            Show all {problems.length}
          </Button>
        ) : null}
      </div>
    </div>
  )
}
