import { sql } from 'drizzle-orm'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import courses from '@/admin/courses'
import site from '@/admin/site'
import { enrollments } from '@/db/schema/courses'
import { type TestDatabase, testDatabase } from '@/db/testing'
import { inline, type Model } from '../define'
import { site as siteOf } from '../site'
import {
  addCourse,
  addStudents,
  addUsers,
  batchOf,
  change,
  countRows,
  deletion,
  enroll,
  enrollmentsOf,
  newRow,
  superuser,
} from './fixtures'
import { save } from './save'

let database: TestDatabase
beforeAll(async () => {
  database = await testDatabase()
  await addUsers(database.db)
})
afterAll(() => database?.drop())

const missing = 999_999_999

type Rows = NonNullable<Parameters<typeof batchOf>[0]['inlines']>[string]

function saveRows(course: number, rows: Rows, using = site) {
  return save(database.db, using, 'courses', superuser, course, batchOf({ inlines: { enrollments: rows } }))
}

async function courseWith(rows: number) {
  const { db } = database
  const course = await addCourse(db, 'Rows')
  const students = await addStudents(db, rows + 3)
  const ids = await enroll(db, course, students.slice(0, rows))
  return { db, course, students: students as [number, number, number, ...number[]], ids: ids as [number, number] }
}

describe('adding', () => {
  test('a new course and its rows are created in one go, and the rows point at it', async () => {
    const { db } = database
    const [one = 0, two = 0] = await addStudents(db, 2)
    const rows = [newRow({ studentId: one }), newRow({ studentId: two, status: 'completed' })]
    const batch = batchOf({ record: { title: [null, '  Chemistry  '] }, inlines: { enrollments: { create: rows } } })
    const result = await save(db, site, 'courses', superuser, null, batch)
    if (!result.ok) throw new Error(JSON.stringify(result))
    const { id, title, counts, inlines } = result.saved
    expect({ title, counts }).toEqual({
      title: 'Chemistry',
      counts: { changed: 0, created: 2, deleted: 0, record: true },
    })
    expect(Object.keys(inlines.enrollments?.created ?? {})).toEqual(rows.map(({ key }) => key))
    expect((await enrollmentsOf(db, id)).map((row) => [row.student, row.status])).toEqual([
      [one, 'active'],
      [two, 'completed'],
    ])
  })

  test('a new row without a student is told so, and nothing is saved', async () => {
    const { course } = await courseWith(1)
    const row = newRow({ status: 'dropped' })
    expect(await saveRows(course, { create: [row] })).toEqual({
      ok: false,
      kind: 'problems',
      problems: [{ inline: 'enrollments', row: row.key, field: 'studentId', message: 'Required' }],
    })
  })

  test('a blank status is left to the database', async () => {
    const { db, course, students, ids } = await courseWith(1)
    const create = [newRow({ studentId: students[1], status: null }), newRow({ studentId: students[2], status: '' })]
    const update = [change(ids[0], { status: ['active', null] })]
    expect(await saveRows(course, { create, update })).toMatchObject({ ok: true, saved: { counts: { changed: 0 } } })
    expect((await enrollmentsOf(db, course)).map((row) => row.status)).toEqual(['active', 'active', 'active'])
  })

  test('a duplicate of a stored row and a student twice in the batch are both told, before anything is written', async () => {
    const { db, course, students } = await courseWith(1)
    const history = await countRows(db, 'history')
    const [known, first, second] = [0, 1, 1].map((place) => newRow({ studentId: students[place] ?? 0 }))
    if (!known || !first || !second) throw new Error('three rows')
    const at = (row: typeof known, message: string) => ({
      inline: 'enrollments',
      row: row.key,
      field: 'studentId',
      message,
    })
    const result = await saveRows(course, { create: [known, first, second] })
    if (result.ok || result.kind !== 'problems') throw new Error(JSON.stringify(result))
    expect(new Set(result.problems)).toEqual(
      new Set([at(known, 'Student 1 is already listed'), at(second, 'Student 2 is already listed')]),
    )
    expect(await enrollmentsOf(db, course)).toHaveLength(1)
    expect(await countRows(db, 'history')).toBe(history)
  })

  test('two rows for one student of a course that has no id yet', async () => {
    const [student = 0] = await addStudents(database.db, 1)
    const rows = [newRow({ studentId: student }), newRow({ studentId: student })]
    const batch = batchOf({ record: { title: [null, 'New'] }, inlines: { enrollments: { create: rows } } })
    const courses = await countRows(database.db, 'courses')
    expect(await save(database.db, site, 'courses', superuser, null, batch)).toMatchObject({
      kind: 'problems',
      problems: [{ row: rows[1]?.key, field: 'studentId', message: 'Student 1 is already listed' }],
    })
    expect(await countRows(database.db, 'courses')).toBe(courses)
  })

  test('the same student in two courses is fine', async () => {
    const { course, students } = await courseWith(0)
    const other = await addCourse(database.db, 'Other')
    for (const each of [course, other])
      expect(await saveRows(each, { create: [newRow({ studentId: students[0] })] })).toMatchObject({ ok: true })
  })

  test('a thousand and one rows to a course of a thousand', async () => {
    const { db } = database
    const course = await addCourse(db, 'Large')
    const students = await addStudents(db, 2_001)
    await enroll(db, course, students.slice(0, 1_000))
    const create = students.slice(1_000).map((studentId) => newRow({ studentId }))
    expect(await saveRows(course, { create })).toMatchObject({ ok: true, saved: { counts: { created: 1_001 } } })
    expect(await enrollmentsOf(db, course)).toHaveLength(2_001)
  })
})

