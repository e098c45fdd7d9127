import { randomUUID } from 'node:crypto'
import { sql } from 'drizzle-orm'
import * as fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import site from '@/admin/site'
import { type TestDatabase, testDatabase } from '@/db/testing'
import type { SaveResult } from '../batch'
import { remove } from '../remove'
import { addUsers, batchOf, change, countRows, deletion, enrollmentsOf, newRow, superuser } from './fixtures'
import { save } from './save'
import { replayFrom } from './testing-replay'

const tables = ['courses', 'students', 'enrollments', 'articles', 'tags', 'article_tags']
const statuses = ['active', 'completed', 'dropped'] as const
const people = 6

let database: TestDatabase
beforeAll(async () => {
  database = await testDatabase()
  await addUsers(database.db)
})
afterAll(() => database?.drop())

type Row = { student: number; status: string }
type Rows = Map<number, Row>

const place = fc.nat(people - 1)
const step = fc.oneof(
  { weight: 1, arbitrary: fc.record({ do: fc.constant('load' as const), who: fc.nat(1) }) },
  {
    weight: 4,
    arbitrary: fc.record({
      do: fc.constant('save' as const),
      who: fc.nat(1),
      edits: fc.uniqueArray(fc.record({ row: place, status: fc.constantFrom(...statuses) }), {
        selector: ({ row }) => row,
        maxLength: 3,
      }),
      moves: fc.uniqueArray(fc.record({ row: place, student: place }), { selector: ({ row }) => row, maxLength: 3 }),
      deletes: fc.uniqueArray(place, { maxLength: 2 }),
      adds: fc.array(place, { maxLength: 2 }),
    }),
  },
)

type Step = typeof step extends fc.Arbitrary<infer S> ? S : never
type Save = Extract<Step, { do: 'save' }>

/** What the browser of somebody who sees `seen` would send, by the places of rows and students. */
function plan(wanted: Save, seen: Rows, students: readonly number[]) {
  const rows = [...seen]
  const at = (index: number) => rows[index]
  const removed = new Map(wanted.deletes.flatMap((index) => (at(index) ? [at(index) as [number, Row]] : [])))
  const changed = new Map<number, Partial<Row>>()
  for (const { row, status } of wanted.edits) {
    const found = at(row)
    if (found && !removed.has(found[0])) changed.set(found[0], { ...changed.get(found[0]), status })
  }
  for (const { row, student } of wanted.moves) {
    const found = at(row)
    const id = students[student]
    if (found && id !== undefined && !removed.has(found[0]))
      changed.set(found[0], { ...changed.get(found[0]), student: id })
  }
  return { removed, changed, added: wanted.adds.map((index) => students[index] ?? 0) }
}

/** The promise of a save in a few lines: merge cell by cell, report what was changed to something else, share nothing. */
function expected({ removed, changed, added }: ReturnType<typeof plan>, seen: Rows, stored: Rows) {
  const conflicts: string[] = []
  const after = new Map([...stored].map(([id, row]) => [id, { ...row }]))
  for (const [id, row] of removed) {
    const now = stored.get(id)
    if (now && (now.status !== row.status || now.student !== row.student)) conflicts.push(`row-changed ${id}`)
    after.delete(id)
  }
  for (const [id, values] of changed) {
    const from = seen.get(id)
    const now = stored.get(id)
    const edits = (['student', 'status'] as const).filter(
      (key) => values[key] !== undefined && values[key] !== from?.[key],
    )
    if (edits.length > 0 && !now) conflicts.push(`row-deleted ${id}`)
    for (const key of edits) {
      if (!now || now[key] === values[key]) continue
      if (now[key] !== from?.[key]) conflicts.push(`cell ${id} ${key}`)
      else Object.assign(after.get(id) ?? {}, { [key]: values[key] })
    }
  }
  const holders = [...after.values()].map(({ student }) => student).concat(added)
  const shared = new Set(holders).size < holders.length
  return { conflicts: conflicts.sort(), shared, after }
}

function conflictsOf(result: SaveResult): string[] {
  if (result.ok || result.kind !== 'conflicts') return []
  return result.conflicts
    .map((each) => {
      const column = each.kind === 'cell' ? ` ${each.field === 'studentId' ? 'student' : each.field}` : ''
      return `${each.kind} ${each.row}${column}`
    })
    .sort()
}

async function rowsOf(course: number): Promise<Rows> {
  const rows = await enrollmentsOf(database.db, course)
  return new Map(rows.map(({ id, student, status }) => [id, { student, status }]))
}

