const listeners = new Set<() => void>()

/** Calls back right before the application begins to go to another page. Until that is there, this one still stands. */
export function onSetOut(listener: () => void): () => void {
  listeners.add(listener)
  return () => listeners.delete(listener)
}

/** Says that the application now goes to another page. */
export function setOut(): void {
  for (const listener of [...listeners]) listener()
}
