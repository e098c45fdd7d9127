import { sql } from 'drizzle-orm'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { transaction } from '@/db/client'
import { type HistoryEntry as Written, writeHistory } from '@/db/history'
import { type TestDatabase, testDatabase } from '@/db/testing'
import site from '../site'
import { historyOf, latestChanges } from './history-read'
import type { Actor } from './permissions'
import { actorWith, addCourse, addUsers, enroll, superuser } from './save/fixtures'

let database: TestDatabase
const statements: string[] = []
const saveId = (n: number) => `00000000-0000-4000-8000-${String(n).padStart(12, '0')}`

async function write(n: number, entries: Written[]): Promise<void> {
  const save = { saveId: saveId(n), actor: { id: 1, username: 'root' }, entries }
  await transaction(database.db, (tx) => writeHistory(tx, save))
}

const enrollment: Written = {
  action: 'change',
  table: 'enrollments',
  rowId: 1,
  title: 'Ana in Algebra',
  subjects: ['enrollments:1', 'students:1', 'courses:1'],
  before: { status: 'active' },
  after: { status: 'dropped' },
}

beforeAll(async () => {
  database = await testDatabase({ onStatement: (text) => statements.push(text) })
  const { db } = database
  await addUsers(db)
  await db.execute(sql`insert into students (name, email) values ('Ana', 'ana@example.org')`)
  await enroll(db, await addCourse(db, 'Algebra'), [1])
  await db.execute(sql`insert into database_configs (database_name, description) values ('alpha', 'First')`)
  await db.execute(sql`insert into database_modules (code, description) values ('ABC', 'Alphabet')`)
  const gone = { id: 9, student_id: 77, course_id: 1, status: 'active', enrolled_at: '2026-01-01T00:00:00+00:00' }
  await write(1, [
    {
      action: 'create',
      table: 'courses',
      rowId: 1,
      title: 'Algebra',
      subjects: ['courses:1'],
      before: null,
      after: { id: 1, title: 'Algebra' },
    },
    enrollment,
  ])
  await write(2, [
    {
      ...enrollment,
      action: 'delete',
      rowId: 9,
      title: 'Bo in Algebra',
      subjects: ['enrollments:9', 'students:77', 'courses:1'],
      before: gone,
      after: null,
    },
    {
      action: 'delete',
      table: 'students',
      rowId: 77,
      title: 'Bo',
      subjects: ['students:77'],
      before: { id: 77, name: 'Bo', email: 'bo@x.org' },
      after: null,
    },
  ])
  await write(3, [
    {
      action: 'create',
      table: 'database_config_modules',
      rowId: 1,
      title: 'alpha First ABC Alphabet',
      subjects: ['database-configs:1'],
      before: null,
      after: { id: 1, database_config_id: 1, module_id: 1 },
    },
  ])
  await write(4, [
    {
      action: 'change',
      table: 'users',
      rowId: 2,
      title: 'clerk',
      subjects: ['users:2'],
      before: { active: true, image: 'secret.png' },
      after: { active: false, image: 'other.png' },
    },
  ])
})
afterAll(() => database.drop())

const history = (slug: string, id: number, actor: Actor = superuser, before?: number) =>
  historyOf(database.db, site, slug, actor, id, { before })

