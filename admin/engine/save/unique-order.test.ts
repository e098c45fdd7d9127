import { sql } from 'drizzle-orm'
import * as fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import site from '@/admin/site'
import { type TestDatabase, testDatabase } from '@/db/testing'
import {
  addCourse,
  addStudents,
  addUsers,
  batchOf,
  change,
  deletion,
  enroll,
  enrollmentsOf,
  newRow,
  superuser,
} from './fixtures'
import { save } from './save'
import { replayFrom } from './testing-replay'

let database: TestDatabase
beforeAll(async () => {
  database = await testDatabase()
  await addUsers(database.db)
})
afterAll(() => database?.drop())

/** Saves new students for the rows of one course, by the places of rows and students. */
async function reassign(rows: number, to: (place: number) => number | null, spare = 0) {
  const { db } = database
  const course = await addCourse(db, 'Order')
  const students = await addStudents(db, rows + spare)
  const ids = await enroll(db, course, students.slice(0, rows))
  const before = await enrollmentsOf(db, course)
  const history = await replayFrom(db, ['enrollments'])
  const update = ids.flatMap((id, place) => {
    const target = to(place)
    return target === null ? [] : change(id, { studentId: [students[place] ?? 0, students[target] ?? 0] })
  })
  const result = await save(db, site, 'courses', superuser, course, batchOf({ inlines: { enrollments: { update } } }))
  await history.expectTables()
  return { course, students, ids, before, result, after: await enrollmentsOf(db, course) }
}

