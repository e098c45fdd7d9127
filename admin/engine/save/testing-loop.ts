import site from '@/admin/site'
import { database } from '@/db/client'
import { batchOf, change, enrollmentsOf, newRow, superuser } from './fixtures'
import { save } from './save'

/** What `restart.test.ts` runs and kills: saves again and again, and says before each save what it is about to save. */
const [course = '', students = ''] = process.argv.slice(2)
const db = database()
for (const student of students.split(',').map(Number)) {
  const rows = await enrollmentsOf(db, Number(course))
  const batch = batchOf({
    inlines: {
      enrollments: {
        create: [newRow({ studentId: student })],
        update: rows.map(({ id, status }) =>
          change(id, { status: [status, status === 'active' ? 'dropped' : 'active'] }),
        ),
      },
    },
  })
  await new Promise<void>((resolve) => process.stdout.write(`${JSON.stringify(batch)}\n`, () => resolve()))
  await save(db, site, 'courses', superuser, Number(course), batch)
}
