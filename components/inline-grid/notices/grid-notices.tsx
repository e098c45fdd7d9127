import { lazy, Suspense } from 'react'
import { midSentence } from '@/admin/engine/mid-sentence'
import { isFiltered } from '@/components/inline-grid/order/arrange'
import { cellCount, keptWords } from '@/components/inline-grid/session/count-words'
import { edit } from '@/components/inline-grid/session/grid-commands'
import type { GridSession } from '@/components/inline-grid/session/grid-session'
import { useModel, useOrder, useSession } from '@/components/inline-grid/session/use-grid'
import { Button } from '@/components/ui/button'
import { Line } from './notice-line'

const LeftOutLine = lazy(() => import('./left-out-line').then(({ LeftOutLine }) => ({ default: LeftOutLine })))

/** What a person has to know about the rows shown: why there are none, which are hidden, that the order is old. */
export function GridNotices({ session }: { session: GridSession }) {
  const { model } = session
  const { form } = model
  useOrder(model)
  const hasLeft = useSession(session, (each) => each.model.log.left !== undefined)
  const isSearching = useModel(model, (each) => each.isSearching)
  const hasFailed = useModel(model, ({ windows }) => windows?.hasFailed ?? false)
  const isOld = useModel(model, ({ isOutOfDate }) => isOutOfDate)
  const isParted = useModel(model, ({ isParentChosen }) => !isParentChosen)
  if (isParted && form.via)
    return (
      <Line>
        No {midSentence(form.via.label)} is chosen: choose one and save to edit its {midSentence(form.plural)}.
      </Line>
    )
  return (
    <>
      {!form.can.view && form.can.add ? (
        <Line>You may add {midSentence(form.plural)}; the existing ones are not shown.</Line>
      ) : null}
      {form.can.add && model.unreachable ? (
        <Line>
          You may add {midSentence(form.plural)}, but not look up the {midSentence(model.unreachable.label)} of a new
          one.
        </Line>
      ) : null}
      {hasFailed ? (
        <Line>
          Some rows could not be read
          <Button
            size="small"
            onClick={() => {
              model.windows?.retry()
              session.takeFocus()
            }}
          >
            Try again
          </Button>
        </Line>
      ) : null}
      {isSearching ? <Line>Reading rows…</Line> : null}
      {!isSearching && isFiltered(model.arrangement) ? (
        <Line>
          {model.found.toLocaleString('en')} of {model.storedCount.toLocaleString('en')} shown{keptWords(model)}
          <Button
            kind="quiet"
            size="small"
            onClick={() => {
              model.apply({ ...model.arrangement, words: '', values: {}, only: null })
              session.announceShown()
              session.takeFocus()
            }}
          >
            Show all
          </Button>
        </Line>
      ) : null}
      <Suspense>{hasLeft ? <LeftOutLine session={session} /> : null}</Suspense>
      <OfferLine session={session} />
      {isOld ? (
        <Line>
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
        </Line>
      ) : null}
      {model.order.length === 0 && !isFiltered(model.arrangement) ? (
        <Line>No {midSentence(form.plural)} yet.</Line>
      ) : null}
    </>
  )
}

/** What was just refused, and why. It floats where it is seen from any row, and no row moves for it. */
export function GridRefusal({ session }: { session: GridSession }) {
  const refusal = useSession(session, (each) => each.refusal)
  if (!refusal) return null
  return (
    <p className="sticky bottom-30 left-0 z-20 mx-auto mt-2 w-fit max-w-full rounded-lg border border-problem bg-surface px-3 py-2 text-problem text-sm shadow-float short:static">
      {refusal}
    </p>
  )
}

/** Chosen once, a record can be taken for every cell with the same text. */
function OfferLine({ session }: { session: GridSession }) {
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
    <Line>
      {offer.keys.length.toLocaleString('en')} more {offer.keys.length === 1 ? 'cell holds' : 'cells hold'} “
      {offer.text}”
      <Button size="small" onClick={() => done(true)}>
        Apply to the other {offer.keys.length === 1 ? 'cell' : cellCount(offer.keys.length)}
      </Button>
      <Button kind="quiet" size="small" onClick={() => done(false)}>
        Leave them
      </Button>
    </Line>
  )
}
