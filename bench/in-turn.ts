import { compared } from './statistics'

type Turns = {
  rounds: number
  /** Rounds before that are not counted, for caches, prepared statements and compiled code. */
  warmUp?: number
  /** Both answer how many milliseconds they took, so that each prepares and tidies up untimed. */
  work(): Promise<number>
  floor(): Promise<number>
}

/** Measures a case and its floor in turn, each first in every other round, so that both meet the same disturbances. */
export async function inTurn({ rounds, warmUp = 3, work, floor }: Turns) {
  const times: number[] = []
  const floors: number[] = []
  for (let round = -warmUp; round < rounds; round += 1) {
    const isFirst = round % 2 === 0
    const early = isFirst ? 0 : await floor()
    const time = await work()
    const floorTime = isFirst ? await floor() : early
    if (round < 0) continue
    times.push(time)
    floors.push(floorTime)
  }
  return compared(times, floors)
}

/** How long something takes, in milliseconds. */
export async function timed(work: () => Promise<unknown>): Promise<number> {
  const start = performance.now()
  await work()
  return performance.now() - start
}
