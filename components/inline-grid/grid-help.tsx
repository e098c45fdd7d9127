import { Dialog } from '@/components/ui/dialog'
import type { GridSession } from './grid-session'

const keys: readonly (readonly [keys: string, does: string])[] = [
  ['Arrows', 'Move one cell'],
  ['Ctrl + arrow', 'First or last row or column'],
  ['Home / End', 'First or last cell of the row'],
  ['Ctrl + Home / End', 'First or last cell of the grid'],
  ['Page up / down', 'One screen up or down'],
  ['Shift + any of these', 'Select a range'],
  ['Ctrl + A', 'Select all cells'],
  ['Shift + Space, Ctrl + Space', 'Select the row, the column'],
  ['Enter, F2, double click', 'Edit the cell'],
  ['Typing', 'Replace the cell'],
  ['Enter / Shift + Enter', 'Keep and go down, up'],
  ['Tab / Shift + Tab', 'Next, previous cell that can be edited'],
  ['Ctrl + Enter', 'Keep and fill the selected range'],
  ['Escape', 'Give up the edit; then Tab leaves the table'],
  ['Backspace, Delete', 'Clear the selected cells'],
  ['Ctrl + C, X, V', 'Copy, cut, paste'],
  ['Ctrl + D, Ctrl + R', 'Fill down, fill right'],
  ['Ctrl + Z, Ctrl + Y', 'Undo, redo'],
  ['Ctrl + -', 'Mark the rows for deletion, or restore them'],
  ['Alt + Down', 'Open the list'],
  ['F8 / Shift + F8', 'Next, previous problem'],
  ['F6', 'Leave the table'],
  ['Ctrl + S', 'Save'],
  ['Ctrl + /', 'This list'],
]

type GridHelpProps = { open: boolean; onOpenChange: (open: boolean) => void; session: GridSession }

/** The keys of the grid. */
export function GridHelp({ open, onOpenChange, session }: GridHelpProps) {
  const close = (isOpen: boolean) => {
    onOpenChange(isOpen)
    if (!isOpen) {
      session.requestFocus()
      session.tell()
    }
  }
  return (
    <Dialog open={open} onOpenChange={close} title="Keyboard shortcuts" wide>
      <dl className="grid gap-x-8 text-sm sm:grid-cols-2">
        {keys.map(([combination, does]) => (
          <div key={combination} className="flex justify-between gap-4 border-line border-b py-1.5">
            <dt className="text-muted">{combination}</dt>
            <dd className="text-right">{does}</dd>
          </div>
        ))}
      </dl>
    </Dialog>
  )
}
