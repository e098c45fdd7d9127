import { get } from './http-client'
import { inTurn } from './in-turn'
import type { Case, Figures } from './results'
import { median } from './statistics'
import type { DatabaseWorld, World } from './world'

/** A page or an answer as a whole request of somebody who is signed in, beside the same rows from the floor. */
type Request = { path: string; floor: string; rounds?: number }

async function measure(world: DatabaseWorld, { path, floor, rounds = 25 }: Request): Promise<Figures> {
  const [app, bare, counted] = [await world.app(), await world.floor(), await world.counted()]
  const ask = () => get(app.url + path, { headers: app.headers })
  const { body, sentBytes } = await ask()
  const counts: number[] = []
  for (let round = 0; round < 4; round += 1) {
    const statements = await counted.statementsSince(() => get(counted.url + path, { headers: counted.headers }))
    // The first request sends what each connection is set up with besides.
    if (round > 0) counts.push(statements)
  }
  const figures = await inTurn({
    rounds,
    warmUp: 8,
    work: async () => (await ask()).ms,
    floor: async () => (await get(bare.url + floor)).ms,
  })
  return { ...figures, statements: median(counts), bytes: body.length, gzipBytes: sentBytes }
}

function open(rows: number): Case<World> {
  return {
    name: 'open-course',
    rows,
    measure: (world) =>
      measure(world, { path: `/courses/${world.course(rows)}`, floor: `/course?id=${world.course(rows)}` }),
  }
}

/** Of very many rows a page brings the first ones and their number. */
const openVast: Case<World> = {
  name: 'open-course',
  rows: 1_000_000,
  async measure(world) {
    const vast = await world.vast()
    const id = vast.course(1_000_000)
    return measure(vast, { path: `/courses/${id}`, floor: `/course?id=${id}&limit=200` })
  },
}

function request(name: string, rows: number, path: string, floor: string): Case<World> {
  return { name, rows, measure: (world) => measure(world, { path, floor }) }
}

const [students, enrollments] = [20_000, 1_000_000]

export const requestCases: Case<World>[] = [
  open(50),
  open(1_000),
  open(10_000),
  openVast,
  request('list-first', students, '/students', '/students'),
  request('list-first', enrollments, '/enrollments', '/enrollments'),
  request('list-deep', students, '/students?page=300', '/students?offset=14950'),
  request('list-deep', enrollments, '/enrollments?page=15000', '/enrollments?offset=749950'),
  request('list-search', students, '/students?q=mari', '/students?q=mari'),
  request('list-search', enrollments, '/enrollments?q=mari', '/enrollments?q=mari'),
  request('relation-search', students, '/students/options?q=mari&for=courses/enrollments/studentId', '/options?q=mari'),
]