describe('any order of unique values in one save', () => {
  test.each([
    ['two rows swap', 2, (place: number) => 1 - place, 0],
    ['three rotate', 3, (place: number) => (place + 1) % 3, 0],
    ['500 rotate', 500, (place: number) => (place + 1) % 500, 0],
    ['250 pairs swap', 500, (place: number) => place ^ 1, 0],
    ['a chain of 500 moves on by one', 500, (place: number) => place + 1, 1],
    ['a chain of 500 moves back by one', 500, (place: number) => (place === 0 ? 500 : place - 1), 1],
    ['a swap and a chain together', 10, (place: number) => (place < 2 ? 1 - place : place + 1), 1],
  ])('%s, and ids, courses and times survive', async (_, rows, to, spare) => {
    const { before, after, students, result } = await reassign(rows, to, spare)
    expect(result).toMatchObject({ ok: true, saved: { counts: { changed: rows } } })
    expect(after).toEqual(before.map((row, place) => ({ ...row, student: students[to(place)] ?? 0 })))
  })

  test('any permutation of any rows, with any deleted and added again', async () => {
    const { db } = database
    const situation = fc.record({
      order: fc.shuffledSubarray([0, 1, 2, 3, 4, 5, 6, 7], { minLength: 8 }),
      removed: fc.subarray([0, 1, 2, 3, 4, 5, 6, 7], { maxLength: 4 }),
      readded: fc.boolean(),
    })
    await fc.assert(
      fc.asyncProperty(situation, async ({ order, removed, readded }) => {
        const course = await addCourse(db, 'Permutation')
        const students = await addStudents(db, 8)
        const ids = await enroll(db, course, students)
        const before = await enrollmentsOf(db, course)
        const student = (place: number) => students[place] ?? 0
        const stays = ids.map((_, place) => !removed.includes(place))
        const kept = ids.map((_, place) => place).filter((place) => stays[place])
        // The rows that stay share out, in a new order, the students that those who go leave as well.
        const targets = new Map(kept.map((place, index) => [place, order[index] ?? 0]))
        const free = order.slice(kept.length)
        const result = await save(
          db,
          site,
          'courses',
          superuser,
          course,
          batchOf({
            inlines: {
              enrollments: {
                update: kept.map((place) =>
                  change(ids[place] ?? 0, { studentId: [student(place), student(targets.get(place) ?? 0)] }),
                ),
                delete: removed.map((place) => deletion(ids[place] ?? 0, { studentId: student(place) })),
                create: readded ? free.map((place) => newRow({ studentId: student(place), status: 'dropped' })) : [],
              },
            },
          }),
        )
        expect(result).toMatchObject({ ok: true })
        const after = await enrollmentsOf(db, course)
        expect(after.filter(({ id }) => ids.includes(id))).toEqual(
          kept.map((place) => ({ ...before[place], student: student(targets.get(place) ?? 0) })),
        )
        const added = after.filter(({ id }) => !ids.includes(id)).map((row) => row.student)
        expect(added.sort()).toEqual((readded ? free.map(student) : []).sort())
      }),
      { seed: 7, numRuns: 40 },
    )
  })

  test('a student whose row is deleted can be added again: the new row has a new id', async () => {
    const { db } = database
    const course = await addCourse(db, 'Again')
    const [student = 0] = await addStudents(db, 1)
    const [old = 0] = await enroll(db, course, [student], 'dropped')
    const batch = batchOf({
      inlines: {
        enrollments: { delete: [deletion(old, { status: 'dropped' })], create: [newRow({ studentId: student })] },
      },
    })
    expect(await save(db, site, 'courses', superuser, course, batch)).toMatchObject({ ok: true })
    const after = await enrollmentsOf(db, course)
    expect(after).toEqual([expect.objectContaining({ student, status: 'active' })])
    expect(after[0]?.id).not.toBe(old)
  })

  test('rows swap on the far side too: a student exchanges two courses', async () => {
    const { db } = database
    const [one, two] = [await addCourse(db, 'One'), await addCourse(db, 'Two')]
    const [student = 0] = await addStudents(db, 1)
    const [first = 0] = await enroll(db, one, [student], 'completed')
    const [second = 0] = await enroll(db, two, [student], 'active')
    const update = [change(first, { courseId: [one, two] }), change(second, { courseId: [two, one] })]
    const batch = batchOf({ inlines: { enrollments: { update } } })
    expect(await save(db, site, 'students', superuser, student, batch)).toMatchObject({ ok: true })
    expect((await enrollmentsOf(db, one)).map(({ id }) => id)).toEqual([second])
    expect((await enrollmentsOf(db, two)).map(({ id }) => id)).toEqual([first])
  })

  test('exchanged rows of departments keep when they were made, and say when they were changed', async () => {
    const { db } = database
    const [user] = await db.execute<{ id: string }>(sql`insert into contacts (user_id) values (1) returning id`)
    const contact = Number(user?.id)
    const made = await db.execute<{ id: string; category: string }>(sql`
      with c as (insert into categories (name) values ('Finance'), ('Law') returning id)
      insert into contact_departments (contact_id, category_id, created, modified)
      select ${contact}::bigint, id, '2020-01-01', '2020-01-01' from c order by id returning id, category_id as category`)
    const [a, b] = made.map(({ id, category }) => ({ id: Number(id), category: Number(category) }))
    if (!a || !b) throw new Error('two rows')
    const update = [
      change(a.id, { categoryId: [a.category, b.category] }),
      change(b.id, { categoryId: [b.category, a.category] }),
    ]
    const batch = batchOf({ inlines: { 'contact-departments': { update } } })
    expect(await save(db, site, 'contacts', superuser, contact, batch)).toMatchObject({ ok: true })
    const rows = await db.execute(sql`
      select id::int, category_id::int as category, created = '2020-01-01' as kept, modified > now() - interval '1 hour' as touched
      from contact_departments order by id`)
    expect([...rows]).toEqual([
      { id: a.id, category: b.category, kept: true, touched: true },
      { id: b.id, category: a.category, kept: true, touched: true },
    ])
  })
})

describe('what cannot be', () => {
  test('a chain that ends at a row that stays is told at its cell, by name', async () => {
    const { result, ids, before, after } = await reassign(3, (place) => (place === 0 ? 1 : place === 1 ? 2 : null))
    expect(result).toEqual({
      ok: false,
      kind: 'problems',
      problems: [
        { inline: 'enrollments', row: String(ids[1]), field: 'studentId', message: 'Student 3 is already listed' },
      ],
    })
    expect(after).toEqual(before)
  })
})
