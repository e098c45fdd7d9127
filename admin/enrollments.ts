import { enrollments } from '@/db/schema/courses'
import { model } from './engine/define'

export default model(enrollments, {
  title: '{studentId} in {courseId}',
  group: 'Teaching',
  list: {
    columns: ['studentId', 'courseId', 'status', 'enrolledAt'],
    search: ['studentId.name', 'studentId.email', 'courseId.title'],
    sort: '-id',
    filters: ['status', 'courseId', 'studentId'],
  },
  fields: ['studentId', 'courseId', 'status', 'enrolledAt'],
  options: { enrolledAt: { readOnly: true } },
})
