/** Answers whether the page may be left now; a promise while the person is being asked. `forGood`: nothing will be kept. */
export type Guard = (forGood: boolean) => boolean | Promise<boolean>

let guard: Guard | null = null

/** Puts a guard on the page, in place of any other. What is returned takes it away again, unless another one took its place. */
export function setGuard(next: Guard): () => void {
  guard = next
  return () => {
    if (guard === next) guard = null
  }
}

/** Asks the guard, if there is one. Every way of leaving inside the application goes through this. */
export function mayLeave(forGood = false): boolean | Promise<boolean> {
  return guard === null || guard(forGood)
}

/** Runs `leave` at once when nothing guards the page, otherwise after the person agreed. */
export function leaveWhenAllowed(leave: () => void, { forGood = false } = {}): void {
  const answer = mayLeave(forGood)
  if (answer === true) leave()
  else if (answer !== false) void answer.then((agreed) => agreed && leave())
}
