import { sql } from 'drizzle-orm'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type TestDatabase, testDatabase } from '../testing'
import { demonstrationPassword } from './people'
import { presentations, statusCounts, studentsByCourses } from './registrations'
import { NotEmptyError, seed } from './seed'

let demo: TestDatabase

beforeAll(async () => {
  demo = await testDatabase()
  let salt = 0
  await seed(demo.db, { hashPassword: async (password) => `hash ${salt++} of ${password}` })
})

afterAll(() => demo.drop())

async function count(what: string): Promise<number> {
  const [row] = await demo.db.execute<{ n: number }>(sql`select count(*)::int as n from ${sql.raw(what)}`)
  return row!.n
}

test('the data has the shape of real registrations', async () => {
  expect(await count('students')).toBe(28_785)
  expect(await count('courses')).toBe(22)
  expect(await count('enrollments')).toBe(32_593)

  const byCourse = await demo.db.execute(sql`
    select title, count(*) filter (where status = 'active')::int as active,
      count(*) filter (where status = 'completed')::int as completed,
      count(*) filter (where status = 'dropped')::int as dropped
    from enrollments join courses on courses.id = course_id group by title order by title`)
  expect([...byCourse]).toEqual(presentations.map((course) => ({ title: course.title, ...statusCounts(course) })))
  const sizes = byCourse.map(({ active, completed, dropped }) => Number(active) + Number(completed) + Number(dropped))
  expect([Math.min(...sizes), Math.max(...sizes)]).toEqual([365, 2_498])

  const perStudent = await demo.db.execute(sql`
    select courses::int, count(*)::int as students
    from (select count(*) as courses from enrollments group by student_id) as taken group by courses order by courses`)
  expect(perStudent.map(({ students }) => students)).toEqual(studentsByCourses)
})

test('the results are those of the real registrations: withdrawn dropped out, the others completed or still go on', async () => {
  const total = (key: 'passed' | 'withDistinction' | 'failed' | 'withdrawn') =>
    presentations.reduce((sum, presentation) => sum + presentation[key], 0)
  expect([total('passed'), total('withDistinction'), total('failed'), total('withdrawn')]).toEqual([
    12_361, 3_024, 7_052, 10_156,
  ])
  expect(await count("enrollments where status = 'dropped'")).toBe(10_156)
  expect(await count("enrollments where status <> 'dropped'")).toBe(12_361 + 3_024 + 7_052)
  expect(await count("enrollments where status = 'active'")).toBe(7_434)
})

test('names repeat, addresses do not', async () => {
  const [names] = await demo.db.execute<{ distinct_names: number; namesakes: number }>(sql`
    select count(*)::int as distinct_names, max(n)::int as namesakes
    from (select count(*) as n from students group by name) as t`)
  expect(names!.distinct_names).toBeLessThan(25_000)
  expect(names!.namesakes).toBeGreaterThan(3)
  expect(await count("students where email not like '%@example.org'")).toBe(0)
  expect(await count('(select distinct lower(email) from students) as t')).toBe(28_785)
})

test('the other models have something to show', async () => {
  expect(await count('database_modules')).toBe(36)
  expect(await count('database_configs')).toBe(40)
  expect(await count('database_configs where contact_id is not null')).toBe(35)
  expect(
    await count(
      'database_configs c where not exists (select from database_config_modules where database_config_id = c.id)',
    ),
  ).toBe(0)
  expect(await count('contacts')).toBe(60)
  expect(await count('categories')).toBe(12)
  expect(await count('contact_departments')).toBe(84)
  expect(await count('articles')).toBe(20)
  expect(await count('tags')).toBe(12)
  expect(await count('article_tags')).toBe(34)
})

test('only the three users of the demonstration can sign in', async () => {
  const signedUp = await demo.db.execute(sql`
    select username, superuser, password, account_id = user_id::text as own, provider_id,
      (select string_agg(name, ',') from user_groups join groups on groups.id = group_id where user_id = users.id) as groups
    from users left join accounts on accounts.user_id = users.id where active order by users.id`)
  const password = (salt: number) => `hash ${salt} of ${demonstrationPassword}`
  expect([...signedUp]).toEqual([
    { username: 'admin', superuser: true, password: password(0), own: true, provider_id: 'credential', groups: null },
    {
      username: 'registrar',
      superuser: false,
      password: password(1),
      own: true,
      provider_id: 'credential',
      groups: 'Registrars',
    },
    {
      username: 'viewer',
      superuser: false,
      password: password(2),
      own: true,
      provider_id: 'credential',
      groups: 'Viewers',
    },
  ])
  expect(await count('users where not active')).toBe(60)
  expect(await count('accounts')).toBe(3)
})

test('registrars edit enrollments and see courses and students, viewers see everything', async () => {
  const granted = await demo.db.execute<{ team: string; may: string[] }>(sql`
    select groups.name as team, jsonb_agg(model || '.' || verb order by model, verb) as may
    from groups join group_permissions on group_id = groups.id join permissions on permissions.id = permission_id
    group by groups.name order by groups.name`)
  expect(granted[0]).toEqual({
    team: 'Registrars',
    may: ['courses.view', 'enrollments.add', 'enrollments.change', 'enrollments.view', 'students.view'],
  })
  expect(granted[1]!.may.every((permission) => permission.endsWith('.view'))).toBe(true)
  expect(await count('(select distinct model from permissions) as t')).toBe(granted[1]!.may.length)
})

test('a second seed is refused in one line and changes nothing', async () => {
  const before = await digest(demo)
  await expect(seed(demo.db)).rejects.toThrow(NotEmptyError)
  await expect(seed(demo.db)).rejects.toThrow(/^The database is not empty[^\n]*$/)
  expect(await digest(demo)).toEqual(before)
})

test('two databases are seeded alike, and of two seeds at once one is refused', async () => {
  const other = await testDatabase()
  try {
    const outcomes = await Promise.allSettled([seed(other.db), seed(other.db)])
    expect(outcomes.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected'])
    expect(outcomes.find((outcome) => outcome.status === 'rejected')?.reason).toBeInstanceOf(NotEmptyError)
    expect(await digest(other)).toEqual(await digest(demo))
  } finally {
    await other.drop()
  }
})

const tables = [
  'users groups user_groups permissions group_permissions students courses enrollments contacts categories',
  'contact_departments database_configs database_modules database_config_modules articles tags article_tags',
].flatMap((line) => line.split(' '))

/** A digest of every row of every table of the models, ids and moments included. */
async function digest({ db }: TestDatabase): Promise<unknown[]> {
  const digests = tables.map(
    (table) =>
      sql`select ${table}::text as name, md5(string_agg(t::text, ';' order by t.id)) as rows from ${sql.identifier(table)} as t`,
  )
  return [...(await db.execute(sql`${sql.join(digests, sql` union all `)} order by name`))]
}
