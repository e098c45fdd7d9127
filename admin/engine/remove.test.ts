import { randomUUID } from 'node:crypto'
import { sql } from 'drizzle-orm'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import site from '@/admin/site'
import { type TestDatabase, testDatabase } from '@/db/testing'
import { previewRemoval, remove } from './remove'
import {
  actorWith,
  addCourse,
  addStudents,
  addUsers,
  countRows,
  enroll,
  enrollmentsOf,
  superuser,
} from './save/fixtures'
import { replayFrom } from './save/testing-replay'

let database: TestDatabase
const statements: string[] = []

beforeAll(async () => {
  database = await testDatabase({ onStatement: (text) => statements.push(text) })
  await addUsers(database.db)
})
afterAll(() => database?.drop())

async function contactWithAll() {
  const [made] = await database.db.execute<{ user: string; contact: string; category: string; config: string }>(sql`
    with u as (insert into users (username, email) select 'c' || n, n || '@x.org' from (select gen_random_uuid()::text as n) r returning id),
    c as (insert into contacts (user_id) select id from u returning id),
    k as (insert into categories (name) values ('Category ' || gen_random_uuid()) returning id),
    d as (insert into contact_departments (contact_id, category_id) select c.id, k.id from c, k returning id),
    m as (insert into database_configs (description, database_name, contact_id) select 'main', 'orders', id from c returning id)
    select (select id from u) as user, (select id from c) as contact, (select id from k) as category, (select id from m) as config`)
  if (!made) throw new Error('nothing made')
  return { user: Number(made.user), contact: Number(made.contact), config: Number(made.config) }
}

describe('removing', () => {
  test('a course goes with its enrollments, students stay, and the history holds every row', async () => {
    const { db } = database
    const course = await addCourse(db, 'Going')
    const students = await addStudents(db, 300)
    await enroll(db, course, students, 'completed')
    const history = await replayFrom(db, ['courses', 'enrollments', 'students'])
    expect(await previewRemoval(db, site, 'courses', superuser, [course])).toEqual({
      titles: ['Going'],
      counts: [{ model: 'enrollments', label: 'Enrollments', count: 300 }],
      blockers: [],
    })
    expect(await enrollmentsOf(db, course)).toHaveLength(300)
    const saveId = randomUUID()
    statements.length = 0
    expect(await remove(db, site, 'courses', superuser, [course], saveId)).toEqual({
      ok: true,
      counts: [{ model: 'enrollments', label: 'Enrollments', count: 300 }],
    })
    expect(statements).toHaveLength(10)
    const entries = await db.execute<{ title: string; action: string }>(
      sql`select title, action from history where save_id = ${saveId}::uuid order by id`,
    )
    expect(entries).toHaveLength(301)
    expect(entries[0]).toEqual({ title: 'Student 1 in Going', action: 'delete' })
    expect(entries.at(-1)).toEqual({ title: 'Going', action: 'delete' })
    await history.expectTables()
  })

  test('rows without a model of their own are called as on the page that shows them', async () => {
    const { db } = database
    const { config } = await contactWithAll()
    const [module] = await db.execute<{ id: string }>(sql`
      with m as (insert into database_modules (code, description) values ('KEPT', 'Kept') returning id)
      insert into database_config_modules (database_config_id, module_id) select ${config}::bigint, id from m
      returning module_id as id`)
    const counts = [{ label: 'Modules of database configurations', count: 1 }]
    for (const [slug, id] of [['database-configs', config] as const, ['database-modules', Number(module?.id)] as const])
      expect(await previewRemoval(db, site, slug, superuser, [id])).toMatchObject({ counts })
  })

  test('a student goes from their courses, which stay', async () => {
    const { db } = database
    const course = await addCourse(db, 'Staying')
    const students = await addStudents(db, 2)
    const [, kept] = await enroll(db, course, students)
    expect(await previewRemoval(db, site, 'students', superuser, [students[0] ?? 0])).toMatchObject({
      counts: [{ label: 'Enrollments', count: 1 }],
    })
    expect(await remove(db, site, 'students', superuser, [students[0] ?? 0], randomUUID())).toMatchObject({ ok: true })
    expect((await enrollmentsOf(db, course)).map(({ id }) => id)).toEqual([kept])
  })

  test('what only pointed at the record loses that value, and the history says so', async () => {
    const { db } = database
    const { contact, config } = await contactWithAll()
    const history = await replayFrom(db, ['contacts', 'contact_departments', 'database_configs'])
    expect(await remove(db, site, 'contacts', superuser, [contact], randomUUID())).toEqual({
      ok: true,
      counts: [{ model: 'contact-departments', label: 'Contact departments', count: 1 }],
    })
    const [row] = await db.execute(sql`select contact_id from database_configs where id = ${config}::bigint`)
    expect(row).toEqual({ contact_id: null })
    await history.expectTables()
  })

  test('a protected record stays, and what holds it is listed', async () => {
    const { db } = database
    const { user, contact } = await contactWithAll()
    const [row] = await db.execute<{ username: string }>(sql`select username from users where id = ${user}::bigint`)
    expect(await previewRemoval(db, site, 'users', superuser, [user])).toEqual({
      titles: [row?.username],
      counts: [],
      blockers: [{ label: 'Contacts', titles: [row?.username], count: 1 }],
    })
    const before = await countRows(db, 'history')
    expect(await remove(db, site, 'users', superuser, [user], randomUUID())).toEqual({
      ok: false,
      kind: 'blocked',
      message: 'Cannot be deleted, because other records refer to it: contacts (1).',
    })
    expect(await countRows(db, 'history')).toBe(before)
    await remove(db, site, 'contacts', superuser, [contact], randomUUID())
    expect(await remove(db, site, 'users', superuser, [user], randomUUID())).toMatchObject({ ok: true })
  })

  test('many at once cost as many statements as one', async () => {
    const { db } = database
    const courses = await Promise.all(Array.from({ length: 30 }, (_, place) => addCourse(db, `Many ${place}`)))
    const students = await addStudents(db, 10)
    for (const course of courses) await enroll(db, course, students)
    statements.length = 0
    expect(await remove(db, site, 'courses', superuser, courses, randomUUID())).toMatchObject({
      counts: [{ label: 'Enrollments', count: 300 }],
    })
    expect(statements).toHaveLength(10)
  })

  test('asked twice with one id it happens once; asked for again it is gone', async () => {
    const { db } = database
    const course = await addCourse(db, 'Twice')
    const saveId = randomUUID()
    const [first, second] = await Promise.all([
      remove(db, site, 'courses', superuser, [course], saveId),
      remove(db, site, 'courses', superuser, [course], saveId),
    ])
    expect(first).toEqual({ ok: true, counts: [] })
    expect(second).toEqual(first)
    expect(await remove(db, site, 'courses', superuser, [course], randomUUID())).toMatchObject({ kind: 'gone' })
    const other = await addCourse(db, 'Other')
    expect(await remove(db, site, 'courses', superuser, [other], saveId)).toMatchObject({ ok: false, kind: 'failed' })
  })

  test('of several, those that are gone are passed over', async () => {
    const { db } = database
    const [one, two] = [await addCourse(db, 'One'), await addCourse(db, 'Two')]
    await remove(db, site, 'courses', superuser, [one], randomUUID())
    expect(await remove(db, site, 'courses', superuser, [one, two], randomUUID())).toMatchObject({ ok: true })
  })
})

