/**
 * Remembers what has the focus now; the answer is called when the focus comes back. The editor of a cell is gone by then: its
 * cell takes it.
 */
export function whereFocusIs(): () => HTMLElement | null {
  const { activeElement } = document
  const element = activeElement instanceof HTMLElement ? activeElement : null
  const cell = element?.closest<HTMLElement>('td, th')
  return () => (element?.isConnected ? element : (cell ?? null))
}
