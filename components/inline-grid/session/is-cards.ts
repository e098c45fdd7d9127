/** Whether rows are shown as cards; the same width as in the classes of rows and cells. */
export function isCards(): boolean {
  return window.matchMedia('(width < 40rem)').matches
}
