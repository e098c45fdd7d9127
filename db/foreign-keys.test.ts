import { sql } from 'drizzle-orm'
import { expect, test } from 'vitest'
import { testDatabase } from './testing'

test('every foreign key is the beginning of an index, so that deleting a record never scans a table', async () => {
  const { db, drop } = await testDatabase()
  try {
    const keys = await db.execute<{ key: string; indexed: boolean }>(sql`
      select conrelid::regclass || '.' || attname as key, exists (
        select from pg_index where indrelid = conrelid and indkey[0] = conkey[1] and indpred is null) as indexed
      from pg_constraint join pg_attribute on attrelid = conrelid and attnum = conkey[1]
      where contype = 'f' and connamespace = 'public'::regnamespace`)
    expect(keys.length).toBeGreaterThan(10)
    expect(keys.filter(({ indexed }) => !indexed).map(({ key }) => key)).toEqual([])
  } finally {
    await drop()
  }
})