describe('editing', () => {
  test('one status of many changes one row', async () => {
    const { db, course, ids } = await courseWith(50)
    const before = await enrollmentsOf(db, course)
    await saveRows(course, { update: [change(ids[1], { status: ['active', 'dropped'] })] })
    expect(await enrollmentsOf(db, course)).toEqual(
      before.map((row) => (row.id === ids[1] ? { ...row, status: 'dropped' } : row)),
    )
  })

  test('all problems are told at once, each at its cell, and the record is not saved either', async () => {
    const { db, course, students, ids } = await courseWith(3)
    const rows = await enrollmentsOf(db, course)
    const batch = batchOf({
      record: { title: ['Rows', ' '] },
      inlines: {
        enrollments: {
          update: [
            change(ids[0], { studentId: [students[0], null], status: ['active', 'asleep'] }),
            change(ids[1], { enrolledAt: ['2020-01-01T10:00:00.123456+00:00', '2021-01-01T10:00:00Z'] }),
          ],
        },
      },
    })
    expect(await save(db, site, 'courses', superuser, course, batch)).toEqual({
      ok: false,
      kind: 'problems',
      problems: [
        { field: 'title', message: 'Required' },
        { inline: 'enrollments', row: String(ids[0]), field: 'studentId', message: 'Required' },
        {
          inline: 'enrollments',
          row: String(ids[0]),
          field: 'status',
          message: '"asleep" is not one of the available choices',
        },
        { inline: 'enrollments', row: String(ids[1]), field: 'enrolledAt', message: 'Cannot be edited' },
      ],
    })
    expect(await enrollmentsOf(db, course)).toEqual(rows)
  })

  test('a student that does not exist is no choice, in a changed row, a new row and among 500 good ones', async () => {
    const { db, course, ids, students } = await courseWith(1)
    const good = await addStudents(db, 500)
    const bad = newRow({ studentId: missing })
    const result = await saveRows(course, {
      update: [change(ids[0], { studentId: [students[0], missing + 1] })],
      create: [...good.map((studentId) => newRow({ studentId })), bad],
    })
    const message = 'Not one of the available choices'
    expect(result).toEqual({
      ok: false,
      kind: 'problems',
      problems: [
        { inline: 'enrollments', row: String(ids[0]), field: 'studentId', message },
        { inline: 'enrollments', row: bad.key, field: 'studentId', message },
      ],
    })
    expect(await enrollmentsOf(db, course)).toHaveLength(1)
  })

  test('an e-mail that another student has, in any case, is told at its cell', async () => {
    const { db } = database
    const [ana = 0, ben = 0] = await addStudents(db, 2)
    const emails = await db.execute<{ email: string }>(
      sql`select email from students where id in (${ana}, ${ben}) order by id`,
    )
    const [first, second] = emails.map(({ email }) => email)
    const batch = batchOf({ record: { email: [second ?? '', (first ?? '').toUpperCase()] } })
    expect(await save(db, site, 'students', superuser, ben, batch)).toEqual({
      ok: false,
      kind: 'problems',
      problems: [{ field: 'email', message: 'There is already a student with this e-mail' }],
    })
    const own = batchOf({ record: { email: [first ?? '', (first ?? '').toUpperCase()] } })
    expect(await save(db, site, 'students', superuser, ana, own)).toMatchObject({ ok: true })
  })

  test('a pair that exists is told on the page of the row itself', async () => {
    const { db, course, students } = await courseWith(1)
    const batch = batchOf({ record: { studentId: [null, students[0]], courseId: [null, course] } })
    expect(await save(db, site, 'enrollments', superuser, null, batch)).toMatchObject({
      kind: 'problems',
      problems: [{ field: 'studentId', message: 'There is already an enrollment with this student and course' }],
    })
  })

  test('a check of the database finds its cell, though no rule of the form foresaw it', async () => {
    const { db } = database
    const user = batchOf({
      record: { username: [null, 'ana lee'], name: [null, 'Ana'], email: [null, 'ana@example.org'] },
    })
    expect(await save(db, site, 'users', superuser, null, user)).toEqual({
      ok: false,
      kind: 'problems',
      problems: [{ field: 'username', message: 'Not valid' }],
    })
    // White space to the database, but not to JavaScript.
    const tag = batchOf({ record: { name: [null, '\u0085'] } })
    expect(await save(db, site, 'tags', superuser, null, tag)).toEqual({
      ok: false,
      kind: 'problems',
      problems: [{ field: 'name', message: 'Required' }],
    })
  })
})

