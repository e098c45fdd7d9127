import type { RowKey } from '@/admin/engine/batch'

/** A cell by its row's key and its field's name: it stays itself when rows are sorted, filtered or added. */
export type CellPlace = { key: RowKey; field: string }

/** A rectangle between two of its corners. The anchor stays where the range began. */
export type Range = { anchor: CellPlace; head: CellPlace }

/** A range as numbers of the present order, both ends included. */
export type Box = { top: number; bottom: number; left: number; right: number }

/** What the numbers of a `Box` count: the rows as they are shown and the columns of the grid. */
export type Axes = {
  indexOf(key: RowKey): number
  keyAt(index: number): RowKey | undefined
  columns: readonly string[]
}

/** Where a range lies in the present order; undefined when one of its corners is not shown. */
export function boxOf(range: Range, axes: Axes): Box | undefined {
  const rows = [axes.indexOf(range.anchor.key), axes.indexOf(range.head.key)]
  const columns = [axes.columns.indexOf(range.anchor.field), axes.columns.indexOf(range.head.field)]
  if (rows.some((index) => index < 0) || columns.some((index) => index < 0)) return undefined
  return {
    top: Math.min(...rows),
    bottom: Math.max(...rows),
    left: Math.min(...columns),
    right: Math.max(...columns),
  }
}

/** Where ranges lie in the present order, those left out of which a corner is not shown. */
export function boxesOf(ranges: readonly Range[], axes: Axes): Box[] {
  return ranges.flatMap((range) => boxOf(range, axes) ?? [])
}

/** The smallest box around some boxes, which is what a copy of several ranges takes. */
export function hullOf(boxes: readonly Box[]): Box | undefined {
  const [first, ...rest] = boxes
  return rest.reduce<Box | undefined>(
    (hull, box) =>
      hull && {
        top: Math.min(hull.top, box.top),
        bottom: Math.max(hull.bottom, box.bottom),
        left: Math.min(hull.left, box.left),
        right: Math.max(hull.right, box.right),
      },
    first,
  )
}

/** The box that a copy, a paste or a fill takes: around all that is selected, or the focused cell. */
export function boxAround(selected: readonly Box[], focus: CellPlace, axes: Axes): Box | undefined {
  return hullOf(selected) ?? boxOf({ anchor: focus, head: focus }, axes)
}

export function sizeOf(box: Box): number {
  return (box.bottom - box.top + 1) * (box.right - box.left + 1)
}

export function isInside(box: Box, row: number, column: number): boolean {
  return row >= box.top && row <= box.bottom && column >= box.left && column <= box.right
}

/** Every cell of some boxes once, row by row. */
export function cellsOf(boxes: readonly Box[], axes: Axes): CellPlace[] {
  const cells: CellPlace[] = []
  const hull = hullOf(boxes)
  if (!hull) return cells
  for (let row = hull.top; row <= hull.bottom; row += 1) {
    const key = axes.keyAt(row)
    if (key === undefined) continue
    for (let column = hull.left; column <= hull.right; column += 1)
      if (boxes.some((box) => isInside(box, row, column))) cells.push({ key, field: axes.columns[column]! })
  }
  return cells
}

/** The rows, as spans from first to last, that look different after a selection changed. */
export function changedRows(before: readonly Box[], after: readonly Box[]): [first: number, last: number][] {
  const [old] = before
  const [next] = after
  const isResized = before.length === 1 && after.length === 1 && old && next
  if (!isResized || old.left !== next.left || old.right !== next.right)
    return [...before, ...after].map((box) => [box.top, box.bottom])
  const spans: [number, number][] = []
  if (old.top !== next.top) spans.push([Math.min(old.top, next.top), Math.max(old.top, next.top)])
  if (old.bottom !== next.bottom) spans.push([Math.min(old.bottom, next.bottom), Math.max(old.bottom, next.bottom)])
  return spans
}
