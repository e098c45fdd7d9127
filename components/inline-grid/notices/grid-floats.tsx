import { lazy, Suspense } from 'react'
import { cellCount } from '@/components/inline-grid/session/count-words'
import { edit } from '@/components/inline-grid/session/grid-commands'
import type { GridSession } from '@/components/inline-grid/session/grid-session'
import { useModel, useSession } from '@/components/inline-grid/session/use-grid'
import { Button } from '@/components/ui/button'
import { FloatBar } from './float-bar'

const LeftOutBar = lazy(() => import('./left-out-bar').then(({ LeftOutBar }) => ({ default: LeftOutBar })))

const BulkBar = lazy(() =>
  import('@/components/inline-grid/bulk/bulk-bar').then(({ BulkBar }) => ({ default: BulkBar })),
)

/**
 * What comes up while rows are worked on, and what can be done about it. It floats above the save bar, where it is seen from
 * any row, and no row moves for it.
 */
export function GridFloats({ session }: { session: GridSession }) {
  const isSelecting = useSession(session, ({ selectedRows }) => selectedRows.size > 0)
  const hasLeft = useSession(session, ({ model }) => model.log.left !== undefined)
  return (
    <div className="pointer-events-none sticky bottom-17 left-0 z-20 flex flex-col items-center gap-2 pt-2 empty:hidden *:pointer-events-auto short:static">
      <Refusal session={session} />
      <Offer session={session} />
      <Suspense>{hasLeft ? <LeftOutBar session={session} /> : null}</Suspense>
      <OldOrder session={session} />
      <Suspense>{isSelecting ? <BulkBar session={session} /> : null}</Suspense>
    </div>
  )
}

/** What was just refused, and why. */
function Refusal({ session }: { session: GridSession }) {
  const refusal = useSession(session, (each) => each.refusal)
  if (!refusal) return null
  return (
    <p className="max-w-full rounded-lg border border-problem bg-surface px-3 py-2 text-problem text-sm shadow-float">
      {refusal}
    </p>
  )
}

/** Chosen once, a record can be taken for every cell with the same text. */
function Offer({ session }: { session: GridSession }) {
  useSession(session, ({ offer }) => (offer ? `${offer.field} ${offer.text} ${offer.keys.length}` : ''))
  const { offer } = session
  if (!offer) return null
  const done = (apply: boolean) => {
    session.offer = null
    const { field, option, keys } = offer
    if (apply)
      edit(
        session,
        'same choice',
        keys.map((key) => ({ key, field, content: option })),
      )
    session.requestFocus()
    session.tell()
  }
  return (
    <FloatBar>
      <span className="min-w-0 truncate">
        {offer.keys.length.toLocaleString('en')} more {offer.keys.length === 1 ? 'cell holds' : 'cells hold'} “
        {offer.text}”
      </span>
      <Button size="small" onClick={() => done(true)}>
        Apply to the other {offer.keys.length === 1 ? 'cell' : cellCount(offer.keys.length)}
      </Button>
      <Button kind="quiet" size="small" onClick={() => done(false)}>
        Leave them
      </Button>
    </FloatBar>
  )
}

/** Rows were changed since they were ordered: nobody moves them under a person's hands. */
function OldOrder({ session }: { session: GridSession }) {
  const { model } = session
  const isOld = useModel(model, ({ isOutOfDate }) => isOutOfDate)
  if (!isOld) return null
  return (
    <FloatBar>
      Order is out of date
      <Button
        kind="quiet"
        size="small"
        onClick={() => {
          model.apply(model.arrangement)
          session.announce('Rows are in order again')
          session.takeFocus()
        }}
      >
        Re-apply
      </Button>
    </FloatBar>
  )
}
