import { randomUUID } from 'node:crypto'
import { sql } from 'drizzle-orm'
import type { Batch, RowChanges, SaveResult } from '../admin/engine/batch'
import type { Actor } from '../admin/engine/permissions'
import { save } from '../admin/engine/save/save'
import site from '../admin/site'
import { connect, type Database } from '../db/client'
import { enrollmentStatuses } from '../db/schema/courses'
import { get } from './http-client'
import { inTurn, timed } from './in-turn'
import type { Case, Figures } from './results'
import { type Flip, SaveFloor } from './save-floor'
import { median, rounded } from './statistics'
import type { World } from './world'

/** One kind of save. Each round begins with `ready`, so that the engine and the floor find the same. */
type Kind<Sent> = {
  ready(): Promise<Sent>
  rowsOf(sent: Sent): Partial<RowChanges>
  floor(floor: SaveFloor, sent: Sent): Promise<void>
  /** What has to be done, untimed, after rows were written. */
  after(sent: Sent): Promise<void>
}

export type Enrollment = { id: number; studentId: number; status: string }

/** A batch of a course's page that changes its enrollments. */
export function batchOf(rows: Partial<RowChanges>): Batch {
  const { create = [], update = [], delete: removed = [] } = rows
  return {
    saveId: randomUUID(),
    record: {},
    inlines: { enrollments: { create, update, delete: removed } },
    picks: {},
    rows: create.length + update.length + removed.length,
  }
}

/** The first enrollments of a course. */
export async function enrollmentsOf(db: Database, course: number, limit: number): Promise<Enrollment[]> {
  const rows = await db.execute<{ id: string; student: string; status: string }>(sql`
    select id, student_id as student, status from enrollments where course_id = ${course} order by id limit ${limit}`)
  return rows.map(({ id, student, status }) => ({ id: Number(id), studentId: Number(student), status }))
}

/** The next of the statuses, the first after the last. */
export function nextStatus(status: string): string {
  const all: readonly string[] = enrollmentStatuses
  return all[(all.indexOf(status) + 1) % all.length] ?? status
}

export function updatesOf(flips: readonly Flip[]): Partial<RowChanges> {
  return { update: flips.map(({ id, from, to }) => ({ id, changes: { status: [from, to] } })) }
}

/** Saves with the engine and throws where it does not answer that it saved. */
export async function saveRows(db: Database, actor: Actor, course: number, batch: Batch): Promise<void> {
  const result = await save(db, site, 'courses', actor, course, batch)
  expectSaved(result)
}

async function measure<Sent>(world: World, course: number, rounds: number, kind: Kind<Sent>): Promise<Figures> {
  let statements = 0
  const db = connect(world.databaseUrl, { onStatement: () => statements++ })
  const floor = new SaveFloor(world.db.$client, world.actor)
  const counts: number[] = []
  const turn = async (work: (sent: Sent) => Promise<number>) => {
    const sent = await kind.ready()
    const ms = await work(sent)
    await kind.after(sent)
    return ms
  }
  try {
    const figures = await inTurn({
      rounds,
      work: () =>
        turn(async (sent) => {
          const batch = batchOf(kind.rowsOf(sent))
          statements = 0
          const ms = await timed(() => saveRows(db, world.actor, course, batch))
          counts.push(statements)
          return ms
        }),
      floor: () => turn((sent) => timed(() => kind.floor(floor, sent))),
    })
    const send = await actionOf(world, course)
    const httpTimes: number[] = []
    for (let round = -2; round < Math.ceil(rounds / 2); round += 1) {
      const ms = await turn((sent) => send(batchOf(kind.rowsOf(sent))))
      if (round >= 0) httpTimes.push(ms)
    }
    return { ...figures, statements: median(counts), httpMs: rounded(median(httpTimes)) }
  } finally {
    await db.$client.end()
  }
}

