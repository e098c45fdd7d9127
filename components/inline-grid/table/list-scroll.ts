/**
 * A list is laid out no taller than this: Firefox stops at 17.9 million pixels for the whole page, Chromium at 33.5 million,
 * and a position that is drawn with single precision is exact to half a pixel only below 8.4 million.
 */
export const tallestList = 8_000_000

/** So much of a taller list is laid out pixel by pixel at each end; what is between them is scrolled by proportion. */
const exactEnd = 500_000

/** How tall a list is, and how much of the page it takes. All lengths here are in pixels. */
export type ListHeight = { readonly full: number; readonly laid: number }

/** What the window shows of a list: how far its upper edge is below that of the list in the page, and its height. */
export type Sight = { readonly at: number; readonly height: number }

/** Where the window stands, and how much further down the list than the page the rows that it shows are. */
export type Standing = { readonly at: number; readonly shift: number }

export function listHeight(rows: number, row: number): ListHeight {
  return { full: rows * row, laid: Math.min(rows * row, tallestList) }
}

/** Where a place in the list lies in the page when nothing else decides it. */
export function laidAt({ full, laid }: ListHeight, place: number): number {
  if (full === laid || place <= exactEnd) return place
  if (place >= full - exactEnd) return place - (full - laid)
  return exactEnd + (place - exactEnd) * ((laid - 2 * exactEnd) / (full - 2 * exactEnd))
}

/** The place in the list that `laidAt` lays there. */
export function placeAt({ full, laid }: ListHeight, at: number): number {
  if (full === laid || at <= exactEnd) return at
  if (at >= laid - exactEnd) return at + (full - laid)
  return exactEnd + (at - exactEnd) * ((full - 2 * exactEnd) / (laid - 2 * exactEnd))
}

/** A way that a wheel, a key or a finger goes at once; only the scrollbar and a focus that moves far away go further. */
export const shortWay = ({ height }: Sight) => 2 * height

/**
 * The shift after the window came to stand elsewhere. What it shows stays where it is drawn; a short way leads along the
 * rows, pixel by pixel; a long one to the place that is as far down the list as the window is down the page.
 */
export function shiftAfter(
  list: ListHeight,
  sight: Sight,
  last: Standing,
  drawn: readonly Standing[],
  row: number,
): number {
  const most = list.full - list.laid
  const end = sight.at + sight.height
  if (most === 0 || sight.at <= 0) return 0
  if (end >= list.laid) return most
  if (Math.abs(sight.at - last.at) < shortWay(sight)) return last.shift
  const shown = drawn.filter(({ at }) => at < end && at + row > sight.at)
  if (shown.some(({ shift }) => shift === last.shift)) return last.shift
  return shown[0]?.shift ?? placeAt(list, sight.at) - sight.at
}

/** Where the window belongs in the page while nobody scrolls, so that what is scrolled in short ways adds up to the whole. */
export function restingAt(list: ListHeight, { at, shift }: Standing, height: number): number {
  const isAtEdge = at <= 0 || at + height >= list.laid
  const rest = isAtEdge ? at : Math.round(laidAt(list, at + shift))
  return Math.abs(rest - at) < 1 ? at : rest
}
