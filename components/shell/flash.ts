/** A message that outlives the page it was made on: client navigation keeps it here, a full load in the session. */
const key = 'flash'

type Flash = { id: number; message: string }

let shown: Flash | null = null
let made = 0
const listeners = new Set<() => void>()

function show(next: Flash | null) {
  shown = next
  for (const listener of listeners) listener()
}

/** Says once, politely, what happened ("Saved BBB 2013J: 3 changed, 1 new"). A later message takes its place. */
export function flash(message: string) {
  made += 1
  if (listeners.size > 0) return show({ id: made, message })
  shown = { id: made, message }
  sessionStorage.setItem(key, message)
}

/** Takes the message away. */
export function dismissFlash() {
  sessionStorage.removeItem(key)
  show(null)
}

/** What is to be shown now, the same object until it changes. */
export function currentFlash(): Flash | null {
  return shown
}

/** Calls back when the message changes; brings back one that was made just before a full load. */
export function subscribeFlash(listener: () => void): () => void {
  listeners.add(listener)
  const kept = sessionStorage.getItem(key)
  sessionStorage.removeItem(key)
  if (kept !== null && shown === null) {
    made += 1
    show({ id: made, message: kept })
  }
  return () => void listeners.delete(listener)
}
