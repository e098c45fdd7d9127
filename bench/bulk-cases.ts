import { sql } from 'drizzle-orm'
import { runBulk } from '../admin/engine/bulk/testing-run'
import site from '../admin/site'
import { connect, type Database } from '../db/client'
import { enrollmentStatuses } from '../db/schema/courses'
import { inTurn, timed } from './in-turn'
import type { Case, Figures } from './results'
import { SaveFloor } from './save-floor'
import { median } from './statistics'
import type { World } from './world'

/** Sets the status of all rows of a course, look and portions together, against one bare statement that does the same. */
async function measure(world: World, course: number, rounds: number): Promise<Figures> {
  let statements = 0
  const db = connect(world.databaseUrl, { onStatement: () => statements++, limits: { statementMs: 0 } })
  const floor = new SaveFloor(world.db.$client, world.actor)
  const counts: number[] = []
  let turns = 0
  // Another status each time, so that every row is changed.
  const next = () => enrollmentStatuses[turns++ % enrollmentStatuses.length] ?? 'active'
  const turn = async (work: (status: string) => Promise<unknown>) => {
    const status = next()
    const ms = await timed(() => work(status))
    await world.tidy()
    return ms
  }
  try {
    await db.execute(sql`update enrollments set status = 'dropped' where course_id = ${course}`)
    await world.tidy()
    const figures = await inTurn({
      rounds,
      warmUp: 1,
      work: () =>
        turn(async (to) => {
          statements = 0
          const asker = { db, site, slug: 'courses', actor: world.actor, inline: 'enrollments' }
          const done = await runBulk(asker, course, { change: { kind: 'set', field: 'status', to } })
          if ('ok' in done) throw new Error(`Not changed: ${done.message}`)
          counts.push(statements)
        }),
      floor: () => turn((to) => floor.setAll(course, to)),
    })
    return { ...figures, statements: median(counts) }
  } finally {
    await db.$client.end()
  }
}

/** A course of more rows than the others, with students of its own; both are gone again after the work. */
async function withCourse(db: Database, rows: number, work: (course: number) => Promise<Figures>): Promise<Figures> {
  const [made] = await db.execute<{ id: string; last: string }>(sql`
    with last as (select max(id) as id from students),
    course as (insert into courses (title) values ('A course for measuring') returning id),
    people as (
      insert into students (name, email) select 'Measured ' || n, 'measured' || n || '@bench.example'
      from generate_series(1, ${rows}::int) as n returning id
    ), taken as (insert into enrollments (student_id, course_id) select people.id, course.id from people, course)
    select course.id, last.id as last from course, last`)
  const course = Number(made?.id)
  try {
    await db.$client.unsafe('vacuum analyze students, enrollments')
    return await work(course)
  } finally {
    await db.execute(sql`delete from courses where id = ${course}`)
    await db.execute(sql`delete from students where id > ${made?.last}::bigint`)
    await db.$client.unsafe('vacuum analyze students, enrollments')
  }
}

export const bulkCases: Case<World>[] = [
  { name: 'bulk-set', rows: 10_000, measure: (world) => measure(world, world.course(10_000), 7) },
  {
    name: 'bulk-set',
    rows: 100_000,
    measure: (world) => withCourse(world.db, 100_000, (course) => measure(world, course, 3)),
  },
]
