import { Button } from '@/components/ui/button'
import { isFiltered } from './arrange'
import type { GridSession } from './grid-session'
import { useModel, useOrder } from './use-grid'

/** What a person has to know about the rows shown: why there are none, which are hidden, that the order is old. */
export function GridNotices({ session }: { session: GridSession }) {
  const { model } = session
  const { form } = model
  useOrder(model)
  const isOld = useModel(model, ({ isOutOfDate }) => isOutOfDate)
  const isParted = useModel(model, ({ isParentChosen }) => !isParentChosen)
  if (isParted && form.via)
    return (
      <Line>
        No {form.via.label.toLowerCase()} is chosen: choose one and save to edit its {form.plural.toLowerCase()}.
      </Line>
    )
  return (
    <>
      {!form.can.view && form.can.add ? (
        <Line>You may add {form.plural.toLowerCase()}; the existing ones are not shown.</Line>
      ) : null}
      {isFiltered(model.arrangement) ? (
        <Line>
          {model.order.shown.length.toLocaleString('en')} of {model.rows.savedKeys.length.toLocaleString('en')} shown
          {model.kept.size > 0 ? `, ${model.kept.size} of them only because of unsaved changes` : ''}
          <Button
            kind="quiet"
            size="small"
            onClick={() => model.apply({ ...model.arrangement, words: '', values: {}, only: null })}
          >
            Show all
          </Button>
        </Line>
      ) : null}
      {isOld ? (
        <Line>
          Order is out of date
          <Button kind="quiet" size="small" onClick={() => model.apply(model.arrangement)}>
            Re-apply
          </Button>
        </Line>
      ) : null}
      {model.order.length === 0 && !isFiltered(model.arrangement) ? (
        <Line>No {form.plural.toLowerCase()} yet.</Line>
      ) : null}
    </>
  )
}

function Line({ children }: { children: React.ReactNode }) {
  return <p className="flex min-h-control-small items-center gap-2 pb-1 text-muted text-sm">{children}</p>
}
