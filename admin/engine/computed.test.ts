import { type SQL, sql } from 'drizzle-orm'
import { pgTable, varchar } from 'drizzle-orm/pg-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import courses from '@/admin/courses'
import site from '@/admin/site'
import students from '@/admin/students'
import { id } from '@/db/schema/columns'
import { enrollments, students as people } from '@/db/schema/courses'
import { users } from '@/db/schema/people'
import { type TestDatabase, testDatabase } from '@/db/testing'
import { runBulk } from './bulk/testing-run'
import { type Computed, computed } from './computed'
import { inline, type Model, model } from './define'
import { describe as describeForm } from './describe'
import { listRecords } from './list'
import { parseListQuery } from './list-query'
import { loadRecord } from './load'
import { loadRows, type Window } from './load-inline'
import { actorWith, addCourse, addUsers, batchOf, change, enroll, newRow, superuser } from './save/fixtures'
import { save } from './save/save'
import { site as siteOf } from './site'

const provider = computed('provider', {
  label: 'Provider',
  kind: 'text',
  sql: sql<string>`split_part(${people.email}, '@', 2)`,
})
const years = computed('years', {
  label: 'Years',
  help: 'Whole years since the enrollment',
  kind: 'integer',
  sql: sql<number>`date_part('year', age('2026-01-01'::timestamptz, ${enrollments.enrolledAt}))`,
})
const isOver = computed('isOver', {
  label: 'Over',
  kind: 'boolean',
  sql: sql<boolean>`${enrollments.status} <> 'active'`,
})
const fee = computed('fee', {
  label: 'Fee',
  kind: 'decimal',
  sql: sql<string>`case when ${enrollments.status} = 'active' then 12.50 end`,
})
const day = computed('day', {
  label: 'Day',
  kind: 'date',
  sql: sql<string>`${enrollments.enrolledAt} at time zone 'UTC'`,
})
const until = computed('until', {
  label: 'Until',
  kind: 'moment',
  sql: sql<string>`${enrollments.enrolledAt} + interval '1 year'`,
})
const taken = computed('taken', {
  label: 'Courses taken',
  kind: 'integer',
  sql: sql<number>`(select count(*) from ${enrollments} where ${enrollments.studentId} = ${people.id})`,
})

const made = siteOf({
  ...site.models,
  courses: {
    ...courses,
    inlines: [
      inline(enrollments, {
        parent: 'courseId',
        fields: ['studentId', provider, 'status', years, isOver, fee, day, until],
        sort: 'studentId',
      }),
    ],
  },
  students: { ...students, fields: ['name', 'taken', 'email'], computed: [taken], inlines: [] },
})

let database: TestDatabase
let algebra = 0
let ids: number[] = []

beforeAll(async () => {
  database = await testDatabase()
  await addUsers(database.db)
  await database.db.execute(sql`insert into students (name, email) values
    ('Ana', 'ana@b.example'), ('Bo', 'bo@a.example'), ('Cy', 'cy@c.example'), ('Di', 'di@a.example')`)
  algebra = await addCourse(database.db, 'Algebra')
  ids = await enroll(database.db, algebra, [1, 2, 3])
  await database.db.execute(sql`update enrollments set enrolled_at = '2024-06-01 12:00+00' where student_id = 2`)
})
afterAll(() => database?.drop())

const window = async (asked: Partial<Window>) => {
  const found = await loadRows(database.db, made, 'courses', superuser, algebra, 'enrollments', {
    offset: 0,
    limit: 10,
    ...asked,
  })
  return JSON.parse(found?.rows ?? 'null') as [id: number, student: [number, string], ...cells: unknown[]][]
}
const names = async (asked: Partial<Window>) => (await window(asked)).map(([, [, name]]) => name)

