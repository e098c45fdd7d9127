/** Rows from one place in the order to another, the second not included. */
export type Stretch = { readonly from: number; readonly to: number }

export function isIn({ from, to }: Stretch, row: number): boolean {
  return row >= from && row < to
}
