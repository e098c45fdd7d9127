import type { Reader } from './client'
import type { Author } from './history'
import type { Ref } from './refs'
import { courses, enrollments as enrollmentsTable, students } from './schema/courses'
import { through } from './through'
import type { Where } from './through-side'

type Student = typeof students.$inferSelect
type Course = typeof courses.$inferSelect
type Enrollment = typeof enrollmentsTable.$inferSelect
type NewEnrollment = Pick<typeof enrollmentsTable.$inferInsert, 'status' | 'enrolledAt'>

const relation = through(enrollmentsTable, {
  left: { key: 'studentId', table: students, title: students.name },
  right: { key: 'courseId', table: courses, title: courses.title },
  between: ' in ',
})

/** Who is enrolled in what. Each write is told in the history of the student and of the course. */
export const enrollments = {
  /** Creates enrollments, all or none. Throws MissingError, and PairExistsError when somebody is enrolled already. */
  create: relation.create,
  /** The enrollment of the pair, created when there is none. */
  getOrCreate: relation.getOrCreate,
  /** Deletes the enrollment of the student in the course and returns what it held, or null when there is none. */
  deletePair: relation.deletePair,

  /** The courses of a student. */
  coursesOf: relation.left.list,
  /** The students of a course. */
  studentsOf: relation.right.list,

  /** The enrollments of a course, those that hold `where` (`{ status: 'active' }`), each with its student: one query. */
  async ofCourse(
    db: Reader,
    course: Ref<Course>,
    where?: Where<Enrollment>,
  ): Promise<(Enrollment & { student: Student })[]> {
    return (await relation.right.rows(db, course, where)).map(({ row, far }) => ({ ...row, student: far }))
  },

  /** The enrollments of a student, those that hold `where`, each with its course: one query. */
  async ofStudent(
    db: Reader,
    student: Ref<Student>,
    where?: Where<Enrollment>,
  ): Promise<(Enrollment & { course: Course })[]> {
    return (await relation.left.rows(db, student, where)).map(({ row, far }) => ({ ...row, course: far }))
  },

  /** Enrolls exactly these students: who stays keeps status and day, the missing are enrolled with `data`, the rest go. */
  updateStudents(
    db: Reader,
    course: Ref<Course>,
    exactly: readonly Ref<Student>[],
    actor: Author,
    data?: NewEnrollment,
  ) {
    return relation.right.set(db, course, exactly, actor, data)
  },
}
