import type { RefObject } from 'react'
import { GridRow } from './grid-row'
import type { GridSession } from './grid-session'
import { useOrder } from './use-grid'
import { useRowWindow } from './use-row-window'

/** The rows that are drawn, with empty space for those between them that are not. */
export function GridBody({ session, table }: { session: GridSession; table: RefObject<HTMLTableElement | null> }) {
  const { order } = session.model
  useOrder(session.model)
  const indices = useRowWindow(session, table)
  const parts = []
  let next = 0
  for (const index of indices) {
    const key = order.keyAt(index)
    if (key === undefined) continue
    if (index > next) parts.push(<Gap key={`gap-${next}`} rows={index - next} />)
    parts.push(<GridRow key={key} session={session} rowKey={key} index={index} />)
    next = index + 1
  }
  if (next < order.length) parts.push(<Gap key="gap-end" rows={order.length - next} />)
  return (
    <tbody
      // biome-ignore lint/a11y/noRedundantRoles: laid out as blocks, a table loses its own roles.
      role="rowgroup"
      className="block"
    >
      {parts}
    </tbody>
  )
}

function Gap({ rows }: { rows: number }) {
  return (
    // biome-ignore lint/a11y/noAriaHiddenOnFocusable: a row cannot be focused; it is empty space.
    <tr aria-hidden="true" className="block" style={{ height: `calc(var(--row) * ${rows})` }} />
  )
}
