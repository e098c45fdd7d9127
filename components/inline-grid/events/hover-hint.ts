import type { MouseEvent } from 'react'

/**
 * Shows the whole of a cell's text while the pointer is on it. Only then: a reader would say a `title` that stays after
 * each text, the exact moment in the form of machines after the day.
 */
export function hoverHint() {
  const cellOf = ({ target }: MouseEvent) =>
    target instanceof Element ? target.closest<HTMLElement>('[data-hint]') : null
  return {
    onMouseOver(event: MouseEvent) {
      const cell = cellOf(event)
      if (cell) cell.title = cell.dataset.hint ?? ''
    },
    onMouseOut(event: MouseEvent) {
      cellOf(event)?.removeAttribute('title')
    },
  }
}
