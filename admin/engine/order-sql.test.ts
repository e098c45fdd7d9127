import { type SQL, sql } from 'drizzle-orm'
import type { PgTable } from 'drizzle-orm/pg-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { enrollments, students } from '@/db/schema/courses'
import { type TestDatabase, testDatabase } from '@/db/testing'
import site from '../site'
import { orderSql, rowOrderSql } from './order-sql'
import { addCourse, addStudents, enroll } from './save/fixtures'
import { Source } from './source'

let database: TestDatabase

beforeAll(async () => {
  database = await testDatabase()
  const { db } = database
  await enroll(db, await addCourse(db, 'Algebra'), await addStudents(db, 3))
})
afterAll(() => database.drop())

/** How the database goes through a table in an order, if it may. */
async function planOf(table: PgTable, orderOf: (source: Source) => SQL): Promise<string> {
  const source = new Source(table)
  const order = orderOf(source)
  return database.db.transaction(async (tx) => {
    for (const way of ['enable_seqscan', 'enable_bitmapscan', 'enable_hashjoin', 'enable_mergejoin', 'enable_sort'])
      await tx.execute(sql`select set_config(${way}, 'off', true)`)
    const lines = await tx.execute<{ 'QUERY PLAN': string }>(
      sql`explain (costs off) select ${source.column('id')} from ${source.tablesFromEitherEnd()} order by ${order} limit 10`,
    )
    return lines.map((line) => line['QUERY PLAN']).join('\n')
  })
}

test.each([false, true])(
  'an index gives the order of a text that is unique whatever its case (reversed: %s)',
  async (reversed) => {
    expect(await planOf(students, (source) => orderSql(site, source, ['email'], reversed))).toContain(
      'students_email_key',
    )
    const ofFar = await planOf(enrollments, (source) => rowOrderSql(site, source, ['studentId.email'], reversed))
    expect(ofFar).toContain('students_email_key')
  },
)

test.each([false, true])('an index gives the order of a title (reversed: %s)', async (reversed) => {
  const plan = await planOf(enrollments, (source) => rowOrderSql(site, source, ['studentId'], reversed))
  expect(plan).toContain('students_name_index')
})