describe('a computed column', () => {
  test('is a field that nobody edits, for those who may see what it reads', () => {
    const of = (permissions: string[]) => describeForm(made, 'courses', actorWith(...permissions)).inlines[0]?.fields
    const all = of(['courses.change', 'enrollments.change', 'students.view'])
    expect(all?.map(({ name }) => name)).toEqual([
      'studentId',
      'provider',
      'status',
      'years',
      'isOver',
      'fee',
      'day',
      'until',
    ])
    expect(all?.[3]).toEqual({
      name: 'years',
      label: 'Years',
      help: 'Whole years since the enrollment',
      required: false,
      readOnly: true,
      computed: true,
      kind: 'integer',
      min: Number.MIN_SAFE_INTEGER,
      max: Number.MAX_SAFE_INTEGER,
    })
    expect(of(['courses.change', 'enrollments.change'])?.map(({ name }) => name)).not.toContain('provider')
  })

  test('stands among the cells of a row, formatted like a column of its kind', async () => {
    const [ana, bo] = await window({})
    expect(ana).toEqual([
      ids[0],
      [1, 'Ana', 'ana@b.example'],
      'b.example',
      'active',
      5,
      false,
      '12.50',
      '2020-01-01',
      '2021-01-01T10:00:00.123456+00:00',
    ])
    expect(bo?.slice(4)).toEqual([1, false, '12.50', '2024-06-01', '2025-06-01T12:00:00+00:00'])
  })

  test('is sorted, searched and filtered by', async () => {
    expect(await names({ sort: ['provider'] })).toEqual(['Bo', 'Ana', 'Cy'])
    expect(await names({ sort: ['-years', 'studentId'] })).toEqual(['Ana', 'Cy', 'Bo'])
    expect(await names({ q: 'a.example' })).toEqual(['Bo'])
    expect(await names({ values: { isOver: [true] } })).toEqual([])
    expect(await names({ values: { isOver: [false] }, sort: ['-provider'], limit: 1, offset: 1 })).toEqual(['Ana'])
    expect(await window({ values: { isOver: ['false'] } })).toBeNull()
    expect(await window({ values: { fee: ['12.50'] } })).toBeNull()
  })

  test('comes back with a save, for changed rows and new ones, and is never taken from one', async () => {
    const rows = {
      update: [change(ids[2] ?? 0, { status: ['active', 'dropped'] })],
      create: [{ ...newRow({ studentId: 4 }), key: 'new:00000000-0000-4000-8000-000000000000' }],
    }
    const result = await save(
      database.db,
      made,
      'courses',
      superuser,
      algebra,
      batchOf({ inlines: { enrollments: rows } }),
    )
    expect(result).toMatchObject({ ok: true })
    const written = result.ok ? result.saved.inlines.enrollments : undefined
    expect(written?.updated[0]?.slice(2, 7)).toEqual(['c.example', 'dropped', 5, true, null])
    expect(Object.values(written?.created ?? {})[0]?.slice(2, 4)).toEqual(['a.example', 'active'])
    const forged = { update: [change(ids[2] ?? 0, { years: [5, 6] })] }
    expect(
      await save(database.db, made, 'courses', superuser, algebra, batchOf({ inlines: { enrollments: forged } })),
    ).toMatchObject({ ok: false, problems: [{ field: 'years', message: 'There is no such field' }] })
  })

  test('narrows a change of all rows that match, and is not changed by one', async () => {
    const asker = { db: database.db, site: made, slug: 'courses', actor: superuser, inline: 'enrollments' }
    const back = { kind: 'set', field: 'status', to: 'active' } as const
    const wish = { change: back, values: { isOver: [true] }, q: 'c.example' }
    expect(await runBulk(asker, algebra, wish)).toMatchObject({ changed: 1 })
    const computedOne = { change: { kind: 'set', field: 'years', to: 1 } } as const
    expect(await runBulk(asker, algebra, computedOne)).toMatchObject({ kind: 'refused' })
  })

  test('may count other rows, on the page of a record and after its save', async () => {
    const page = await loadRecord(database.db, made, 'students', superuser, 2)
    expect(page?.record?.cells).toEqual({ name: 'Bo', taken: 1, email: 'bo@a.example' })
    const result = await save(database.db, made, 'students', superuser, 2, batchOf({ record: { name: ['Bo', 'Bob'] } }))
    expect(result).toMatchObject({ ok: true, saved: { cells: { name: 'Bob', taken: 1 } } })
    const blank = await loadRecord(database.db, made, 'students', superuser, null)
    expect(blank?.form.fields.map(({ name }) => name)).toEqual(['name', 'taken', 'email'])
  })
})

