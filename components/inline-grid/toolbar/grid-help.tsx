import { useState } from 'react'
import { useGridIds } from '@/components/inline-grid/session/grid-ids'
import type { GridSession } from '@/components/inline-grid/session/grid-session'
import { type GridSettings, keepSettings } from '@/components/inline-grid/session/grid-settings'
import { Checkbox } from '@/components/ui/checkbox'
import { Dialog } from '@/components/ui/dialog'

const newLine = 'Alt + Enter'
const keys: readonly (readonly [keys: string, does: string])[] = [
  ['Arrows', 'Move one cell'],
  ['Ctrl + arrow', 'First or last row or column'],
  ['Home / End', 'First or last cell of the row'],
  ['Ctrl + Home / End', 'First cell, last cell of the grid'],
  ['Page up / down', 'One screen up or down'],
  ['Shift + any of these', 'Select a range'],
  ['Ctrl + A', 'Select all cells'],
  ['Shift + Space, Ctrl + Space', 'Select the row, the column'],
  ['Space', 'Turn a check box over; on a heading, select the row'],
  ['Typing', 'Replace the cell'],
  ['Enter, F2, double click', 'Edit the cell; F2 again: arrows move the caret or leave'],
  ['Enter / Shift + Enter', 'Keep and go down, up'],
  ['Tab / Shift + Tab', 'Next, previous cell that can be edited'],
  ['Ctrl + Enter', 'Keep and fill the selected range'],
  [newLine, 'New line in a long text'],
  ['Escape', 'Close the list, give up the edit, clear the selection; then Tab leaves the table'],
  ['Alt + Down', 'Open the list, or the calendar of a date'],
  ['Backspace, Delete', 'Clear the selected cells'],
  ['Ctrl + C, X, V', 'Copy, cut, paste'],
  ['Ctrl + D, Ctrl + R', 'Fill down, fill right'],
  ['Ctrl + Z / Ctrl + Y, Ctrl + Shift + Z', 'Undo, redo'],
  ['Ctrl + -, Ctrl + Backspace', 'Mark the rows for deletion, or restore them'],
  ['F8 / Shift + F8', 'Next, previous problem'],
  ['Ctrl + F', 'Find, in long lists among all rows'],
  ['Menu key, Shift + F10', 'All that can be done with the cell, sorting too'],
  ['F6 / Shift + F6', 'Leave the table forwards, backwards'],
  ['Ctrl + S', 'Save'],
  ['Ctrl + /', 'This list'],
]

type GridHelpProps = { open: boolean; onOpenChange: (open: boolean) => void; session: GridSession; user: string }

/** The keys of the grid, and what a person may choose about them. */
export function GridHelp({ open, onOpenChange, session, user }: GridHelpProps) {
  const ids = useGridIds()
  const close = (isOpen: boolean) => {
    onOpenChange(isOpen)
    if (!isOpen) {
      session.requestFocus()
      session.tell()
    }
  }
  const [settings, setSettings] = useState(session.settings)
  const choose = (chosen: Partial<GridSettings>) => {
    session.settings = { ...settings, ...chosen }
    keepSettings(user, session.settings)
    setSettings(session.settings)
  }
  const hasKeys = session.model.fields.some((field) => field.kind === 'relation' && field.lookups.length > 0)
  const hasLines = session.model.fields.some((field) => field.kind === 'text' && field.multiline)
  const shown = keys.filter(([combination]) => hasLines || combination !== newLine)
  return (
    <Dialog open={open} onOpenChange={close} title="Keyboard shortcuts" wide>
      <div className="flex flex-wrap gap-x-8 gap-y-2 pb-3 text-sm">
        <label htmlFor={`${ids.root}-tab`} className="flex items-center gap-2">
          <Checkbox
            id={`${ids.root}-tab`}
            checked={settings.tabLeaves}
            onChange={(event) => choose({ tabLeaves: event.currentTarget.checked })}
          />
          Tab moves out of the table
        </label>
        {hasKeys ? (
          <label htmlFor={`${ids.root}-names`} className="flex items-center gap-2">
            <Checkbox
              id={`${ids.root}-names`}
              checked={settings.names}
              onChange={(event) => choose({ names: event.currentTarget.checked })}
            />
            Copy names
          </label>
        ) : null}
      </div>
      <dl className="grid gap-x-8 text-sm sm:grid-cols-2">
        {shown.map(([combination, does]) => (
          <div key={combination} className="flex justify-between gap-4 border-line border-b py-1.5">
            <dt className="max-w-3/5 shrink-0 break-normal text-muted">{combination}</dt>
            <dd className="text-right">{does}</dd>
          </div>
        ))}
      </dl>
    </Dialog>
  )
}
