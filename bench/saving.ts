import { randomUUID } from 'node:crypto'
import { sql } from 'drizzle-orm'
import type { Batch, RowChanges } from '@/admin/engine/batch'
import type { Actor } from '@/admin/engine/permissions'
import { save } from '@/admin/engine/save/save'
import site from '@/admin/site'
import { type Database, transaction } from '@/db/client'

/** The least milliseconds of a save and of the bare SQL with the same effect, history included. */
export type SavingMeasure = { name: string; save: number; floor: number; ratio: number; target: number }

const rounds = 15
const actor: Actor = { id: 1, username: 'bench', name: 'Bench', superuser: true, permissions: new Set() }

type Enrolled = { id: number; student: number; status: string }
type Case = {
  name: string
  target: number
  rows: number
  /** The row changes of one round, and the bare SQL that writes as much. */
  changes(rows: readonly Enrolled[]): Partial<RowChanges>
  floor(course: number, rows: readonly Enrolled[], changes: Partial<RowChanges>): ReturnType<typeof sql>
}

const other = (status: string) => (status === 'active' ? 'dropped' : 'active')

const changing = (name: string, changed: number, rows: number, target: number): Case => ({
  name,
  target,
  rows,
  changes: (all) => ({
    update: all.slice(0, changed).map(({ id, status }) => ({ id, changes: { status: [status, other(status)] } })),
  }),
  floor: (course, all) =>
    bareUpdate(
      course,
      all.slice(0, changed).map(({ id, status }) => ({ id, status: other(status) })),
    ),
})

const cases: Case[] = [
  changing('change 1 of 1,000 rows', 1, 1_000, 5),
  changing('change 1,000 rows', 1_000, 1_000, 3),
  changing('change 10,000 rows', 10_000, 10_000, 3),
  ...[100, 1_000].map(
    (added): Case => ({
      name: `add ${added.toLocaleString('en')} rows`,
      target: 3,
      rows: added * 2,
      changes: (all) => ({
        create: all
          .slice(0, added)
          .map(({ student }) => ({ key: `new:${randomUUID()}`, values: { studentId: student } })),
      }),
      floor: (course, all) =>
        bareInsert(
          course,
          all.slice(0, added).map(({ student }) => student),
        ),
    }),
  ),
  {
    name: 'delete 1,000 rows',
    target: 3,
    rows: 2_000,
    changes: (all) => ({
      delete: all.slice(0, 1_000).map(({ id, status, student }) => ({ id, from: { studentId: student, status } })),
    }),
    floor: (course, all) =>
      bareDelete(
        course,
        all.slice(0, 1_000).map(({ id }) => id),
      ),
  },
]

/** Measures saves against bare set-based SQL, turn by turn on courses of their own. Needs a migrated database. */
export async function measureSaving(db: Database): Promise<SavingMeasure[]> {
  const measures: SavingMeasure[] = []
  for (const each of cases) {
    const times: { save: number[]; floor: number[] } = { save: [], floor: [] }
    for (let round = 0; round < rounds; round++) {
      times.save.push(await measureSave(db, each))
      times.floor.push(await measureFloor(db, each))
    }
    const [ours, floor] = [least(times.save), least(times.floor)]
    measures.push({ name: each.name, save: ours, floor, ratio: ours / floor, target: each.target })
  }
  return measures
}

/** Saves per second of twenty people who change disjoint rows of one course at once, and of the bare SQL. */
export async function measureCrowd(db: Database): Promise<{ saves: number; floor: number; ratio: number }> {
  const people = 20
  const { course, enrolled } = await courseWith(db, people * 10, () => ({}))
  const share = (person: number) => enrolled.slice(person * 10, person * 10 + 10)
  const best = { save: Number.POSITIVE_INFINITY, floor: Number.POSITIVE_INFINITY }
  for (let round = 0; round < rounds; round++)
    for (const way of ['save', 'floor'] as const) {
      const from = (round * 2 + (way === 'save' ? 0 : 1)) % 2 === 0 ? 'active' : 'dropped'
      const start = performance.now()
      await Promise.all(
        Array.from({ length: people }, async (_, person) => {
          const rows = share(person)
          if (way === 'floor') {
            const changed = rows.map(({ id }) => ({ id, status: other(from) }))
            return transaction(db, (tx) => tx.execute(bareUpdate(course, changed)))
          }
          const update = rows.map(({ id }) => ({ id, changes: { status: [from, other(from)] as const } }))
          const result = await save(db, site, 'courses', actor, course, batchOf({ update }))
          if (!result.ok) throw new Error(`A save was refused: ${JSON.stringify(result).slice(0, 300)}`)
        }),
      )
      best[way] = Math.min(best[way], performance.now() - start)
    }
  const [saves, floor] = [(people * 1000) / best.save, (people * 1000) / best.floor]
  return { saves, floor, ratio: floor / saves }
}

