import { sql } from 'drizzle-orm'
import { check, index, pgTable, unique, uniqueIndex, varchar } from 'drizzle-orm/pg-core'
import { id, moment, reference } from './columns'

export const students = pgTable(
  'students',
  {
    id: id(),
    name: varchar('name', { length: 200 }).notNull(),
    email: varchar('email', { length: 254 }).notNull(),
  },
  (table) => [
    uniqueIndex('students_email_key').on(sql`lower(${table.email})`),
    index('students_name_index').on(table.name, table.id),
    index('students_name_words').using('gin', sql`${table.name} gin_trgm_ops`),
    index('students_email_words').using('gin', sql`${table.email} gin_trgm_ops`),
    check('students_name_not_blank', sql`${table.name} ~ '\\S'`),
    check('students_email_shape', sql`${table.email} ~ '^[^@[:space:]]+@[^@[:space:]]+$'`),
  ],
)

export const courses = pgTable(
  'courses',
  {
    id: id(),
    title: varchar('title', { length: 200 }).notNull(),
  },
  (table) => [
    index('courses_title_index').on(table.title, table.id),
    check('courses_title_not_blank', sql`${table.title} ~ '\\S'`),
  ],
)

export const enrollmentStatuses = ['active', 'completed', 'dropped'] as const

export const enrollments = pgTable(
  'enrollments',
  {
    id: id(),
    studentId: reference('student_id')
      .notNull()
      .references(() => students.id, { onDelete: 'cascade' }),
    courseId: reference('course_id')
      .notNull()
      .references(() => courses.id, { onDelete: 'cascade' }),
    enrolledAt: moment('enrolled_at').notNull().defaultNow(),
    status: varchar('status', { length: 20, enum: enrollmentStatuses }).notNull().default('active'),
  },
  (table) => [
    unique('enrollments_student_course_key').on(table.studentId, table.courseId),
    index('enrollments_course_index').on(table.courseId, table.id),
    index('enrollments_course_status_index').on(table.courseId, table.status),
    check('enrollments_status_choice', sql`${table.status} in ('active', 'completed', 'dropped')`),
  ],
)