describe('deleting', () => {
  test('the row goes, student and course stay', async () => {
    const { db, course, ids, students } = await courseWith(2)
    expect(await saveRows(course, { delete: [deletion(ids[0], { studentId: students[0] })] })).toMatchObject({
      ok: true,
    })
    expect((await enrollmentsOf(db, course)).map(({ id }) => id)).toEqual([ids[1]])
    const [student] = await db.execute(sql`select 1 from students where id = ${students[0]}::bigint`)
    expect(student).toBeDefined()
  })

  test('two rows under one id are refused', async () => {
    const { course, ids } = await courseWith(1)
    const twice = { update: [change(ids[0], { status: ['active', 'dropped'] })], delete: [deletion(ids[0])] }
    expect(await saveRows(course, twice)).toMatchObject({
      problems: [{ row: String(ids[0]), message: 'This row was sent twice' }],
    })
  })
})

describe('limits that a declaration sets', () => {
  const limited = (config: object) => {
    const grid = inline(enrollments, { parent: 'courseId', fields: ['studentId', 'status'], ...config })
    const model: Model = { ...courses, inlines: [grid] }
    return siteOf({ ...site.models, courses: model })
  }

  test('at most so many rows', async () => {
    const { course, students, ids } = await courseWith(3)
    const three = limited({ maxRows: 3 })
    const [spare = 0, another = 0] = students.slice(3)
    expect(await saveRows(course, { create: [newRow({ studentId: spare })] }, three)).toEqual({
      ok: false,
      kind: 'problems',
      problems: [{ inline: 'enrollments', message: 'At most 3 enrollments' }],
    })
    const exchange = { create: [newRow({ studentId: another })], delete: [deletion(ids[0])] }
    expect(await saveRows(course, exchange, three)).toMatchObject({ ok: true })
  })

  test('at least so many rows, of a new record too', async () => {
    const { course, ids } = await courseWith(2)
    const one = limited({ minRows: 1 })
    const all = { delete: ids.map((id) => deletion(id)) }
    const message = { inline: 'enrollments', message: 'At least 1 enrollment' }
    expect(await saveRows(course, all, one)).toMatchObject({ problems: [message] })
    const empty = batchOf({ record: { title: [null, 'Empty'] } })
    expect(await save(database.db, one, 'courses', superuser, null, empty)).toMatchObject({ problems: [message] })
    expect(await saveRows(course, { delete: [deletion(ids[0])] }, one)).toMatchObject({ ok: true })
  })

  test('at most so many rows of a kind', async () => {
    const { course, ids, students } = await courseWith(2)
    const rules = [{ where: { status: 'completed' }, max: 1, message: 'Only one may have completed' }]
    const ruled = limited({ rules })
    const complete = (id: number) => change(id, { status: ['active', 'completed'] })
    const message = { inline: 'enrollments', message: 'Only one may have completed' }
    expect(await saveRows(course, { update: ids.map(complete) }, ruled)).toMatchObject({ problems: [message] })
    expect(await saveRows(course, { update: [complete(ids[0])] }, ruled)).toMatchObject({ ok: true })
    const another = { create: [newRow({ studentId: students[2], status: 'completed' })] }
    expect(await saveRows(course, another, ruled)).toMatchObject({ problems: [message] })
    const moved = { ...another, update: [change(ids[0], { status: ['completed', 'active'] })] }
    expect(await saveRows(course, moved, ruled)).toMatchObject({ ok: true })
  })

  test('a limited relation takes only what the limit allows', async () => {
    const { db, course, students } = await courseWith(0)
    const only = limited({ options: { studentId: { limit: { name: 'Student 2' } } } })
    const row = newRow({ studentId: students[0] })
    expect(await saveRows(course, { create: [row] }, only)).toMatchObject({
      problems: [{ row: row.key, field: 'studentId', message: 'Not one of the available choices' }],
    })
    expect(await saveRows(course, { create: [newRow({ studentId: students[1] })] }, only)).toMatchObject({ ok: true })
    expect(await enrollmentsOf(db, course)).toHaveLength(1)
  })
})