function batchOf(changes: Partial<RowChanges>): Batch {
  const whole: RowChanges = { create: [], update: [], delete: [], ...changes }
  return {
    saveId: randomUUID(),
    record: {},
    inlines: { enrollments: whole },
    picks: {},
    rows: whole.create.length + whole.update.length + whole.delete.length,
  }
}

async function measureSave(db: Database, { rows, changes }: Case): Promise<number> {
  const { course, enrolled } = await courseWith(db, rows, changes)
  const batch = batchOf(changes(enrolled))
  const start = performance.now()
  const result = await save(db, site, 'courses', actor, course, batch)
  const time = performance.now() - start
  if (!result.ok) throw new Error(`The save was refused: ${JSON.stringify(result).slice(0, 300)}`)
  return time
}

async function measureFloor(db: Database, { rows, changes, floor }: Case): Promise<number> {
  const { course, enrolled } = await courseWith(db, rows, changes)
  const statement = floor(course, enrolled, changes(enrolled))
  const start = performance.now()
  await transaction(db, (tx) => tx.execute(statement))
  return performance.now() - start
}

/** A course of so many rows; for a case that adds, of students who are not in it yet. */
async function courseWith(db: Database, rows: number, changes: Case['changes']) {
  const [made] = await db.execute<{ id: string }>(sql`insert into courses (title) values ('Bench') returning id`)
  const course = Number(made?.id)
  const students = await db.execute<{ id: string }>(sql`
    with known as (select id from students order by id limit ${rows}),
    made as (
      insert into students (name, email)
      select 'Bench ' || n, gen_random_uuid() || '@example.org'
      from generate_series(1, ${rows} - (select count(*)::int from known)) n returning id
    ) select id from known union all select id from made`)
  const adds = (changes([{ id: 1, student: 1, status: 'active' }]).create ?? []).length > 0
  const members = adds ? students.slice(rows / 2) : students
  const enrolled = await db.execute<{ id: string; student: string; status: string }>(sql`
    insert into enrollments (course_id, student_id)
    select ${course}::bigint, s::bigint from jsonb_array_elements_text(${JSON.stringify(members.map(({ id }) => id))}::jsonb) s
    returning id, student_id as student, status`)
  const list = adds
    ? students.slice(0, rows / 2).map(({ id }) => ({ id: 0, student: Number(id), status: 'active' }))
    : enrolled.map((row) => ({ id: Number(row.id), student: Number(row.student), status: row.status }))
  return { course, enrolled: list }
}

/** The history of the rows `w`, which were `o`. */
const record = (
  action: string,
  before: ReturnType<typeof sql>,
  after: ReturnType<typeof sql>,
  old: ReturnType<typeof sql> = sql``,
) => sql`
  insert into history (save_id, actor_id, actor_name, action, table_name, row_id, title, subjects, before, after)
  select ${randomUUID()}::uuid, null, 'bench', ${action}, 'enrollments', w.id, s.name || ' in ' || c.title,
    array['enrollments:' || w.id, 'students:' || w.student_id, 'courses:' || w.course_id], ${before}, ${after}
  from w ${old} join students s on s.id = w.student_id join courses c on c.id = w.course_id`

function bareUpdate(course: number, rows: readonly { id: number; status: string }[]) {
  return sql`with i as materialized (select * from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as x(id bigint, status text)),
    w as (update enrollments e set status = i.status from i where e.id = i.id and e.course_id = ${course} returning e.*)
    ${record('change', sql`jsonb_build_object('status', o.status)`, sql`jsonb_build_object('status', w.status)`, sql`join enrollments o on o.id = w.id`)}`
}

function bareInsert(course: number, students: readonly number[]) {
  return sql`with w as (insert into enrollments (course_id, student_id)
      select ${course}::bigint, s::bigint from jsonb_array_elements_text(${JSON.stringify(students)}::jsonb) s returning *)
    ${record('create', sql`null`, sql`to_jsonb(w)`)}`
}

function bareDelete(course: number, ids: readonly number[]) {
  return sql`with w as (delete from enrollments where course_id = ${course}
      and id in (select jsonb_array_elements_text(${JSON.stringify(ids)}::jsonb)::bigint) returning *)
    ${record('delete', sql`to_jsonb(w)`, sql`null`)}`
}

/** What else runs on the machine only adds to a time. */
function least(values: readonly number[]): number {
  return Math.min(...values)
}
