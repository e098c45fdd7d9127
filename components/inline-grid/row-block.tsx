import { type CSSProperties, memo } from 'react'
import { classNames } from '@/components/ui/class-names'
import { GridRow } from './grid-row'
import type { GridSession } from './grid-session'
import type { RowBlock as Block } from './row-blocks'
import { useSession } from './use-grid'

type RowBlockProps = { session: GridSession; block: Block; isDrawn: boolean }

/** Rows that the browser lays out and paints only while they are near the window; before they are drawn, empty space. */
export const RowBlock = memo(function RowBlock({ session, block, isDrawn }: RowBlockProps) {
  // The list of an open editor reaches beyond its block.
  const isOpen = useSession(session, ({ editing }) => editing !== null && block.keys.includes(editing.key))
  return (
    <tbody
      // biome-ignore lint/a11y/noRedundantRoles: laid out as blocks, a table loses its own roles.
      role="rowgroup"
      aria-hidden={isDrawn ? undefined : true}
      className={classNames('grid-block', !isOpen && 'grid-block-lazy')}
      style={{ '--rows': block.keys.length } as CSSProperties}
    >
      {isDrawn
        ? block.keys.map((key, index) => (
            <GridRow key={key} session={session} rowKey={key} index={block.from + index} />
          ))
        : null}
    </tbody>
  )
})
