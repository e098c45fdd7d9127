/** The browser's `localStorage`, or nothing where it is switched off and on the server. */
export function browserStorage(): Storage | undefined {
  if (typeof window === 'undefined') return undefined
  return unlessRefused(() => window.localStorage)
}

/** What a piece of work with the browser's storage leads to, or nothing where the browser refuses it, as when it is full. */
export function unlessRefused<Result>(work: () => Result): Result | undefined {
  try {
    return work()
  } catch (error) {
    if (error instanceof DOMException) return undefined
    throw error
  }
}
