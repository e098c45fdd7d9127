import { sql } from 'drizzle-orm'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type TestDatabase, testDatabase } from '@/db/testing'
import site from '../site'
import { countsOf } from './counts'
import { actorWith, addStudents, superuser } from './save/fixtures'

let database: TestDatabase
const statements: string[] = []

beforeAll(async () => {
  database = await testDatabase({ onStatement: (text) => statements.push(text) })
  await addStudents(database.db, 7)
})
afterAll(() => database.drop())

test('every model that may be viewed and is not hidden is counted, in one statement', async () => {
  statements.length = 0
  const counts = await countsOf(database.db, site, superuser)
  expect(statements).toHaveLength(1)
  expect(counts).toMatchObject({ students: 7, courses: 0, 'database-configs': 0 })
  expect(Object.keys(counts).sort()).toEqual(
    Object.keys(site.models)
      .filter((slug) => slug !== 'permissions')
      .sort(),
  )
})

test('nothing is counted for those who may not view it', async () => {
  expect(await countsOf(database.db, site, actorWith('students.view', 'courses.add'))).toEqual({ students: 7 })
  expect(await countsOf(database.db, site, actorWith())).toEqual({})
})

test('a very large table is estimated', async () => {
  await database.db.execute(sql`update pg_class set reltuples = 2000000 where oid = 'tags'::regclass`)
  expect(await countsOf(database.db, site, actorWith('tags.view'))).toEqual({ tags: 2_000_000 })
})
