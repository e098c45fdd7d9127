import { type SQL, sql } from 'drizzle-orm'
import { PgDialect, type PgTable } from 'drizzle-orm/pg-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { contactDepartments } from '@/db/schema/contact-departments'
import { contacts } from '@/db/schema/contacts'
import { enrollments } from '@/db/schema/courses'
import { databaseConfigs } from '@/db/schema/databases'
import { users as usersTable } from '@/db/schema/people'
import { type TestDatabase, testDatabase } from '@/db/testing'
import realSite from '../site'
import users from '../users'
import { addCourse, addUsers, enroll } from './save/fixtures'
import { site } from './site'
import { Source } from './source'
import { orderKeys, recordSql, relatedSql, titleParts, titleSql } from './title'

let database: TestDatabase

beforeAll(async () => {
  database = await testDatabase()
  const { db } = database
  await addUsers(db)
  await db.execute(
    sql`insert into students (name, email) values ('Ana Lee', 'ana@example.org'), ('Bo', 'bo@example.org')`,
  )
  await enroll(db, await addCourse(db, 'Algebra'), [2, 1])
  await db.execute(sql`insert into contacts (user_id) values (2), (1)`)
  await db.execute(sql`insert into categories (name) values ('Law')`)
  await db.execute(sql`insert into contact_departments (contact_id, category_id) values (1, 1), (2, 1)`)
  await db.execute(sql`insert into database_configs (database_name, description, contact_id)
    values ('alpha', '', 1), ('beta', 'Second', null)`)
})
afterAll(() => database.drop())

/** One expression for every row of a table, in the order of `by`. */
async function each(table: PgTable, make: (source: Source) => SQL, by = 'id'): Promise<unknown[]> {
  const source = new Source(table)
  const [value, order] = [make(source), sql.join(orderKeys(realSite, source, by), sql`, `)]
  const rows = await database.db.execute(sql`select ${value} as value from ${source.tables()} order by ${order}`)
  return rows.map((row) => row.value)
}

describe('a title', () => {
  test('is made of columns', async () => {
    expect(await each(databaseConfigs, (source) => titleSql(realSite, source))).toEqual(['alpha', 'beta Second'])
  })

  test('takes in the titles of relations, however far', async () => {
    expect(await each(enrollments, (source) => titleSql(realSite, source))).toEqual([
      'Bo in Algebra',
      'Ana Lee in Algebra',
    ])
    expect(await each(contacts, (source) => titleSql(realSite, source))).toEqual(['clerk', 'root'])
    expect(await each(contactDepartments, (source) => titleSql(realSite, source))).toEqual(['clerk Law', 'root Law'])
  })

  test('that would be blank is the id, also through a relation', async () => {
    const named = site({ ...realSite.models, users: { ...users, title: 'name' } })
    await database.db.execute(
      sql`insert into users (username, name, email) values ('blank', '  ', 'blank@example.org')`,
    )
    expect(await each(usersTable, (source) => titleSql(named, source))).toEqual(['Root', 'Clerk', '#3'])
  })

  test('joins each far table once', () => {
    const source = new Source(contactDepartments)
    titleSql(realSite, source)
    orderKeys(realSite, source, 'contactId')
    titleSql(realSite, source)
    const { sql: text } = new PgDialect().sqlToQuery(source.tables())
    expect(text).toBe(
      '"contact_departments" as "t" left join "contacts" as "t_1" on "t_1"."id" = "t"."contact_id"' +
        ' left join "users" as "t_1_1" on "t_1_1"."id" = "t_1"."user_id"' +
        ' left join "categories" as "t_2" on "t_2"."id" = "t"."category_id"',
    )
  })

  test('keeps a row without a value, and what lies behind it, from whichever end a query begins', () => {
    const textOf = (source: Source) => new PgDialect().sqlToQuery(source.tablesFromEitherEnd()).sql
    const always = new Source(contactDepartments)
    titleSql(realSite, always)
    expect(textOf(always).match(/(left )?join "\w+"/g)).toEqual([
      'join "contacts"',
      'join "users"',
      'join "categories"',
    ])
    const sometimes = new Source(databaseConfigs)
    titleSql(realSite, sometimes.far('contactId'))
    expect(textOf(sometimes).match(/(left )?join "\w+"/g)).toEqual(['left join "contacts"', 'left join "users"'])
  })
})

describe('a relation', () => {
  test('is an id, a title and texts, or nothing', async () => {
    expect(await each(enrollments, (source) => relatedSql(realSite, source, 'studentId', ['email']))).toEqual([
      [2, 'Bo', 'bo@example.org'],
      [1, 'Ana Lee', 'ana@example.org'],
    ])
    expect(await each(databaseConfigs, (source) => relatedSql(realSite, source, 'contactId', []))).toEqual([
      [1, 'clerk'],
      null,
    ])
    expect(await each(contacts, (source) => recordSql(realSite, source, []))).toEqual([
      [1, 'clerk'],
      [2, 'root'],
    ])
  })

  test('is ordered by its title, or by the far column that is named', async () => {
    const id = (source: Source) => sql`${source.column('id')}::int`
    expect(await each(enrollments, id, 'studentId')).toEqual([2, 1])
    expect(await each(enrollments, id, 'studentId.email')).toEqual([2, 1])
    expect(await each(contactDepartments, id, 'contactId')).toEqual([1, 2])
  })

  test('of a plain column is a fault of the program', () => {
    expect(() => new Source(enrollments).far('status')).toThrow('status does not refer to another table')
  })
})

test.each([
  ['title', [{ name: 'title' }]],
  ['{a} in {b}', [{ name: 'a' }, { text: ' in ' }, { name: 'b' }]],
  ['No. {a}', [{ text: 'No. ' }, { name: 'a' }]],
  ['{a', [{ text: '{a' }]],
])('the title %s has its parts', (title, parts) => expect(titleParts(title)).toEqual(parts))
