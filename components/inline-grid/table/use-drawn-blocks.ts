import { type RefObject, startTransition, useEffect, useState } from 'react'
import { whenIdle } from '@/components/inline-grid/rows/when-idle'
import type { GridSession } from '@/components/inline-grid/session/grid-session'
import { useModel, useOrder, useSession } from '@/components/inline-grid/session/use-grid'
import { type DrawnBlocks, isComplete, leftovers, nothingDrawn, rearranged, withMore, withRows } from './drawn-blocks'
import { rowsInSight } from './in-sight'
import { keptRows } from './kept-rows'
import type { RowBlock } from './row-blocks'
import { firstRows } from './row-limits'

/** A block as it should be drawn, and the rows that stand in it until then; `isLeft`: they are about to go. */
export type DrawnBlock = { block: RowBlock; shown: RowBlock | undefined; isLeft: boolean }

type State = { version: string; arrangements: number; rows: DrawnBlocks }

/**
 * So many of the first rows of a grid in blocks (0: none are drawn so): at first and after sorting or filtering those in
 * sight are drawn, then portion after portion all others, so that the page stays quick meanwhile. The row with the focus is
 * always drawn.
 */
export function useDrawnBlocks(
  session: GridSession,
  table: RefObject<HTMLTableElement | null>,
  count: number,
): DrawnBlock[] {
  const { order } = session.model
  const arrangements = useModel(session.model, (model) => model.arrangements)
  const version = `${count} ${arrangements} ${useOrder(session.model)}`
  const next = (last?: State): State => {
    const keys = order.slice(0, count)
    const isAsBefore = last?.arrangements === arrangements && last.rows.blocks.length > 0
    if (isAsBefore) return { version, arrangements, rows: withRows(last.rows, keys) }
    const sight = (last && count > 0 && rowsInSight(table.current)) || { from: 0, to: firstRows }
    return { version, arrangements, rows: rearranged(last?.rows ?? nothingDrawn, keys, sight) }
  }
  const [state, setState] = useState(() => next())
  if (state.version !== version) setState(next(state))

  const { rows } = state
  const kept = useSession(session, () => keptBlocks(session, rows.blocks).join(' '))
  const needed = new Set(kept === '' ? [] : kept.split(' ').map(Number))

  useEffect(() => {
    if (isComplete(rows)) return
    return whenIdle(() => {
      const sight = rowsInSight(table.current) ?? { from: 0, to: 0 }
      startTransition(() =>
        setState((last) => ({ ...last, rows: withMore(last.rows, sight, keptBlocks(session, last.rows.blocks)) })),
      )
    })
  }, [rows, session, table])

  return [
    ...rows.blocks.map((block) => ({
      block,
      shown: needed.has(block.id) ? block : rows.drawn.get(block.id),
      isLeft: false,
    })),
    ...leftovers(rows).map((block) => ({ block, shown: block, isLeft: true })),
  ]
}

/** The blocks that hold rows which are always drawn. */
function keptBlocks(session: GridSession, blocks: readonly RowBlock[]): number[] {
  if (blocks.length === 0) return []
  const rows = keptRows(session)
  return blocks
    .filter(({ from, keys: { length } }) => rows.some((row) => row >= from && row < from + length))
    .map(({ id }) => id)
}
