import { Dialog } from '@base-ui/react/dialog'
import { ChevronLeft, ChevronRight, RotateCcw, Trash2, X } from 'lucide-react'
import { lazy, Suspense, useRef } from 'react'
import type { RowKey } from '@/admin/engine/batch'
import { toggleRows } from '@/components/inline-grid/session/grid-commands'
import { focusTargetIn } from '@/components/inline-grid/session/grid-focus'
import { useGridIds } from '@/components/inline-grid/session/grid-ids'
import type { GridSession } from '@/components/inline-grid/session/grid-session'
import { useOrder, useRowVersion, useSession } from '@/components/inline-grid/session/use-grid'
import { RowState } from '@/components/inline-grid/table/row-state'
import { Button } from '@/components/ui/button'
import { focusAtOnce } from '@/components/ui/focus-at-once'
import { IconButton, iconButtonClass } from '@/components/ui/icon-button'
import { SheetField } from './sheet-field'

const CreateRecord = lazy(() =>
  import('@/components/inline-grid/editors/create-record').then(({ CreateRecord }) => ({ default: CreateRecord })),
)

/** A row on a screen of its own: ordinary labelled fields, one row after the other. For small screens. */
export function RowSheet({ session }: { session: GridSession }) {
  const popup = useRef<HTMLDivElement>(null)
  const ids = useGridIds()
  const key = useSession(session, ({ sheet }) => sheet)
  const isCreating = useSession(session, ({ creating }) => creating !== null)
  if (key === null) return null
  return (
    <Dialog.Root open onOpenChange={(open) => !open && session.openSheet(null)}>
      <Dialog.Portal>
        <Dialog.Backdrop className="fixed inset-0 z-40 bg-scrim" />
        <Dialog.Popup
          ref={popup}
          // Neither a field, which would bring up the keyboard, nor the way out.
          initialFocus={focusAtOnce(popup, popup)}
          // To the row that was looked at last, not to the one that opened it.
          finalFocus={() => focusTargetIn(session, ids.root)}
          className="fixed inset-x-0 top-[4dvh] bottom-0 z-50 flex flex-col rounded-t-lg bg-surface text-text shadow-float outline-none"
        >
          <Sheet session={session} rowKey={key} />
          {/* Inside the sheet, which would take a window elsewhere for the page outside it. */}
          {isCreating ? (
            <Suspense>
              <CreateRecord session={session} />
            </Suspense>
          ) : null}
        </Dialog.Popup>
      </Dialog.Portal>
    </Dialog.Root>
  )
}

function Sheet({ session, rowKey }: { session: GridSession; rowKey: RowKey }) {
  const { model } = session
  useRowVersion(model, rowKey)
  useOrder(model)
  const status = model.status(rowKey)
  const index = session.indexOf(rowKey)
  const step = (by: number) => {
    const next = session.keyAt(index + by)
    // A button that is disabled while it has the focus loses it.
    if (next !== undefined) session.openSheet(next)
  }
  const isDeleted = status.change === 'deleted'
  const canDelete = model.rows.isSaved(rowKey) ? model.form.can.delete : status.change === 'new'
  return (
    <>
      <div className="flex items-center gap-2 border-line border-b px-4 py-2">
        <Dialog.Title className="min-w-0 flex-1 truncate font-semibold text-lg">{session.titleOf(rowKey)}</Dialog.Title>
        <RowState status={status} />
        <Dialog.Close aria-label="Close" className={iconButtonClass()}>
          <X aria-hidden />
        </Dialog.Close>
      </div>
      <div className="flex min-h-0 flex-1 flex-col gap-4 overflow-y-auto px-4 py-4">
        {status.problems.get('') ? <p className="text-problem text-sm">{status.problems.get('')}</p> : null}
        {model.fields.map((field) => (
          <SheetField key={`${rowKey} ${field.name}`} session={session} rowKey={rowKey} field={field} />
        ))}
      </div>
      <div className="flex items-center gap-2 border-line border-t px-4 py-2">
        <IconButton
          label="Previous row"
          icon={<ChevronLeft aria-hidden />}
          aria-disabled={index <= 0}
          onClick={() => step(-1)}
        />
        <IconButton
          label="Next row"
          icon={<ChevronRight aria-hidden />}
          aria-disabled={index >= model.order.length - 1}
          onClick={() => step(1)}
        />
        <span role="status" className="flex-1 text-muted text-sm tabular-nums">
          <span className="sr-only">{session.titleOf(rowKey)}, </span>
          {(index + 1).toLocaleString('en')} of {Math.max(index + 1, model.order.filled).toLocaleString('en')}
        </span>
        {canDelete ? (
          <Button
            kind={isDeleted ? 'secondary' : 'danger'}
            icon={isDeleted ? <RotateCcw aria-hidden /> : <Trash2 aria-hidden />}
            onClick={() => {
              // A new row is gone at once, and its sheet with it.
              if (!model.rows.isSaved(rowKey)) session.openSheet(null)
              toggleRows(session, [rowKey])
            }}
          >
            {isDeleted ? 'Restore' : 'Delete'}
          </Button>
        ) : null}
        <Button kind="primary" onClick={() => session.openSheet(null)}>
          Done
        </Button>
      </div>
    </>
  )
}
