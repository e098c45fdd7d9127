import { type RefObject, startTransition, useEffect, useState } from 'react'
import type { RowKey } from '@/admin/engine/batch'
import type { GridSession } from './grid-session'
import { rowsInSight, type Stretch } from './in-sight'
import { cutBlocks, nearestBlocks, type RowBlock } from './row-blocks'
import { useModel, useOrder, useSession } from './use-grid'
import { whenIdle } from './when-idle'

/** The server's HTML holds this many rows. */
export const firstRows = 100
/** So many blocks are drawn in one go. */
const portion = 2
/** A few new blocks, such as that of a row just added, do not wait. */
const few = 3

/** Rows in blocks, and which of the blocks are drawn. */
type Drawn = { version: string; arrangements: number; blocks: RowBlock[]; ids: ReadonlySet<number> }

/**
 * All rows of a grid in blocks: at first and after sorting or filtering those in sight are drawn, then portion after
 * portion all others, so that the page stays quick meanwhile. The row with the focus is always drawn.
 */
export function useDrawnBlocks(session: GridSession, table: RefObject<HTMLTableElement | null>, enabled: boolean) {
  const { order } = session.model
  const arrangements = useModel(session.model, (model) => model.arrangements)
  const version = `${enabled} ${arrangements} ${useOrder(session.model)}`
  const next = (last?: Drawn): Drawn => {
    const keys = enabled ? order.slice(0, order.length) : []
    const isNew = last?.arrangements !== arrangements || last.blocks.length === 0
    const known = isNew ? undefined : last
    return { version, arrangements, ...draw(keys, known, last && rowsInSight(table.current)) }
  }
  const [drawn, setDrawn] = useState(() => next())
  if (drawn.version !== version) setDrawn(next(drawn))

  const { blocks, ids } = drawn
  const kept = useSession(session, () => keptBlocks(session, blocks).join(' '))
  const needed = new Set(kept === '' ? [] : kept.split(' ').map(Number))

  useEffect(() => {
    if (blocks.every(({ id }) => ids.has(id))) return
    return whenIdle(() => {
      const sight = rowsInSight(table.current) ?? { from: 0, to: 0 }
      const more = (last: Drawn): Drawn => {
        const left = last.blocks.filter(({ id }) => !last.ids.has(id))
        const chosen = nearestBlocks(left, sight, portion).map(({ id }) => id)
        return { ...last, ids: new Set([...last.ids, ...chosen, ...keptBlocks(session, last.blocks)]) }
      }
      startTransition(() => setDrawn(more))
    })
  }, [blocks, ids, session, table])

  return { blocks, isDrawn: ({ id }: RowBlock) => ids.has(id) || needed.has(id) }
}

/** Cuts the rows anew; without `last`, or where too many blocks are new, those in sight are drawn and no others. */
function draw(keys: readonly RowKey[], last: Drawn | undefined, sight: Stretch | undefined) {
  const blocks = cutBlocks(keys, last?.blocks)
  if (!last) {
    const size = sight ? sight.to - sight.from : firstRows
    // Fewer rows make a shorter page, and the window shows its end then.
    const from = Math.max(0, Math.min(sight?.from ?? 0, keys.length - size))
    const isInSight = (block: RowBlock) => block.from < from + size && block.from + block.keys.length > from
    return { blocks, ids: new Set(blocks.filter(isInSight).map(({ id }) => id)) }
  }
  const known = new Set(last.blocks.map(({ id }) => id))
  const added = blocks.filter(({ id }) => !known.has(id))
  const ids = new Set(last.ids)
  if (added.length <= few) for (const { id } of added) ids.add(id)
  return { blocks, ids }
}

/** The blocks with the focused row, the edited one and the anchor of the selection: the focus must never fall off the page. */
function keptBlocks(session: GridSession, blocks: readonly RowBlock[]): number[] {
  const keys = [session.focus.key, session.editing?.key, session.ranges.at(-1)?.anchor.key]
  return blocks.filter((block) => keys.some((key) => key !== undefined && block.keys.includes(key))).map(({ id }) => id)
}