describe('the history of a record', () => {
  test('is told save by save, newest first, rows included, in words', async () => {
    const { entries, before } = await history('courses', 1)
    expect(before).toBeNull()
    expect(entries.map(({ saveId, by, counts, more }) => ({ saveId, by, counts, more }))).toEqual([
      { saveId: saveId(2), by: 'root', counts: [{ action: 'delete', label: 'Enrollment', count: 1 }], more: 0 },
      {
        saveId: saveId(1),
        by: 'root',
        counts: [
          { action: 'create', label: 'Course', count: 1 },
          { action: 'change', label: 'Enrollment', count: 1 },
        ],
        more: 0,
      },
    ])
    expect(entries[0]?.at).toMatch(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?\+00:00$/)
    expect(entries[1]?.rows).toMatchObject([
      {
        sentence: 'Added course “Algebra”',
        link: { slug: 'courses', id: 1 },
        changes: [{ label: 'Title', before: null, after: 'Algebra' }],
      },
      {
        sentence: 'Changed status of enrollment “Ana in Algebra”',
        link: { slug: 'enrollments', id: 1 },
        changes: [{ label: 'Status', kind: 'choice', before: 'Active', after: 'Dropped' }],
      },
    ])
  })

  test('names what a deleted row pointed at, also when that is gone', async () => {
    const { entries } = await history('courses', 1)
    expect(entries[0]?.rows).toMatchObject([
      {
        sentence: 'Deleted enrollment “Bo in Algebra”',
        link: null,
        changes: [
          { label: 'Student', kind: 'relation', before: 'Bo', after: null },
          { label: 'Course', kind: 'relation', before: 'Algebra', after: null },
          { label: 'Status', before: 'Active', after: null },
          { label: 'Enrolled at', kind: 'moment', before: '2026-01-01T00:00:00+00:00', after: null },
        ],
      },
    ])
  })

  test('remains when the record is gone', async () => {
    const { entries } = await history('students', 77)
    expect(entries[0]?.rows.map(({ sentence, link }) => [sentence, link])).toEqual([
      ['Deleted enrollment “Bo in Algebra”', null],
      ['Deleted student “Bo”', null],
    ])
    expect(await history('students', 123)).toEqual({ entries: [], before: null })
  })

  test('speaks of rows without pages as their grid does', async () => {
    const { entries } = await history('database-configs', 1)
    expect(entries[0]?.rows).toMatchObject([
      {
        sentence: 'Added module “alpha First ABC Alphabet”',
        link: null,
        changes: [{}, { label: 'Module', after: 'ABC Alphabet' }],
      },
    ])
  })

  test('keeps to itself the columns that no page shows', async () => {
    const { entries } = await history('users', 2)
    expect(entries[0]?.rows[0]).toMatchObject({
      sentence: 'Changed active of user “clerk”',
      changes: [{ label: 'Active', before: 'Yes', after: 'No' }],
    })
    expect(JSON.stringify(entries)).not.toContain('png')
  })

  test('leaves out rows of models that the reader may not view', async () => {
    const { entries } = await history('courses', 1, actorWith('courses.view'))
    expect(entries.map(({ rows, counts }) => [rows.length, counts.length])).toEqual([[1, 1]])
    expect(JSON.stringify(entries)).not.toContain('Ana')
  })

  test('is paged by saves, in two statements, and a large save shows its first rows', async () => {
    const rows = Array.from({ length: 150 }, (_, at) => ({ ...enrollment, rowId: 100 + at, subjects: ['courses:50'] }))
    for (let n = 50; n < 75; n++) await write(n, n === 60 ? rows : rows.slice(0, 1))
    statements.length = 0
    const first = await history('courses', 50)
    expect(statements).toHaveLength(2)
    const second = await history('courses', 50, superuser, first.before ?? undefined)
    const all = [...first.entries, ...second.entries]
    expect([first.entries.length, second.entries.length, second.before]).toEqual([20, 5, null])
    expect(all.map((entry) => entry.saveId)).toEqual(Array.from({ length: 25 }, (_, at) => saveId(74 - at)))
    const large = all.find((entry) => entry.saveId === saveId(60))
    expect([large?.rows.length, large?.more, large?.counts]).toEqual([
      100,
      50,
      [{ action: 'change', label: 'Enrollments', count: 150 }],
    ])
  })
})

describe('the latest changes', () => {
  test('are the newest saves of all that the reader may view, in two statements', async () => {
    statements.length = 0
    const latest = await latestChanges(database.db, site, superuser, 16)
    expect(statements).toHaveLength(2)
    expect(latest.map((entry) => entry.saveId)).toEqual(Array.from({ length: 16 }, (_, at) => saveId(74 - at)))
    expect(latest[14]).toMatchObject({ saveId: saveId(60), more: 147 })
    expect(latest[14]?.rows).toHaveLength(3)

    const ofUsers = await latestChanges(database.db, site, actorWith('users.view'), 10)
    expect(ofUsers.map((entry) => entry.saveId)).toEqual([saveId(4)])
    expect(await latestChanges(database.db, site, actorWith(), 10)).toEqual([])
  })
})
