'use client'

import { CircleAlert } from 'lucide-react'
import { useEffect, useLayoutEffect, useRef, useState } from 'react'
import type { Problem } from '@/admin/engine/batch'
import { Button } from '@/components/ui/button'
import { fieldElementId, focusElement } from './focus-place'
import { placeWords } from './place-words'
import type { RecordSession } from './record-session'

const firstShown = 20

/** `refusal` is another number for every refused save. */
type ProblemSummaryProps = { refusal: number; problems: readonly Problem[]; session: RecordSession }

/** Everything that keeps a save from happening: a heading that counts, and a link to the place of each problem. */
export function ProblemSummary({ refusal, problems, session }: ProblemSummaryProps) {
  const summary = useRef<HTMLDivElement>(null)
  const heading = useRef<HTMLHeadingElement>(null)
  const [all, setAll] = useState(false)
  const { form } = session.page
  const shown = all ? problems : problems.slice(0, firstShown)

  // biome-ignore lint/correctness/useExhaustiveDependencies: another refused save takes the focus again.
  useEffect(() => {
    heading.current?.focus()
  }, [refusal])
  // Whoever is here when the last problem goes finds the next step.
  useLayoutEffect(() => {
    const { current } = summary
    return () => {
      if (current?.contains(document.activeElement)) focusElement('save-list')
    }
  }, [])

  const jump = (problem: Problem) => {
    if (problem.inline !== undefined) session.grids.get(problem.inline)?.focus(problem)
    else if (problem.field !== undefined) focusElement(fieldElementId(problem.field))
  }

  return (
    // Of a list that grows shorter only the new count is said.
    <div
      ref={summary}
      role="alert"
      aria-atomic={false}
      className="flex gap-2.5 rounded-lg border border-problem-line bg-problem-soft px-3 py-2.5"
    >
      <CircleAlert aria-hidden className="mt-0.5 size-4 shrink-0 text-problem" />
      <div className="min-w-0 flex-1 text-sm">
        <h2 ref={heading} tabIndex={-1} className="scroll-mt-24 font-medium outline-none">
          {problems.length.toLocaleString('en')} {problems.length === 1 ? 'problem' : 'problems'}. Nothing was saved.
        </h2>
        <ul className="mt-1 flex flex-col">
          {withKeys(shown).map(([key, problem]) => (
            <ProblemLine
              key={key}
              problem={problem}
              place={placeWords(form, problem, session.rowTitle(problem))}
              onJump={() => jump(problem)}
              onGone={() => heading.current?.focus()}
            />
          ))}
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
            Show all {problems.length.toLocaleString('en')}
          </Button>
        ) : null}
      </div>
    </div>
  )
}

type ProblemLineProps = { problem: Problem; place: string; onJump: () => void; onGone: () => void }

function ProblemLine({ problem: { inline, field, message }, place, onJump, onGone }: ProblemLineProps) {
  const line = useRef<HTMLLIElement>(null)
  // biome-ignore lint/correctness/useExhaustiveDependencies: once, when the line goes: its focus must not fall off the page.
  useLayoutEffect(() => {
    const { current } = line
    return () => {
      if (current?.contains(document.activeElement)) onGone()
    }
  }, [])
  return (
    <li ref={line}>
      <a
        href={inline === undefined && field !== undefined ? `#${fieldElementId(field)}` : '#content'}
        onClick={(event) => {
          event.preventDefault()
          onJump()
        }}
        className="-mx-1 inline-block rounded-sm px-1 py-0.5 underline decoration-problem-line underline-offset-3 hover:decoration-current coarse:py-2"
      >
        {place ? `${place}: ${message}` : message}
      </a>
    </li>
  )
}

/** A name for each problem that it keeps when others go. Several may stand at one place. */
function withKeys(problems: readonly Problem[]): [string, Problem][] {
  const counts = new Map<string, number>()
  return problems.map((problem) => {
    const place = `${problem.inline}/${problem.row}/${problem.field}`
    const count = counts.get(place) ?? 0
    counts.set(place, count + 1)
    return [`${place}/${count}`, problem]
  })
}