describe('rights', () => {
  test('to delete the records, and everything that goes with them', async () => {
    const { db } = database
    const course = await addCourse(db, 'Mine')
    await enroll(db, course, await addStudents(db, 1))
    for (const permissions of [[], ['courses.change'], ['courses.view', 'courses.add']]) {
      const actor = actorWith(...permissions)
      expect(await previewRemoval(db, site, 'courses', actor, [course])).toBeNull()
      expect(await remove(db, site, 'courses', actor, [course], randomUUID())).toEqual({
        ok: false,
        kind: 'denied',
        message: 'You may not delete courses.',
      })
    }
    const only = actorWith('courses.view', 'courses.delete')
    expect(await remove(db, site, 'courses', only, [course], randomUUID())).toEqual({
      ok: false,
      kind: 'denied',
      message: 'You may not delete enrollments.',
    })
    expect(await enrollmentsOf(db, course)).toHaveLength(1)
    const both = actorWith('courses.view', 'courses.delete', 'enrollments.delete')
    expect(await remove(db, site, 'courses', both, [course], randomUUID())).toMatchObject({ ok: true })
  })

  test('models that nobody deletes from, models and records that are not there', async () => {
    const { db } = database
    expect(await remove(db, site, 'permissions', superuser, [1], randomUUID())).toMatchObject({ kind: 'denied' })
    expect(await remove(db, site, '__proto__', superuser, [1], randomUUID())).toMatchObject({ kind: 'gone' })
    expect(await previewRemoval(db, site, 'constructor', superuser, [1])).toBeNull()
    expect(await previewRemoval(db, site, 'courses', superuser, [999_999_999])).toBeNull()
    for (const ids of [[], [0], [-1], [1.5], [Number.NaN], [2 ** 60]])
      expect(await remove(db, site, 'courses', superuser, ids, randomUUID())).toMatchObject({
        ok: false,
        kind: 'failed',
      })
    expect(await remove(db, site, 'courses', superuser, [1], "'; --")).toMatchObject({ ok: false, kind: 'failed' })
  })
})