describe('rows that hang on another column of the record', () => {
  const inlineName = 'contact-departments'

  async function configuration() {
    const { db } = database
    const [made] = await db.execute<{ contact: string; other: string; category: string; config: string }>(sql`
      with u as (
        insert into users (username, name, email)
        select 'u' || n, '', gen_random_uuid() || '@x.org' from (select coalesce(max(id), 0) + 1 as n from users) m
        union all select 'v' || n, '', gen_random_uuid() || '@x.org' from (select coalesce(max(id), 0) + 1 as n from users) m
        returning id
      ), c as (insert into contacts (user_id) select id from u returning id),
      k as (insert into categories (name) values ('Category ' || gen_random_uuid()) returning id),
      d as (insert into database_configs (description, database_name, contact_id)
        select 'main', 'orders', min(id) from c returning id)
      select (select min(id) from c) as contact, (select max(id) from c) as other, (select id from k) as category,
        (select id from d) as config`)
    if (!made) throw new Error('nothing made')
    return {
      contact: Number(made.contact),
      other: Number(made.other),
      category: Number(made.category),
      config: Number(made.config),
    }
  }

  const departmentsOf = async (contact: number) =>
    (
      await database.db.execute<{ id: string }>(
        sql`select id from contact_departments where contact_id = ${contact}::bigint order by id`,
      )
    ).map(({ id }) => Number(id))

  const saveConfig = (config: number | null, parts: Parameters<typeof batchOf>[0]) =>
    save(database.db, site, 'database-configs', superuser, config, batchOf(parts))

  test("belong to the record's contact", async () => {
    const { contact, category, config } = await configuration()
    const row = newRow({ categoryId: category })
    expect(await saveConfig(config, { inlines: { [inlineName]: { create: [row] } } })).toMatchObject({ ok: true })
    expect(await departmentsOf(contact)).toHaveLength(1)
  })

  test('belong to the contact that the same save chooses, for a stored and a new record', async () => {
    const { contact, other, category, config } = await configuration()
    const create = [newRow({ categoryId: category })]
    const changed = { record: { contactId: [contact, other] as const }, inlines: { [inlineName]: { create } } }
    expect(await saveConfig(config, changed)).toMatchObject({ ok: true })
    expect([(await departmentsOf(contact)).length, (await departmentsOf(other)).length]).toEqual([0, 1])
    const record = { description: [null, 'd'], databaseName: [null, 'n'], contactId: [null, contact] } as const
    expect(await saveConfig(null, { record, inlines: { [inlineName]: { create } } })).toMatchObject({ ok: true })
    expect(await departmentsOf(contact)).toHaveLength(1)
  })

  test('cannot be added where no contact is chosen', async () => {
    const { contact, category, config } = await configuration()
    const create = [newRow({ categoryId: category })]
    const cleared = { record: { contactId: [contact, null] as const }, inlines: { [inlineName]: { create } } }
    expect(await saveConfig(config, cleared)).toEqual({
      ok: false,
      kind: 'problems',
      problems: [{ field: 'contactId', message: 'Choose a contact first' }],
    })
  })

  test('are not written to another contact than the page showed', async () => {
    const { contact, other, category, config } = await configuration()
    await saveConfig(config, { record: { contactId: [contact, other] } })
    // An unchanged pair says which contact the page was showing.
    const create = [newRow({ categoryId: category })]
    const seen = { record: { contactId: [contact, contact] as const }, inlines: { [inlineName]: { create } } }
    expect(await saveConfig(config, seen)).toMatchObject({
      kind: 'conflicts',
      conflicts: [
        { kind: 'cell', field: 'contactId', yours: [contact, expect.anything()], theirs: [other, expect.anything()] },
      ],
    })
    expect([...(await departmentsOf(contact)), ...(await departmentsOf(other))]).toEqual([])
  })

  test('of the contact that was chosen before are not found', async () => {
    const { contact, other, category, config } = await configuration()
    await saveConfig(config, { inlines: { [inlineName]: { create: [newRow({ categoryId: category })] } } })
    const [row = 0] = await departmentsOf(contact)
    const away = {
      record: { contactId: [contact, other] as const },
      inlines: { [inlineName]: { delete: [deletion(row)] } },
    }
    expect(await saveConfig(config, away)).toMatchObject({
      kind: 'problems',
      problems: [{ inline: inlineName, row: String(row), message: 'This row was not found' }],
    })
    expect(await departmentsOf(contact)).toEqual([row])
  })
})