test('a computed column stands in a list for those who may see what it reads, and sorts nothing', async () => {
  const listed = siteOf({
    ...site.models,
    enrollments: model(enrollments, {
      title: '{studentId} in {courseId}',
      list: { columns: ['studentId', provider, until, fee], sort: ['id'] },
      fields: ['studentId', 'courseId', 'status', provider],
    }),
    students: model(people, { title: 'name', list: { columns: ['name', taken] }, fields: ['name', 'email'] }),
  })
  const list = (slug: string, address: string, actor = superuser) =>
    listRecords(database.db, listed, slug, actor, parseListQuery(listed, slug, new URLSearchParams(address)))

  const page = await list('enrollments', 'q=&sort=-provider')
  expect(page.columns[1]).toEqual({ name: 'provider', label: 'Provider', kind: 'text', sortable: false })
  expect(page.rows.slice(0, 3).map(({ cells }) => cells.slice(1))).toEqual([
    ['b.example', expect.stringMatching(/^20\d\d-.+\+00:00$/), '12.50'],
    ['a.example', '2025-06-01T12:00:00+00:00', '12.50'],
    ['c.example', expect.any(String), '12.50'],
  ])
  const limited = await list('enrollments', '', actorWith('enrollments.view'))
  expect(limited.columns.map(({ name }) => name)).toEqual(['studentId', 'until', 'fee'])
  expect(limited.rows[0]?.cells).toHaveLength(3)

  const students = await list('students', 'sort=taken')
  expect(students.rows[0]?.cells).toEqual(['Ana', 1])
  expect(students.rows.map((row) => row.id)).toEqual([1, 2, 3, 4])
  expect(describeForm(listed, 'students', superuser).fields.map(({ name }) => name)).toEqual(['name', 'email'])
})

test('a misdeclared one is told of when the application starts, with what to do', () => {
  const elsewhere = pgTable('elsewhere', { id: id(), name: varchar('name', { length: 10 }) })
  const faulty = (column: Computed, ...others: Computed[]) => {
    const grid = inline(enrollments, { parent: 'courseId', fields: ['studentId', 'status', column, ...others] })
    const model: Model = { ...courses, inlines: [grid] }
    return () => siteOf({ ...site.models, courses: model })
  }
  const text = (name: string, expression: SQL<string>, label = 'X') =>
    computed(name, { label, kind: 'text', sql: expression })
  expect(faulty(text('x', sql<string>`${elsewhere.name}`))).toThrow(
    'computed field enrollments.x reads elsewhere, which is not in the site; add a model for it',
  )
  expect(faulty(text('x', sql<string>`${users.name}`))).toThrow(
    'speaks of users, to which no relation of the row leads',
  )
  expect(faulty(text('x', sql<string>`(select 'a' from ${enrollments})`))).toThrow('selects from its own table')
  expect(faulty(text('status', sql<string>`'a'`))).toThrow('is called like a column; give it a name of its own')
  expect(faulty(text('a b', sql<string>`'a'`))).toThrow('needs a name of letters and digits')
  expect(faulty(text('x', sql<string>`'a'`, ' '))).toThrow('has no label; say what people call it')
  expect(faulty(text('x', sql<string>`'a'`), text('x', sql<string>`'b'`))).toThrow('is declared twice')
})