/** Sends a save as a course's page does, and answers how long it took. */
export async function actionOf(world: World, course: number): Promise<(batch: Batch) => Promise<number>> {
  const app = await world.app()
  const headers = {
    ...app.headers,
    'next-action': await world.actionId('saveRecord'),
    'content-type': 'text/plain;charset=UTF-8',
    accept: 'text/x-component',
  }
  return async (batch) => {
    const body = JSON.stringify(['courses', course, { json: JSON.stringify(batch) }])
    const answer = await get(`${app.url}/courses/${course}`, { method: 'POST', headers, body })
    const text = answer.body.toString()
    if (!/"ok":true/.test(text)) throw new Error(`Not saved: ${text.slice(0, 500)}`)
    return answer.ms
  }
}

function expectSaved(result: SaveResult): void {
  if (!result.ok) throw new Error(`Not saved: ${JSON.stringify(result).slice(0, 500)}`)
}

/** Every row of the batch takes its next status. */
async function changing(world: World, course: number, rows: number): Promise<Kind<Flip[]>> {
  const stored = await enrollmentsOf(world.db, course, rows)
  let turns = 0
  return {
    ready: async () => stored.map(({ id, status }) => ({ id, from: status, to: nextStatus(status) })),
    rowsOf: updatesOf,
    floor: (floor, sent) => floor.change(course, sent),
    async after() {
      for (const row of stored) row.status = nextStatus(row.status)
      turns += 1
      if (rows > 1 || turns % 20 === 0) await world.tidy()
    },
  }
}

/** Students that are not in the course yet, and are taken out again afterwards. */
async function adding(world: World, course: number, rows: number): Promise<Kind<number[]>> {
  const found = await world.db.execute<{ id: string }>(sql`
    select id from students where not exists (
      select from enrollments where student_id = students.id and course_id = ${course}) order by id limit ${rows}`)
  const students = found.map(({ id }) => Number(id))
  return {
    ready: async () => students,
    rowsOf: (sent) => ({ create: sent.map((studentId) => ({ key: `new:${randomUUID()}`, values: { studentId } })) }),
    floor: (floor, sent) => floor.add(course, sent),
    async after() {
      await world.db.execute(sql`
        delete from enrollments where course_id = ${course} and student_id in (
          select value::bigint from jsonb_array_elements_text(${JSON.stringify(students)}::jsonb))`)
      await world.tidy()
    },
  }
}

/** Rows that are there at the beginning of each round, and are put back after it. */
async function removing(world: World, course: number, rows: number): Promise<Kind<Enrollment[]>> {
  const add = await adding(world, course, rows)
  const students = await add.ready()
  return {
    async ready() {
      const made = await world.db.execute<{ id: string; student: string; status: string }>(sql`
        insert into enrollments (course_id, student_id)
        select ${course}::bigint, value::bigint from jsonb_array_elements_text(${JSON.stringify(students)}::jsonb)
        returning id, student_id as student, status`)
      return made.map(({ id, student, status }) => ({ id: Number(id), studentId: Number(student), status }))
    },
    rowsOf: (sent) => ({ delete: sent.map(({ id, studentId, status }) => ({ id, from: { studentId, status } })) }),
    floor: (floor, sent) =>
      floor.remove(
        course,
        sent.map(({ id }) => id),
      ),
    after: () => world.tidy(),
  }
}

type Prepare<Sent> = (world: World, course: number, rows: number) => Promise<Kind<Sent>>

function saveCase<Sent>(
  name: string,
  rows: number,
  { size, rounds, prepare }: { size: number; rounds: number; prepare: Prepare<Sent> },
): Case<World> {
  return {
    name,
    rows,
    async measure(world) {
      const course = world.course(size)
      return measure(world, course, rounds, await prepare(world, course, rows))
    },
  }
}

export const saveCases: Case<World>[] = [
  saveCase('save-change', 1, { size: 1_000, rounds: 100, prepare: changing }),
  saveCase('save-change', 1_000, { size: 1_000, rounds: 25, prepare: changing }),
  saveCase('save-change', 10_000, { size: 10_000, rounds: 11, prepare: changing }),
  saveCase('save-add', 100, { size: 1_000, rounds: 25, prepare: adding }),
  saveCase('save-add', 1_000, { size: 1_000, rounds: 25, prepare: adding }),
  saveCase('save-delete', 1_000, { size: 1_000, rounds: 25, prepare: removing }),
]
