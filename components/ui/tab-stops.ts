const focusable =
  ':is(button, input, select, textarea):not([disabled]), a[href], summary, [tabindex], [contenteditable="true"]'

/** Where the Tab key stops, in its order. */
export function tabStops(): HTMLElement[] {
  return [...document.querySelectorAll<HTMLElement>(focusable)].filter(
    (element) => element.tabIndex >= 0 && element.getClientRects().length > 0 && element.closest('[inert]') === null,
  )
}

/** Where it leads from an element, going back: the one before. */
export function nextTabStop(from: Element, back: boolean): HTMLElement | undefined {
  const stops = tabStops().filter((stop) => !from.contains(stop))
  return back ? stops.findLast((stop) => isBefore(stop, from)) : stops.find((stop) => isBefore(from, stop))
}

function isBefore(first: Node, second: Node): boolean {
  return (first.compareDocumentPosition(second) & Node.DOCUMENT_POSITION_FOLLOWING) !== 0
}
