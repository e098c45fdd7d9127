import { headRows } from './grid-ids'

/**
 * A cell by its row's place in the order; null while that row is not drawn. A thousand rows are not gone through for it: it
 * is looked for first among those around the focus.
 */
export function drawnCell(table: HTMLTableElement, row: number, field: string): HTMLElement | null {
  const index = row + headRows
  const near = document.activeElement?.closest('tbody')
  const tr = (near && table.contains(near) && rowIn(near, index)) || rowAmong(table.tBodies, index)
  return tr ? cellIn(tr, field) : null
}

/** The cell of a row for a field, or for one of the columns at its sides; null where the row has none. */
export function cellIn(row: Element, field: string): HTMLElement | null {
  for (const cell of row.children) if (cell instanceof HTMLElement && cell.dataset.column === field) return cell
  return null
}

function rowAmong(bodies: Iterable<HTMLTableSectionElement>, index: number): Element | undefined {
  for (const body of bodies) {
    const row = rowIn(body, index)
    if (row) return row
  }
  return undefined
}

function rowIn(body: HTMLTableSectionElement, index: number): Element | undefined {
  const { firstElementChild, lastElementChild, children } = body
  if (body.ariaHidden || indexOf(lastElementChild) < index) return undefined
  // Most rows of a block follow one another.
  const guess = children[index - indexOf(firstElementChild)]
  if (guess && indexOf(guess) === index) return guess
  return [...children].find((row) => indexOf(row) === index)
}

/** What a row is numbered; a row without a number may stand for any. */
function indexOf(row: Element | null): number {
  return row ? Number(row.getAttribute('aria-rowindex') ?? Number.POSITIVE_INFINITY) : 0
}
