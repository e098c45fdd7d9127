import type { Stretch } from '@/components/inline-grid/order/stretch'
import { type ListHeight, laidAt, type Sight, type Standing, shortWay } from './list-scroll'

/** What a window shows of a list of rows of one height. */
export type View = Sight & { readonly shift: number; readonly row: number }

/** A row, and how far its upper edge is below that of its list in the page, in pixels. */
export type LaidRow = Standing & { readonly index: number }

/** The rows that a window shows, at least one where there is any, and so many on either side of them. */
export function rowsAround({ at, height, shift, row }: View, count: number, around: number): Stretch {
  const top = at + shift
  const first = Math.max(0, Math.min(count - 1, Math.floor(top / row)))
  const end = Math.min(count, Math.max(first + 1, Math.ceil((top + height) / row)))
  // A row above the list's edge in the page has no room.
  const from = Math.min(first, Math.max(Math.ceil(shift / row), first - around))
  return { from, to: Math.min(count, end + around) }
}

/**
 * Where the rows of a stretch stand in the page, and others that are drawn besides. These stand where they follow, when
 * they are near; further away where the list has them by proportion, so that the window finds them when it goes there.
 */
export function layRows(
  list: ListHeight,
  { at, height, shift, row }: View,
  near: Stretch,
  others: readonly number[],
): LaidRow[] {
  const way = shortWay({ at, height })
  const [first, end] = [near.from * row, near.to * row]
  const wanted = (place: number) => {
    if (place > end + way) return Math.max(laidAt(list, place), end - shift + way)
    if (place < first - way) return Math.min(laidAt(list, place), first - shift - way)
    return place - shift
  }
  const indexes = new Set(others)
  for (let index = near.from; index < near.to; index += 1) indexes.add(index)
  let free = 0
  return [...indexes]
    .sort((a, b) => a - b)
    .map((index) => {
      const at = Math.max(free, wanted(index * row))
      free = at + row
      return { index, at, shift: at === index * row - shift ? shift : index * row - at }
    })
}
