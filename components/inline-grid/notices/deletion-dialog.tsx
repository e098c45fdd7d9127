import { useRef } from 'react'
import type { RowKey } from '@/admin/engine/batch'
import { rowCount } from '@/components/inline-grid/session/count-words'
import { toggleRows } from '@/components/inline-grid/session/grid-commands'
import type { GridSession } from '@/components/inline-grid/session/grid-session'
import { Button } from '@/components/ui/button'
import { Dialog } from '@/components/ui/dialog'

/** Asks before many rows are marked for deletion, with how many they are. */
export function DeletionDialog({ session, keys }: { session: GridSession; keys: readonly RowKey[] }) {
  const confirm = useRef<HTMLButtonElement>(null)
  const saved = keys.filter((key) => session.model.rows.isSaved(key)).length
  const added = keys.length - saved
  const close = (isDone: boolean) => {
    session.ask(null)
    if (isDone) toggleRows(session, keys)
    else session.announce('Nothing was deleted')
  }
  return (
    <Dialog
      open
      onOpenChange={(open) => !open && close(false)}
      title={`Delete ${rowCount(session, keys.length)}`}
      asks
      initialFocus={confirm}
      footer={
        <>
          <Button onClick={() => close(false)}>Cancel</Button>
          <Button ref={confirm} kind="danger" onClick={() => close(true)}>
            Delete {rowCount(session, keys.length)}
          </Button>
        </>
      }
    >
      <div className="flex flex-col gap-3 text-sm">
        {saved > 0 ? (
          <p>{rowCount(session, saved)} will be deleted with the next save. Until then they can be restored.</p>
        ) : null}
        {added > 0 ? <p>{added.toLocaleString('en')} that were never saved are removed at once.</p> : null}
      </div>
    </Dialog>
  )
}
