import { sql } from 'drizzle-orm'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type TestDatabase, testDatabase } from '@/db/testing'
import site from '../site'
import type { InlineRows } from './form'
import { loadRecord } from './load'
import { loadRows } from './load-inline'
import { loadPrint } from './load-print'
import { countedRows, firstRows } from './rows-sql'
import { addCourse, superuser } from './save/fixtures'

let database: TestDatabase
let course = 0
const statements: string[] = []

beforeAll(async () => {
  database = await testDatabase({ onStatement: (text) => statements.push(text), limits: { statementMs: 60_000 } })
  const { db } = database
  // So many students are soon there without what they are searched by.
  await db.execute(sql`drop index students_name_words, students_email_words`)
  await db.execute(sql`insert into students (name, email)
    select 'Student ' || n, n || '@example.org' from generate_series(1, ${countedRows + 1}::int) as n`)
  course = await addCourse(db, 'Vast')
  await db.execute(sql`insert into enrollments (course_id, student_id)
    select ${course}::bigint, id from students order by id limit ${countedRows}`)
})
afterAll(() => database.drop())

async function open(): Promise<InlineRows> {
  const page = await loadRecord(database.db, site, 'courses', superuser, course)
  const rows = page?.inlines.enrollments
  if (!rows) throw new Error('There are no rows')
  return rows
}

describe('a page', () => {
  test('of as many rows as may be counted first says exactly how many', async () => {
    const { total, counting } = await open()
    expect([total, counting]).toEqual([countedRows, undefined])
  })

  test('of more is there before they are counted, and says that there are more until then', async () => {
    await database.db.execute(sql`insert into enrollments (course_id, student_id)
      select ${course}::bigint, max(id) from students`)
    statements.length = 0
    const { rows, total, counting } = await open()
    expect(total).toBe(countedRows)
    expect(JSON.parse(rows)).toHaveLength(firstRows)
    expect(await counting).toBe(countedRows + 1)
    // The record, the rows, and their number.
    expect(statements).toHaveLength(3)
  })

  test('to be printed waits for the number of its rows', async () => {
    const last = Math.ceil((countedRows + 1) / 10_000)
    const print = await loadPrint(database.db, site, 'courses', superuser, course, last)
    const { rows, total, counting } = print?.page.inlines.enrollments ?? { rows: '[]' }
    expect([print?.parts, total, counting]).toEqual([last, countedRows + 1, undefined])
    expect(JSON.parse(rows)).toHaveLength(1)
  })
})

test('rows that were stored just now are searched for what stands in each of them, and nobody waits long', async () => {
  const { db } = database
  await db.execute(sql`analyze enrollments`)
  const fresh = await addCourse(db, 'Fresh')
  // The planner knows nothing of the course yet.
  await db.execute(sql`insert into enrollments (course_id, student_id) select ${fresh}::bigint, id from students`)
  const found = await db.transaction(async (within) => {
    await within.execute(sql`set local statement_timeout = 2500`)
    return loadRows(within, site, 'courses', superuser, fresh, 'enrollments', { limit: 10, offset: 0, q: 'student' })
  })
  expect(found?.total).toBe(countedRows + 1)
})
