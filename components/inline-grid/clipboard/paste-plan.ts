import { type Box, isInside } from '@/components/inline-grid/selection/selection'

/** How many rows one paste may bring. */
export const pasteLimit = 10_000
/** More new rows than this are asked about first. */
export const confirmLimit = 200

export type PastePlan = {
  /** Each cell of the block with where it goes, in numbers of the present order; rows past the last are new. */
  cells: Iterable<{ row: number; column: number; from: { row: number; column: number } }>
  /** How many cells these are. */
  size: number
  box: Box
  /** How many rows must be added. */
  newRows: number
  /** How many columns of the block do not fit and are not pasted. */
  cutColumns: number
}

/**
 * Where a block of cells lands. One cell fills the range, or each of several (`boxes`); a block that divides the range evenly is repeated in it;
 * anything else goes in from the range's top left corner, adding rows where there are none.
 */
export function planPaste(
  size: { rows: number; columns: number },
  target: Box,
  grid: { rows: number; columns: number },
  boxes: readonly Box[] = [],
): PastePlan {
  const height = target.bottom - target.top + 1
  const width = target.right - target.left + 1
  const isTiled = height % size.rows === 0 && width % size.columns === 0
  const rows = isTiled ? height : size.rows
  const wanted = isTiled ? width : size.columns
  const columns = Math.min(wanted, grid.columns - target.left)
  const box = { top: target.top, bottom: target.top + rows - 1, left: target.left, right: target.left + columns - 1 }
  const isSpread = isTiled && size.rows === 1 && size.columns === 1 && boxes.length > 1
  return {
    cells: { [Symbol.iterator]: () => cellsIn(box, size, isSpread ? boxes : [box]) },
    size: rows * columns,
    box,
    newRows: Math.max(0, target.top + rows - grid.rows),
    cutColumns: wanted - columns,
  }
}

/** The cells of a box that are in one of these, from its first row to its last, each with the block's cell that comes there. */
function* cellsIn(box: Box, size: { rows: number; columns: number }, among: readonly Box[]) {
  for (let { top: row } = box; row <= box.bottom; row += 1)
    for (let { left: column } = box; column <= box.right; column += 1) {
      if (among.length > 1 && !among.some((each) => isInside(each, row, column))) continue
      yield {
        row,
        column,
        from: { row: (row - box.top) % size.rows, column: (column - box.left) % size.columns },
      }
    }
}

/**
 * The columns that a block's first row names, by place in the block: the row is a heading when at least two of its cells
 * are labels of columns (one, where it has only one cell). Undefined when it is no heading.
 */
export function headingColumns(
  first: readonly string[],
  columns: readonly { name: string; label: string }[],
): (string | undefined)[] | undefined {
  const byLabel = new Map(columns.map(({ name, label }) => [fold(label), name]))
  for (const { name } of columns) if (!byLabel.has(fold(name))) byLabel.set(fold(name), name)
  const found = first.map((text) => byLabel.get(fold(text)))
  const count = found.filter((name) => name !== undefined).length
  return count >= 2 || (first.length === 1 && count === 1) ? found : undefined
}

function fold(text: string): string {
  return text.replaceAll('\u00a0', ' ').trim().toLocaleLowerCase()
}
