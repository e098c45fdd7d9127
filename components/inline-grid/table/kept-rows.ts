import type { GridSession } from '@/components/inline-grid/session/grid-session'

/**
 * The places of the focused row, the edited one and the anchor of the selection. They are always drawn: the focus must
 * never fall off the page.
 */
export function keptRows(session: GridSession): number[] {
  const keys = [session.focus.key, session.editing?.key, session.ranges.at(-1)?.anchor.key]
  const rows = keys.flatMap((key) => (key === undefined ? [] : session.indexOf(key)))
  return [...new Set(rows)].filter((index) => index >= 0)
}
