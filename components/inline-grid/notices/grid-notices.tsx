import { TriangleAlert } from 'lucide-react'
import { midSentence } from '@/admin/engine/mid-sentence'
import { isFiltered } from '@/components/inline-grid/order/arrange'
import { keptWords } from '@/components/inline-grid/session/count-words'
import { problemNow } from '@/components/inline-grid/session/grid-problems'
import type { GridSession } from '@/components/inline-grid/session/grid-session'
import { useModel, useOrder, useSession } from '@/components/inline-grid/session/use-grid'
import { Button } from '@/components/ui/button'
import { Line } from './notice-line'

/** What a person has to know about the rows shown: why there are none, and which are hidden. */
export function GridNotices({ session }: { session: GridSession }) {
  const { model } = session
  const { form } = model
  useOrder(model)
  const isSearching = useModel(model, (each) => each.isSearching)
  const hasProblems = useSession(session, ({ tableProblems }) => tableProblems.length > 0)
  const hasFailed = useModel(model, ({ windows }) => windows?.hasFailed ?? false)
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
      {hasProblems ? <TableProblems session={session} /> : null}
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
      {isSearching && !hasFailed ? <Line>Reading rows…</Line> : null}
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
      {model.order.length === 0 && !isFiltered(model.arrangement) ? (
        <Line>No {midSentence(form.plural)} yet.</Line>
      ) : null}
    </>
  )
}

/** What a save was refused for and no single row is to blame, as long as it is so. */
function TableProblems({ session }: { session: GridSession }) {
  const { model, tableProblems } = session
  useModel(model, ({ sequence }) => sequence)
  const now = tableProblems.flatMap((message) => problemNow(model, { inline: model.form.name, message }) ?? [])
  return [...new Set(now)].map((message) => (
    <p key={message} className="flex min-h-control-small items-center gap-1.5 pb-1 text-problem text-sm">
      <TriangleAlert aria-hidden className="size-3.5 shrink-0" />
      {message}
    </p>
  ))
}
