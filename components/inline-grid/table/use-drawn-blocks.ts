import { type RefObject, startTransition, useEffect, useLayoutEffect, useRef, useState } from 'react'
import type { Stretch } from '@/components/inline-grid/order/stretch'
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

/** What stands in the page: rows, in which version and arrangement, and the last portion that was drawn of them. */
type State = { version: string; arrangements: number; portion: Portion | null; rows: DrawnBlocks }

/** Some more rows are wanted, near those that the window shows. */
type Portion = { sight: Stretch }

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
  const [portion, setPortion] = useState<Portion | null>(null)

  // What follows is always made of what stands in the page. Made of a React state that is set while rendering, it would now
  // and then be made again of an older one when a portion is under way, with other blocks, whose rows all are drawn anew.
  const inPage = useRef<State>(undefined)
  const withOrder = (last?: State): DrawnBlocks => {
    if (last?.version === version) return last.rows
    const keys = order.slice(0, count)
    if (last?.arrangements === arrangements && last.rows.blocks.length > 0) return withRows(last.rows, keys)
    const sight = (last && count > 0 && rowsInSight(table.current)) || { from: 0, to: firstRows }
    return rearranged(last?.rows ?? nothingDrawn, keys, sight)
  }
  const withPortion = (rows: DrawnBlocks, last?: State): DrawnBlocks =>
    portion && portion !== last?.portion ? withMore(rows, portion.sight, keptBlocks(session, rows.blocks)) : rows
  const rows = withPortion(withOrder(inPage.current), inPage.current)
  useLayoutEffect(() => {
    inPage.current = { version, arrangements, portion, rows }
  }, [version, arrangements, portion, rows])

  const kept = useSession(session, () => keptBlocks(session, rows.blocks).join(' '))
  const needed = new Set(kept === '' ? [] : kept.split(' ').map(Number))

  useEffect(() => {
    if (isComplete(rows)) return
    return whenIdle(() => {
      const sight = rowsInSight(table.current) ?? { from: 0, to: 0 }
      startTransition(() => setPortion({ sight }))
    })
  }, [rows, table])

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
