/** A row's claims under each unique constraint, in the same order, before and after the save. */
export type Move = { id: number; before: readonly (string | undefined)[]; after: readonly (string | undefined)[] }

/**
 * In what order rows can be updated under constraints that are checked row by row: `free` when no row takes what another
 * one of them holds; otherwise the rows, each after those whose values it takes, and apart from them in `circle` those
 * that exchange values all round, or wait for such, for which there is no order.
 */
export type Order = { free: true } | { free: false; order: readonly number[]; circle: ReadonlySet<number> }

export function orderOf(moves: readonly Move[]): Order {
  const before = waitsFor(moves)
  if (before.size === 0) return { free: true }
  const waiting = new Map([...before].map(([id, holders]) => [id, holders.size]))
  const releases = new Map<number, number[]>()
  for (const [id, holders] of before)
    for (const holder of holders) releases.set(holder, [...(releases.get(holder) ?? []), id])
  const order = moves.map(({ id }) => id).filter((id) => !waiting.has(id))
  // The list grows while it is read: a row that was placed lets those go that waited for it.
  for (const placed of order)
    for (const id of releases.get(placed) ?? []) {
      const left = (waiting.get(id) ?? 0) - 1
      waiting.set(id, left)
      if (left === 0) order.push(id)
    }
  return { free: false, order, circle: new Set([...waiting].filter(([, left]) => left > 0).map(([id]) => id)) }
}

/** Per row the rows that hold what it takes. */
function waitsFor(moves: readonly Move[]): Map<number, Set<number>> {
  const holders = new Map<string, number>()
  const named = (constraint: number, claim: string) => `${constraint}:${claim}`
  for (const { id, before } of moves)
    before.forEach((claim, constraint) => {
      if (claim !== undefined) holders.set(named(constraint, claim), id)
    })
  const waits = new Map<number, Set<number>>()
  for (const { id, after } of moves)
    after.forEach((claim, constraint) => {
      const holder = claim === undefined ? undefined : holders.get(named(constraint, claim))
      if (holder === undefined || holder === id) return
      const held = waits.get(id)
      if (held) held.add(holder)
      else waits.set(id, new Set([holder]))
    })
  return waits
}
