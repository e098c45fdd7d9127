import { Popover } from '@base-ui/react/popover'
import { useRef, useState } from 'react'
import type { Field } from '@/admin/engine/form'
import { Button } from '@/components/ui/button'
import { Calendar } from '@/components/ui/calendar'
import { weekStartOf } from '@/components/ui/calendar-days'
import { focusAtOnce } from '@/components/ui/focus-at-once'
import { dayIn, withDay } from './pick-day'

type DatePickerProps = {
  field: Field
  rowTitle: string
  /** What stands in the cell or its editor now. */
  text: string
  anchor: () => Element | null
  /** With the text of the picked day; with null where none was picked. */
  onClose: (text: string | null) => void
}

/** A small calendar at a cell. Typing a date stays the quicker way; here one sees the week that it is in. */
export function DatePicker({ field, rowTitle, text, anchor, onClose }: DatePickerProps) {
  const popup = useRef<HTMLDivElement>(null)
  const day = useRef<HTMLTableCellElement>(null)
  // The application has one zone, and so has today.
  const [today] = useState(() => new Date().toISOString().slice(0, 10))
  const [weekStart] = useState(() => weekStartOf(navigator.language))
  const { chosen, start } = dayIn(field, text)
  const pick = (picked: string) => onClose(withDay(field, text, picked))
  return (
    <Popover.Root open modal onOpenChange={(open) => !open && onClose(null)}>
      <Popover.Portal>
        <Popover.Positioner anchor={anchor} side="bottom" align="start" sideOffset={4} className="z-50 outline-none">
          <Popover.Popup
            aria-label={`Choose a date: ${field.label}, ${rowTitle}`}
            ref={popup}
            initialFocus={focusAtOnce(popup, day)}
            finalFocus={false}
            className="flex flex-col gap-2 rounded-lg bg-surface p-3 text-text shadow-float outline-none"
          >
            <Calendar
              chosen={chosen}
              start={start ?? today}
              today={today}
              weekStart={weekStart}
              onPick={pick}
              dayRef={day}
            />
            <div className="flex justify-between gap-2">
              <Button size="small" kind="quiet" onClick={() => pick(today)}>
                Today
              </Button>
              <Popover.Close
                render={
                  <Button size="small" kind="quiet">
                    Cancel
                  </Button>
                }
              />
            </div>
          </Popover.Popup>
        </Popover.Positioner>
      </Popover.Portal>
    </Popover.Root>
  )
}
