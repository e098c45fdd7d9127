import { courses, enrollments } from '@/db/schema/courses'
import { inline, model } from './engine/define'

export default model(courses, {
  title: 'title',
  group: 'Teaching',
  list: { columns: ['title'], search: ['title'], sort: 'title' },
  fields: ['title'],
  inlines: [
    inline(enrollments, {
      parent: 'courseId',
      fields: ['studentId', 'studentId.email', 'status', 'enrolledAt'],
      extra: 1,
    }),
  ],
})
