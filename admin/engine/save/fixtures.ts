import { randomUUID } from 'node:crypto'
import { sql } from 'drizzle-orm'
import type { Database } from '@/db/client'
import type { Batch, Change, DeletedRow, LinkChanges, NewRow, RowChanges } from '../batch'
import type { Scalar } from '../form'
import type { Actor } from '../permissions'

/** What a test's batch says; the rest is empty, and `rows` is counted. */
type Parts = {
  saveId?: string
  record?: Record<string, Change>
  inlines?: Record<string, Partial<RowChanges>>
  picks?: Record<string, Partial<LinkChanges>>
}

export function batchOf({ saveId = randomUUID(), record = {}, inlines = {}, picks = {} }: Parts): Batch {
  const whole = Object.entries(inlines).map(([name, rows]): [string, RowChanges] => [
    name,
    { create: [], update: [], delete: [], ...rows },
  ])
  return {
    saveId,
    record,
    inlines: Object.fromEntries(whole),
    picks: Object.fromEntries(Object.entries(picks).map(([name, links]) => [name, { add: [], remove: [], ...links }])),
    rows: whole.reduce((sum, [, rows]) => sum + rows.create.length + rows.update.length + rows.delete.length, 0),
  }
}

export const newRow = (values: Record<string, Scalar>): NewRow => ({ key: `new:${randomUUID()}`, values })
export const change = (id: number, changes: Record<string, Change>) => ({ id, changes })
export const deletion = (id: number, from: Record<string, Scalar> = {}): DeletedRow => ({ id, from })

export const superuser: Actor = { id: 1, username: 'root', name: 'Root', superuser: true, permissions: new Set() }

/** Somebody with these permissions and no others: `actorWith('courses.change')`. */
export function actorWith(...permissions: string[]): Actor {
  return { id: 2, username: 'clerk', name: 'Clerk', superuser: false, permissions: new Set(permissions) }
}

/** The two users above, so that the history can name them. */
export async function addUsers(db: Database): Promise<void> {
  await db.execute(sql`insert into users (username, name, email)
    values ('root', 'Root', 'root@example.org'), ('clerk', 'Clerk', 'clerk@example.org')`)
}

export async function addStudents(db: Database, count: number): Promise<number[]> {
  const rows = await db.execute<{ id: string }>(sql`
    insert into students (name, email)
    select 'Student ' || n, 's' || n || '-' || ${randomUUID()}::text || '@example.org' from generate_series(1, ${count}::int) n
    returning id`)
  return rows.map(({ id }) => Number(id))
}

export async function addCourse(db: Database, title: string): Promise<number> {
  const [row] = await db.execute<{ id: string }>(sql`insert into courses (title) values (${title}) returning id`)
  return Number(row?.id)
}

/** Enrolls students in a course and returns the rows' ids in the order of the students. */
export async function enroll(db: Database, course: number, students: readonly number[], status = 'active') {
  const rows = await db.execute<{ id: string }>(sql`
    insert into enrollments (course_id, student_id, status, enrolled_at)
    select ${course}::bigint, s::bigint, ${status}::text, '2020-01-01 10:00:00.123456+00'
    from jsonb_array_elements_text(${JSON.stringify(students)}::jsonb) with ordinality as e(s, n) order by n
    returning id`)
  return rows.map(({ id }) => Number(id))
}

export type StoredEnrollment = { id: number; student: number; course: number; status: string; at: string }

export async function enrollmentsOf(db: Database, course: number): Promise<StoredEnrollment[]> {
  const rows = await db.execute<Record<keyof StoredEnrollment, string>>(sql`
    select id, student_id as student, course_id as course, status, enrolled_at::text as at
    from enrollments where course_id = ${course}::bigint order by id`)
  return rows.map((row) => ({
    id: Number(row.id),
    student: Number(row.student),
    course: Number(row.course),
    status: row.status,
    at: row.at,
  }))
}

export async function countRows(db: Database, table: 'history' | 'saves' | 'enrollments' | 'courses'): Promise<number> {
  const [row] = await db.execute<{ count: string }>(sql`select count(*) from ${sql.identifier(table)}`)
  return Number(row?.count)
}
