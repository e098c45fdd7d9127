/**
 * Sets what Tab makes of a cell, unless it is so already: a browser asks at once whether the focused element can still be
 * focused when its `tabindex` is set, and works out the style of all that was just changed for it. A cell with a control of
 * its own has no `tabindex`.
 */
export function setTabIndex(cell: HTMLElement | null, index: 0 | -1): void {
  if (cell?.hasAttribute('tabindex') && cell.tabIndex !== index) cell.tabIndex = index
}
