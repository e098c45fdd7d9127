import { useGridIds } from '@/components/inline-grid/session/grid-ids'
import type { GridSession } from '@/components/inline-grid/session/grid-session'
import { RowTotal } from './row-total'

/** What a grid is called, and how many rows it has. */
export function GridHeading({ session: { model } }: { session: GridSession }) {
  const ids = useGridIds()
  const { form } = model
  const isSingle = form.maxRows === 1
  return (
    <h2 className="font-semibold text-base">
      <span id={ids.heading}>{isSingle ? form.singular : form.plural}</span>
      {form.can.view && !isSingle ? (
        <>
          {/* For a reader, to whom a margin is no space between two words. */}{' '}
          <span className="ml-0.5 font-normal text-muted tabular-nums">
            <RowTotal model={model} />
          </span>
        </>
      ) : null}
    </h2>
  )
}
