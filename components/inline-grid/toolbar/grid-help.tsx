import { useState } from 'react'
import { useGridIds } from '@/components/inline-grid/session/grid-ids'
import type { GridSession } from '@/components/inline-grid/session/grid-session'
import { type GridSettings, keepSettings } from '@/components/inline-grid/session/grid-settings'
import { Checkbox } from '@/components/ui/checkbox'
import { Dialog } from '@/components/ui/dialog'

const newLine = 'Alt + Enter'
const groups: readonly { heading: string; keys: readonly (readonly [does: string, keys: string])[] }[] = [
  {
    heading: 'Move',
    keys: [
      ['One cell', 'Arrows'],
      ['Next, previous cell that can be edited', 'Tab / Shift + Tab'],
      ['First or last row or column', 'Ctrl + arrow'],
      ['First or last cell of the row', 'Home / End'],
      ['First cell, last cell of the grid', 'Ctrl + Home / End'],
      ['One screen up or down', 'Page up / down'],
      ['Next, previous problem', 'F8 / Shift + F8'],
      ['Leave the table forwards, backwards', 'F6 / Shift + F6'],
    ],
  },
  {
    heading: 'Select',
    keys: [
      ['A range', 'Shift + any of these'],
      ['The row, the column', 'Shift + Space, Ctrl + Space'],
      ['All cells', 'Ctrl + A'],
      ['On a heading: its row', 'Space'],
    ],
  },
  {
    heading: 'Edit',
    keys: [
      ['Replace the cell', 'Typing'],
      ['Edit the cell', 'Enter, F2, double click'],
      ['In an editor: arrows move the caret, or leave', 'F2'],
      ['Keep and go down, up', 'Enter / Shift + Enter'],
      ['Keep and fill the selected range', 'Ctrl + Enter'],
      ['New line in a long text', newLine],
      ['Open the list, or the calendar of a date', 'Alt + Down'],
      ['Turn a check box over', 'Space'],
      ['Close the list, give up the edit, clear the selection; then Tab leaves the table', 'Escape'],
    ],
  },
  {
    heading: 'Change',
    keys: [
      ['Clear the selected cells', 'Backspace, Delete'],
      ['Copy, cut, paste', 'Ctrl + C, X, V'],
      ['Fill down, fill right', 'Ctrl + D, Ctrl + R'],
      ['Undo', 'Ctrl + Z'],
      ['Redo', 'Ctrl + Y, Ctrl + Shift + Z'],
      ['Mark the rows for deletion, or restore them', 'Ctrl + -, Ctrl + Backspace'],
    ],
  },
  {
    heading: 'More',
    keys: [
      ['All that can be done with the cell, sorting too', 'Menu key, Shift + F10'],
      ['Find, in long lists among all rows', 'Ctrl + F'],
      ['Save', 'Ctrl + S'],
      ['This list', 'Ctrl + /'],
    ],
  },
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
      <div className="gap-8 text-sm sm:columns-2">
        {groups.map(({ heading, keys }) => (
          <section key={heading} className="break-inside-avoid pb-4">
            <h3 className="pb-1 font-medium text-muted text-xs">{heading}</h3>
            <dl>
              {keys
                .filter(([, combination]) => hasLines || combination !== newLine)
                .map(([does, combination]) => (
                  <div key={does} className="flex items-baseline justify-between gap-4 border-line border-b py-1.5">
                    <dt className="min-w-0">{does}</dt>
                    <dd className="shrink-0 text-muted">{combination}</dd>
                  </div>
                ))}
            </dl>
          </section>
        ))}
      </div>
    </Dialog>
  )
}
