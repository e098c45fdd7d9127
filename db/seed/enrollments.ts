import { sql } from 'drizzle-orm'
import type { Transaction } from '../client'
import { courses, enrollments, students } from '../schema/courses'
import { draw } from './draw'
import { firstDay, presentations, statusCounts, studentsByCourses } from './registrations'

/** The courses of the real presentations. */
export async function seedCourses(tx: Transaction): Promise<void> {
  await tx.insert(courses).values(presentations.map(({ title }) => ({ title })))
}

/**
 * Fills the courses with exactly as many enrollments of each status as the presentations had, by students who take as many
 * courses as real ones do. The places of all courses are shuffled together like cards, each course spread evenly, and dealt
 * to the students in turn: a student's few places follow each other, so they never hold the same course twice.
 */
export async function seedEnrollments(tx: Transaction): Promise<void> {
  const shapes = presentations.map((presentation) => {
    const { active, completed, dropped } = statusCounts(presentation)
    const { title } = presentation
    return {
      title,
      begins: firstDay(title),
      dropped,
      size: active + completed + dropped,
      stayed: active ? 'active' : 'completed',
    }
  })
  await tx.execute(sql`
    with shape as (
      select courses.id as course_id, shape.*
      from jsonb_to_recordset(${JSON.stringify(shapes)}::jsonb) as shape (title text, begins text, dropped int, size int, stayed text)
      join ${courses} on courses.title = shape.title
    ),
    load as (
      select ordinality as taken, sum(value::int) over (order by ordinality desc) as up_to
      from jsonb_array_elements_text(${JSON.stringify(studentsByCourses)}::jsonb) with ordinality
    ),
    student as (
      select id, n, (select max(taken) from load where shuffled <= up_to) as taken
      from (
        select id, n, row_number() over (order by ${draw('load', sql`n`)}, n) as shuffled
        from (select id, row_number() over (order by id) as n from ${students}) as counted
      ) as ranked
    ),
    dealt as (
      select student.id as student_id, n, row_number() over (order by n, turn) as place
      from student, generate_series(1, taken) as turn
    ),
    card as (
      select shape.*, row_number() over (order by (k - 0.5::float8) / size, title collate "C") as place
      from shape, generate_series(1, size) as k
    ),
    registration as (
      select student_id, course_id, dropped, stayed,
        row_number() over (partition by course_id order by ${draw('result', sql`title || n`)}, n) as rank,
        (begins || ' 08:00:00+00')::timestamptz + make_interval(secs =>
          86400 * floor(14 - 134 * ${draw('day', sql`title || n`)}) + floor(43200 * ${draw('second', sql`title || n`)})) as enrolled_at
      from dealt join card using (place)
    )
    insert into ${enrollments} (student_id, course_id, enrolled_at, status)
    select student_id, course_id, enrolled_at, case when rank <= dropped then 'dropped' else stayed end
    from registration order by enrolled_at, course_id, student_id`)
}
