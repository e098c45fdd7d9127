import { enrollments, students } from '@/db/schema/courses'
import { inline, model } from './engine/define'

export default model(students, {
  title: 'name',
  naturalKey: 'email',
  group: 'Teaching',
  list: { columns: ['name', 'email'], search: ['name', 'email'], sort: 'name' },
  fields: ['name', 'email'],
  options: { email: { label: 'E-mail', format: 'email' } },
  inlines: [inline(enrollments, { parent: 'studentId', fields: ['courseId', 'status', 'enrolledAt'], extra: 1 })],
})