describe('picked relations', () => {
  async function articleWith(tags: number) {
    const rows = await database.db.execute<{ id: string }>(sql`
      insert into tags (name) select 'Tag ' || gen_random_uuid() from generate_series(1, ${tags}::int) returning id`)
    const [article] = await database.db.execute<{ id: string }>(
      sql`insert into articles (title) values ('Article') returning id`,
    )
    return { article: Number(article?.id), tags: rows.map(({ id }) => Number(id)) }
  }
  const savePicks = (article: number | null, add: number[], remove: number[] = [], record = {}) =>
    save(
      database.db,
      site,
      'articles',
      superuser,
      article,
      batchOf({ record, picks: { 'article-tags': { add, remove } } }),
    )
  const linksOf = async (article: number) =>
    (
      await database.db.execute<{ id: string; tag: string }>(
        sql`select id, tag_id as tag from article_tags where article_id = ${article}::bigint order by id`,
      )
    ).map(({ id, tag }) => ({ id: Number(id), tag: Number(tag) }))

  test('are added and removed, and links that stay keep their rows', async () => {
    const { article, tags } = await articleWith(3)
    const [a = 0, b = 0, c = 0] = tags
    expect(await savePicks(article, [a, b])).toMatchObject({ ok: true, saved: { counts: { record: true } } })
    const before = await linksOf(article)
    const result = await savePicks(article, [b, c], [a])
    expect(result.ok && result.saved.picks['article-tags']?.map(([id]) => id).sort()).toEqual([b, c].sort())
    expect(await linksOf(article)).toEqual([before[1], { id: expect.any(Number), tag: c }])
  })

  test('of a new record', async () => {
    const { tags } = await articleWith(2)
    const result = await savePicks(null, tags, [], { title: [null, 'New'] })
    expect(result.ok && (await linksOf(result.saved.id)).map(({ tag }) => tag)).toEqual(tags)
  })

  test('ids that do not exist are all named, and nothing is written', async () => {
    const { article, tags } = await articleWith(1)
    expect(await savePicks(article, [...tags, missing, missing + 1])).toEqual({
      ok: false,
      kind: 'problems',
      problems: [{ field: 'article-tags', message: `Not one of the available choices: ${missing}, ${missing + 1}` }],
    })
    expect(await linksOf(article)).toEqual([])
  })

  test('adding what is there and removing what is not changes nothing', async () => {
    const { article, tags } = await articleWith(2)
    const [a = 0, b = 0] = tags
    await savePicks(article, [a])
    const before = [await countRows(database.db, 'history'), await countRows(database.db, 'saves')]
    expect(await savePicks(article, [a], [b])).toMatchObject({ ok: true, saved: { counts: { record: false } } })
    expect([await countRows(database.db, 'history'), await countRows(database.db, 'saves')]).toEqual(before)
  })

  test('each link is in the history, of both its records', async () => {
    const { article, tags } = await articleWith(1)
    await savePicks(article, tags)
    await savePicks(article, [], tags)
    const entries = await database.db.execute(sql`
      select action, before is null as made, subjects from history
      where table_name = 'article_tags' and subjects @> array[${`articles:${article}`}] order by id`)
    const subjects = [`articles:${article}`, `tags:${tags[0]}`]
    expect([...entries]).toEqual([
      { action: 'create', made: true, subjects },
      { action: 'delete', made: false, subjects },
    ])
  })
})
