/** Answers whether the page may be left now; a promise while the person is being asked. */
export type Guard = () => boolean | Promise<boolean>

let guard: Guard | null = null

/** Puts a guard on the page, in place of any other. What is returned takes it away again, unless another one took its place. */
export function setGuard(next: Guard): () => void {
  guard = next
  return () => {
    if (guard === next) guard = null
  }
}

/** Asks the guard, if there is one. Every way of leaving inside the application goes through this. */
export function mayLeave(): boolean | Promise<boolean> {
  return guard === null || guard()
}

/** Runs `leave` at once when nothing guards the page, otherwise after the person agreed. */
export function leaveWhenAllowed(leave: () => void): void {
  const answer = mayLeave()
  if (answer === true) leave()
  else if (answer !== false) void answer.then((agreed) => agreed && leave())
}
