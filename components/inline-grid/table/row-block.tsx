import { type CSSProperties, memo, useMemo } from 'react'
import type { GridSession } from '@/components/inline-grid/session/grid-session'
import { useSession } from '@/components/inline-grid/session/use-grid'
import { classNames } from '@/components/ui/class-names'
import { GridRow } from './grid-row'
import { IsDrawn } from './is-drawn'
import type { RowBlock as Block } from './row-blocks'
import type { DrawnBlock } from './use-drawn-blocks'

type RowBlockProps = DrawnBlock & { session: GridSession }

/**
 * Rows that the browser lays out and paints only while they are near the window. Before they are drawn it is empty space,
 * in which the rows that stood there may wait, hidden, to be drawn over.
 */
export const RowBlock = memo(function RowBlock({ session, block, shown, isLeft }: RowBlockProps) {
  // The list of an open editor reaches beyond its block; an editor may open where the focus is.
  const keys = useMemo(() => new Set(block.keys), [block])
  const hasFocus = useSession(session, ({ focus }) => keys.has(focus.key))
  const isDrawn = shown === block && !isLeft
  return (
    <tbody
      // biome-ignore lint/a11y/noRedundantRoles: laid out as blocks, a table loses its own roles.
      role="rowgroup"
      aria-hidden={isDrawn ? undefined : true}
      className={classNames('grid-block', isDrawn ? !hasFocus && 'grid-block-lazy' : 'grid-block-waiting')}
      style={{ '--rows': isLeft ? 0 : block.keys.length } as CSSProperties}
    >
      {shown ? (
        <IsDrawn value={isDrawn}>
          <BlockRows session={session} shown={shown} />
        </IsDrawn>
      ) : null}
    </tbody>
  )
})

/** By itself, so that a block which only moves, or waits, does not go through its rows. */
const BlockRows = memo(function BlockRows({ session, shown }: { session: GridSession; shown: Block }) {
  return shown.keys.map((key, index) => (
    <GridRow key={shown.slots[index]} session={session} rowKey={key} index={shown.from + index} />
  ))
})
