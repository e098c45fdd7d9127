import { sql } from 'drizzle-orm'
import { expect, test } from 'vitest'
import { testDatabase } from './testing'

test('a test database has the newest schema, no rows, and nothing of another one', async () => {
  const [one, two] = await Promise.all([testDatabase(), testDatabase()])
  try {
    await one.db.execute(sql`insert into tags (name) values ('only here')`)
    const [here] = await one.db.execute(sql`select count(*)::int as n from tags`)
    const [there] = await two.db.execute(sql`select count(*)::int as n from tags`)
    expect([here?.n, there?.n]).toEqual([1, 0])
  } finally {
    await Promise.all([one.drop(), two.drop()])
  }
})
