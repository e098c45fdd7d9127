import { type SQL, sql } from 'drizzle-orm'
import type { Database, Transaction } from '../client'
import { courses, enrollments, students } from '../schema/courses'
import { seedPeople } from './people'
import { demonstrationHashes, inEmptyDatabase, type SeedOptions } from './seed'
import { seedStudents } from './students'

export type LargeOptions = SeedOptions & {
  students?: number
  courses?: number
  enrollments?: number
  /** Courses of exactly these sizes; the other courses share what is left evenly. The default adds one that all students take. */
  sizes?: readonly number[]
}

/**
 * Fills an empty database for measuring and returns the id of a course for each asked size: by default 20,000 students and
 * 1,000 courses of 50, 1,000, 10,000, 20,000 and otherwise 972 or 973 enrollments, 1,000,000 in all. Throws NotEmptyError as
 * `seed()` does, and RangeError when the numbers do not fit together.
 */
export async function seedLarge(db: Database, options: LargeOptions = {}): Promise<Map<number, number>> {
  const { students: people = 20_000, courses: offered = 1_000, enrollments: total = 1_000_000, hashPassword } = options
  const asked = options.sizes ?? [50, 1_000, 10_000, people]
  const sizes = [...asked, ...evenly(total - sum(asked), offered - asked.length)]
  if (sizes.length !== offered || sum(sizes) !== total || sizes.some((size) => size < 0 || size > people))
    throw new RangeError(`${total} enrollments of ${people} students do not fit into ${offered} courses`)
  const hashes = await demonstrationHashes(hashPassword)
  return inEmptyDatabase(db, async (tx) => {
    await seedPeople(tx, hashes)
    await seedStudents(tx, people)
    const ids = await seedCourses(tx, sizes)
    await fill(tx, sizes, people)
    return new Map(asked.map((size, index) => [size, ids[index] ?? 0]))
  })
}

async function seedCourses(tx: Transaction, sizes: readonly number[]): Promise<number[]> {
  const made = await tx
    .insert(courses)
    .values(sizes.map((size, index) => ({ title: `Course ${String(index + 1).padStart(4, '0')} of ${size}` })))
    .returning({ id: courses.id })
  return made.map(({ id }) => id)
}

/** Each course takes neighbouring students from another starting place, so that no pair comes twice. */
async function fill(tx: Transaction, sizes: readonly number[], people: number): Promise<void> {
  const day = sql`(taker::bigint * 7919 + course.n * 104729) % 3650`
  await tx.execute(sql`
    with course as (
      select id, n, size from ${numbered(courses)} as course
      join jsonb_array_elements_text(${JSON.stringify(sizes)}::jsonb) with ordinality as size (size, n) using (n)
    ),
    student as (select id, n from ${numbered(students)} as student)
    insert into ${enrollments} (student_id, course_id, enrolled_at, status)
    select student.id, course.id, '2005-01-03 09:00:00+00'::timestamptz + make_interval(secs => 86400 * (${day}) + taker % 28800),
      (array['active', 'completed', 'completed', 'dropped', 'active', 'completed', 'dropped'])[1 + (taker + course.n) % 7]
    from course cross join generate_series(0, size::int - 1) as taker
    join student on student.n = 1 + (course.n * 9973 + taker) % ${people}::bigint
    order by ${day}, taker, course.n`)
}

function numbered(table: typeof courses | typeof students): SQL {
  return sql`(select id, row_number() over (order by id) as n from ${table})`
}

function evenly(total: number, parts: number): number[] {
  return Array.from(
    { length: parts },
    (_, part) => Math.floor((total * (part + 1)) / parts) - Math.floor((total * part) / parts),
  )
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, number) => total + number, 0)
}