describe('any run of saves by two people who see the course as it was', () => {
  test('merges, conflicts and refuses as promised, and its history replays to exactly what is stored', async () => {
    const { db } = database
    await fc.assert(
      fc.asyncProperty(fc.array(step, { minLength: 4, maxLength: 14 }), async (steps) => {
        const history = await replayFrom(db, tables)
        const course = await addCourseBySave()
        const students = await addStudentsBySave(people)
        const seen = [await rowsOf(course), await rowsOf(course)]
        for (const each of steps) {
          const stored = await rowsOf(course)
          if (each.do === 'load') {
            seen[each.who] = stored
            continue
          }
          const mine = seen[each.who] ?? stored
          const asked = plan(each, mine, students)
          const { conflicts, shared, after } = expected(asked, mine, stored)
          const entries = await countRows(db, 'history')
          const result = await save(db, site, 'courses', superuser, course, batchFor(asked, mine))
          if (conflicts.length > 0) expect(conflictsOf(result)).toEqual(conflicts)
          else if (shared) expect(result).toMatchObject({ ok: false, kind: 'problems' })
          else {
            expect(result.ok ? [] : result).toEqual([])
            const now = await rowsOf(course)
            expect(new Map([...now].filter(([id]) => after.has(id)))).toEqual(after)
            const added = [...now].flatMap(([id, { student }]) => (after.has(id) ? [] : student))
            expect(added.sort()).toEqual(asked.added.sort())
            seen[each.who] = now
            continue
          }
          expect(await rowsOf(course)).toEqual(stored)
          expect(await countRows(db, 'history')).toBe(entries)
        }
        await history.expectTables()
      }),
      { seed: 8, numRuns: 60 },
    )
  })
})

describe('any run of saves and removals at once', () => {
  test('leaves a history that replays to exactly what is stored, and none of what failed', async () => {
    const { db } = database
    const history = await replayFrom(db, tables)
    const random = fc.sample(fc.tuple(fc.nat(5), fc.nat(7), fc.nat(7), fc.constantFrom(...statuses)), {
      seed: 9,
      numRuns: 160,
    })
    const courses = await Promise.all(Array.from({ length: 4 }, addCourseBySave))
    const students = await addStudentsBySave(8)
    const tags = await Promise.all(
      ['a', 'b', 'c'].map((name) => addBySave('tags', { name: [null, `${name} ${randomUUID()}`] })),
    )
    const articles = await Promise.all([1, 2].map(() => addBySave('articles', { title: [null, 'Article'] })))
    const one = async ([kind, a, b, status]: (typeof random)[number]): Promise<unknown> => {
      const course = courses[a % courses.length] ?? 0
      const student = students[b] ?? 0
      const rows = [...(await rowsOf(course))]
      const [id, row] = rows[b % Math.max(rows.length, 1)] ?? [0, { student: 0, status: '' }]
      const [other, next] = rows[(b + 1) % Math.max(rows.length, 1)] ?? [0, { student: 0, status: '' }]
      const inCourse = (enrollments: object) =>
        save(db, site, 'courses', superuser, course, batchOf({ inlines: { enrollments } }))
      if (kind === 0) return inCourse({ create: [newRow({ studentId: student, status })] })
      if (kind === 1 && id > 0) return inCourse({ update: [change(id, { status: [row.status, status] })] })
      if (kind === 2 && id !== other)
        return inCourse({
          update: [
            change(id, { studentId: [row.student, next.student] }),
            change(other, { studentId: [next.student, row.student] }),
          ],
        })
      if (kind === 3) return inCourse({ delete: id > 0 ? [deletion(id, { status: row.status })] : [] })
      if (kind === 4) {
        const links = { 'article-tags': { add: [tags[b % 3] ?? 0], remove: [tags[a % 3] ?? 0] } }
        return save(db, site, 'articles', superuser, articles[a % 2] ?? 0, batchOf({ picks: links }))
      }
      const fromStudent = { enrollments: { create: [newRow({ courseId: course, status })] } }
      if (b < 6) return save(db, site, 'students', superuser, student, batchOf({ inlines: fromStudent }))
      const gone = await remove(db, site, 'courses', superuser, [course], randomUUID())
      courses[a % courses.length] = await addCourseBySave()
      return gone
    }
    for (let from = 0; from < random.length; from += 8)
      for (const result of await Promise.all(random.slice(from, from + 8).map(one)))
        expect(result).not.toMatchObject({ kind: expect.stringMatching(/failed|busy|refused|denied/) })
    await history.expectTables()
    const [orphans] = await db.execute(sql`
      select count(*)::int as count from history h where not exists (select 1 from saves s where s.id = h.save_id)`)
    expect(orphans).toEqual({ count: 0 })
  })
})

function batchFor({ removed, changed, added }: ReturnType<typeof plan>, seen: Rows) {
  const update = [...changed].map(([id, values]) => {
    const from = seen.get(id)
    return change(id, {
      ...(values.student !== undefined && { studentId: [from?.student ?? 0, values.student] as const }),
      ...(values.status !== undefined && { status: [from?.status ?? '', values.status] as const }),
    })
  })
  return batchOf({
    inlines: {
      enrollments: {
        update,
        delete: [...removed].map(([id, row]) => deletion(id, { studentId: row.student, status: row.status })),
        create: added.map((studentId) => newRow({ studentId })),
      },
    },
  })
}

async function addBySave(slug: string, record: Parameters<typeof batchOf>[0]['record']): Promise<number> {
  const result = await save(database.db, site, slug, superuser, null, batchOf({ ...(record && { record }) }))
  if (!result.ok) throw new Error(JSON.stringify(result))
  return result.saved.id
}

function addCourseBySave(): Promise<number> {
  return addBySave('courses', { title: [null, 'Course'] })
}

function addStudentsBySave(count: number): Promise<number[]> {
  return Promise.all(
    Array.from({ length: count }, () =>
      addBySave('students', { name: [null, 'Student'], email: [null, `${randomUUID()}@example.org`] }),
    ),
  )
}
