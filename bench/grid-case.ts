import { type GridPage, visit } from './grid-page'
import type { Case, Figures } from './results'
import { median, rounded } from './statistics'
import type { DatabaseWorld } from './world'

/** A case in a browser that is slowed down, in a page that is open. Each is measured after one round that is not counted. */
export function gridCase(
  name: string,
  rows: number,
  measure: (grid: GridPage, world: DatabaseWorld) => Promise<Figures>,
): Case<DatabaseWorld> {
  return {
    name,
    rows,
    async measure(world) {
      const grid = await visit(world, rows)
      try {
        await grid.open()
        await grid.slow(true)
        return await measure(grid, world)
      } finally {
        await grid.close()
      }
    },
  }
}

/** The median of so many rounds, after one that is not counted. */
export async function rounds(count: number, one: (round: number) => Promise<number>): Promise<Figures> {
  const times: number[] = []
  for (let round = -1; round < count; round += 1) {
    const ms = await one(round + 1)
    if (round >= 0) times.push(ms)
  }
  return { ms: rounded(median(times)) }
}
