import { connect } from '../db/client'
import { inTurn, timed } from './in-turn'
import type { Case } from './results'
import { actionOf, batchOf, enrollmentsOf, nextStatus, saveRows, updatesOf } from './save-cases'
import { SaveFloor } from './save-floor'
import { median, rounded } from './statistics'
import type { World } from './world'

const people = 20
const rowsEach = 10
const rounds = 60
/** Twenty saves at once keep one thread busy, so that the figure is that of compiled code or of none. */
const warmUp = 60

/** 20 people save disjoint rows of one course at once. The time is until the last of them is answered; a refused save throws. */
const saveCrowd: Case<World> = {
  name: 'save-crowd',
  rows: people * rowsEach,
  async measure(world) {
    const course = world.course(1_000)
    const stored = await enrollmentsOf(world.db, course, people * rowsEach)
    const [db, bare] = [connect(world.databaseUrl), connect(world.databaseUrl)]
    const floor = new SaveFloor(bare.$client, world.actor)
    const send = await actionOf(world, course)
    const together = async (one: (flips: { id: number; from: string; to: string }[]) => Promise<unknown>) => {
      const parts = Array.from({ length: people }, (_, person) =>
        stored
          .slice(person * rowsEach, (person + 1) * rowsEach)
          .map(({ id, status }) => ({ id, from: status, to: nextStatus(status) })),
      )
      const ms = await timed(() => Promise.all(parts.map(one)))
      for (const row of stored) row.status = nextStatus(row.status)
      return ms
    }
    try {
      const figures = await inTurn({
        rounds,
        warmUp,
        work: () => together((flips) => saveRows(db, world.actor, course, batchOf(updatesOf(flips)))),
        floor: () => together((flips) => floor.change(course, flips)),
      })
      const httpTimes: number[] = []
      for (let round = 0; round < rounds; round += 1)
        httpTimes.push(await together((flips) => send(batchOf(updatesOf(flips)))))
      return { ...figures, httpMs: rounded(median(httpTimes)) }
    } finally {
      await Promise.all([db.$client.end(), bare.$client.end()])
      await world.tidy()
    }
  },
}

export const crowdCases = [saveCrowd]
