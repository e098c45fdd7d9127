import { deepEqual, equal, notDeepEqual } from 'node:assert/strict'
import { sql } from 'drizzle-orm'
import type { Database } from '@/db/client'

type Entry = {
  id: string
  table: string
  row: string
  action: 'create' | 'change' | 'delete'
  before: Record<string, unknown> | null
  after: Record<string, unknown> | null
}

type Rows = ReadonlyMap<string, Record<string, unknown>>

export type Replay = {
  /** Expects that the history since the start, replayed over what the tables held then, makes exactly what they hold now. */
  expectTables(): Promise<void>
}

/** Remembers what tables hold, for a test that then writes nothing but through saves and removals. */
export async function replayFrom(db: Database, tables: readonly string[]): Promise<Replay> {
  const start = new Map<string, Rows>()
  for (const table of tables) start.set(table, await rowsOf(db, table))
  const [last] = await db.execute<{ id: string }>(sql`select coalesce(max(id), 0) as id from history`)
  return {
    async expectTables() {
      const entries = await db.execute<Entry>(sql`
        select id, table_name as table, row_id as row, action, before, after from history
        where id > ${last?.id ?? '0'}::bigint order by id`)
      for (const table of tables) {
        const own = entries.filter((entry) => entry.table === table)
        deepEqual(replay(own, start.get(table) ?? new Map()), await rowsOf(db, table))
      }
    },
  }
}

async function rowsOf(db: Database, table: string): Promise<Rows> {
  const rows = await db.execute<{ id: string; row: Record<string, unknown> }>(
    sql`select id, to_jsonb(t) as row from ${sql.identifier(table)} t`,
  )
  return new Map(rows.map(({ id, row }) => [id, row]))
}

function replay(entries: readonly Entry[], start: Rows): Rows {
  const made = new Map(start)
  for (const { row, action, before, after } of entries) {
    const known = made.get(row)
    if (action === 'create') {
      equal(known, undefined)
      made.set(row, after ?? {})
    } else if (action === 'delete') {
      deepEqual(before, known)
      made.delete(row)
    } else {
      const names = Object.keys(after ?? {})
      deepEqual(Object.keys(before ?? {}), names)
      deepEqual(before, Object.fromEntries(names.map((name) => [name, known?.[name]])))
      notDeepEqual(before, after)
      made.set(row, { ...known, ...after })
    }
  }
  return made
}
