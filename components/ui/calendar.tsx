'use client'

import { ChevronLeft, ChevronRight, ChevronsLeft, ChevronsRight } from 'lucide-react'
import { type KeyboardEvent, type RefObject, useEffect, useId, useRef, useState } from 'react'
import { addMonths, dayAfter, dayText, monthText, weekdays, weeksOf } from './calendar-days'
import { classNames } from './class-names'
import { IconButton } from './icon-button'

type CalendarProps = {
  /** The day that is chosen now. */
  chosen: string | null
  /** The day where the keys begin. */
  start: string
  today: string
  /** 1: weeks begin on Monday; 7: on Sunday. */
  weekStart: number
  onPick: (day: string) => void
  /** The day that the keys are on. */
  dayRef: RefObject<HTMLTableCellElement | null>
}

/** One month of days, walked with the keys of a calendar: by day, week, month and year. */
export function Calendar({ chosen, start, today, weekStart, onPick, dayRef }: CalendarProps) {
  const heading = useId()
  const [day, setDay] = useState(start)
  const walked = useRef(false)
  const names = weekdays(weekStart)

  // biome-ignore lint/correctness/useExhaustiveDependencies: after every step of the keys.
  useEffect(() => {
    if (walked.current) dayRef.current?.focus()
    walked.current = false
  }, [day])

  const onKeyDown = (event: KeyboardEvent) => {
    if (event.altKey || event.ctrlKey || event.metaKey) return
    const next = event.key === 'Enter' || event.key === ' ' ? day : dayAfter(day, event, weekStart)
    if (next === undefined) return
    event.preventDefault()
    if (event.key === 'Enter' || event.key === ' ') {
      onPick(day)
      return
    }
    walked.current = true
    setDay(next)
  }
  const turn = (months: number) => () => setDay(addMonths(day, months))

  return (
    <div className="flex flex-col gap-2">
      <div className="flex items-center">
        <IconButton size="small" label="Previous year" icon={<ChevronsLeft aria-hidden />} onClick={turn(-12)} />
        <IconButton size="small" label="Previous month" icon={<ChevronLeft aria-hidden />} onClick={turn(-1)} />
        <h2 id={heading} aria-live="polite" className="flex-1 text-center font-semibold text-base">
          {monthText(day)}
        </h2>
        <IconButton size="small" label="Next month" icon={<ChevronRight aria-hidden />} onClick={turn(1)} />
        <IconButton size="small" label="Next year" icon={<ChevronsRight aria-hidden />} onClick={turn(12)} />
      </div>
      {/* biome-ignore lint/a11y/noNoninteractiveElementToInteractiveRole: a table whose cells the arrows walk. */}
      <table role="grid" aria-labelledby={heading} onKeyDown={onKeyDown} className="text-sm tabular-nums">
        <thead>
          <tr>
            {names.map((name) => (
              <th key={name} scope="col" abbr={name} className="h-7 font-normal text-muted text-xs">
                {name.slice(0, 2)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {weeksOf(day, weekStart).map((week, at) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: a week has no name but its place.
            <tr key={at}>
              {week.map((each, place) =>
                each === undefined ? (
                  <td key={names[place]} />
                ) : (
                  // biome-ignore lint/a11y/useKeyWithClickEvents: the keys are the table's.
                  <td
                    key={names[place]}
                    // biome-ignore lint/a11y/noNoninteractiveElementToInteractiveRole: a cell of the grid.
                    role="gridcell"
                    ref={each === day ? dayRef : undefined}
                    tabIndex={each === day ? 0 : -1}
                    aria-label={dayText(each)}
                    aria-selected={each === chosen}
                    aria-current={each === today ? 'date' : undefined}
                    onClick={() => onPick(each)}
                    className={dayClass(each, day, chosen, today)}
                  >
                    {Number(each.slice(8))}
                  </td>
                ),
              )}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}

function dayClass(each: string, day: string, chosen: string | null, today: string): string {
  const isInMonth = each.slice(0, 7) === day.slice(0, 7)
  return classNames(
    'size-8 cursor-default select-none rounded-md text-center coarse:size-11',
    'focus:outline-2 focus:outline-solid focus:outline-offset-1 focus:outline-accent',
    each === chosen ? 'bg-accent font-semibold text-on-accent' : 'hover:bg-hover',
    each === today && 'font-semibold underline decoration-2 underline-offset-4',
    each === today && each !== chosen && 'text-accent',
    !isInMonth && each !== chosen && each !== today && 'text-faint',
  )
}
