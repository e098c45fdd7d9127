import { sql } from 'drizzle-orm'
import { expect, test } from 'vitest'
import { testDatabase } from '../testing'
import { seedLarge } from './large'
import { NotEmptyError } from './seed'

test('the large data has exactly the asked sizes, whatever the scale', async () => {
  const { db, drop } = await testDatabase()
  try {
    const courses = await seedLarge(db, { students: 500, courses: 20, enrollments: 4_321, sizes: [7, 50, 500] })
    const sizes = await db.execute<{ id: number; size: number }>(sql`
      select courses.id::int, count(*)::int as size from courses join enrollments on course_id = courses.id group by courses.id`)
    const sizeOf = new Map(sizes.map(({ id, size }) => [id, size]))
    expect(sizes).toHaveLength(20)
    expect([...courses].map(([size, id]) => [size, sizeOf.get(id)])).toEqual([
      [7, 7],
      [50, 50],
      [500, 500],
    ])
    expect(sizes.reduce((total, { size }) => total + size, 0)).toBe(4_321)
    const [statuses] = await db.execute(sql`select count(distinct status)::int as n from enrollments`)
    expect(statuses!.n).toBe(3)
    await expect(seedLarge(db)).rejects.toThrow(NotEmptyError)
  } finally {
    await drop()
  }
})

test('numbers that do not fit together are refused', async () => {
  const { db, drop } = await testDatabase()
  try {
    await expect(seedLarge(db, { students: 10, courses: 2, enrollments: 30, sizes: [10] })).rejects.toThrow(RangeError)
    await expect(seedLarge(db, { students: 10, courses: 1, enrollments: 30, sizes: [10] })).rejects.toThrow(RangeError)
    await expect(seedLarge(db, { students: 10, courses: 3, enrollments: 5, sizes: [10] })).rejects.toThrow(RangeError)
  } finally {
    await drop()
  }
})
