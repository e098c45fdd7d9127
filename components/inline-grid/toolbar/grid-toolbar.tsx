import { Keyboard, Plus, Search } from 'lucide-react'
import { midSentence } from '@/admin/engine/mid-sentence'
import type { GridSession } from '@/components/inline-grid/session/grid-session'
import { isCards } from '@/components/inline-grid/session/is-cards'
import { useModel } from '@/components/inline-grid/session/use-grid'
import { Button } from '@/components/ui/button'
import { IconButton } from '@/components/ui/icon-button'
import { GridFilters } from './grid-filter'
import { GridHeading } from './grid-heading'
import { GridSearch } from './grid-search'
import { GridStatus } from './grid-status'

/** The line above a grid: what it is and how many, finding, what is unsaved, adding. */
export function GridToolbar({ session, onHelp }: { session: GridSession; onHelp: () => void }) {
  const { model } = session
  const { form } = model
  const count = useModel(model, ({ total }) => total)
  const hasRoom = useModel(model, (each) => each.room() > 0)
  const isSingle = form.maxRows === 1
  return (
    <div className="flex min-h-control flex-wrap items-center gap-x-3 gap-y-2 pb-2 max-sm:gap-x-1 print:[&_button]:hidden">
      {form.collapsed ? null : <GridHeading session={session} />}
      {count > 7 ? <GridSearch session={session} icon={<Search aria-hidden />} /> : null}
      {count > 7 ? <GridFilters session={session} /> : null}
      <span className="flex-1 max-sm:hidden" />
      <GridStatus session={session} />
      <span className="flex items-center gap-x-3 max-sm:gap-x-1">
        {form.can.add && hasRoom ? (
          <Button kind="quiet" size="small" icon={<Plus aria-hidden />} onClick={() => addAnother(session)}>
            {`${isSingle ? 'Add' : 'Add another'} ${midSentence(form.singular)}`}
          </Button>
        ) : null}
        {form.can.add || form.can.change ? (
          <IconButton
            size="small"
            label="Keyboard shortcuts"
            className="coarse:hidden"
            icon={<Keyboard aria-hidden />}
            onClick={onHelp}
          />
        ) : null}
      </span>
    </div>
  )
}

/** Goes to a fresh blank row, of cards into its sheet; the ones that are there already count when nobody is in them. */
function addAnother(session: GridSession): void {
  const { model } = session
  const { order, form } = model
  const [key] = model.addBlanks(1)
  const target = key ?? order.keyAt(order.length - 1)
  const field = form.fields.find((each) => target !== undefined && model.canEdit(target, each.name))
  if (target === undefined || !field) return
  session.moveTo({ key: target, field: field.name })
  if (isCards()) session.openSheet(target)
}
