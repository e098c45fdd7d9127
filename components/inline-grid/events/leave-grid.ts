const tabbable =
  'a[href], button:not([disabled]), input:not([disabled]), select:not([disabled]), textarea:not([disabled]), [tabindex]'

/** Puts the focus on the next (going back: the previous) thing outside of the grid; false when there is none. */
export function leaveGrid(table: HTMLTableElement | null, back: boolean): boolean {
  if (!table) return false
  const all = [...document.querySelectorAll<HTMLElement>(tabbable)].filter(
    (element) => element.tabIndex >= 0 && !table.contains(element) && element.getClientRects().length > 0,
  )
  const outside = back
    ? all.findLast((element) => isBefore(element, table))
    : all.find((element) => isBefore(table, element))
  outside?.focus()
  return outside !== undefined
}

function isBefore(first: Node, second: Node): boolean {
  return (first.compareDocumentPosition(second) & Node.DOCUMENT_POSITION_FOLLOWING) !== 0
}
