import type { SQL } from 'drizzle-orm'
import type { Reader } from '@/db/client'

/** The rows of a statement, as the driver gives them; `Row` says what its select list names. */
export async function run<Row extends Record<string, unknown>>(db: Reader, statement: SQL): Promise<Row[]> {
  const rows: Iterable<unknown> = await db.execute(statement)
  return [...rows] as Row[]
}

/** JSON that the database made. It is of the shape that the statement beside the call builds. */
export function parsed<Value>(json: string): Value {
  return JSON.parse(json) as Value
}
