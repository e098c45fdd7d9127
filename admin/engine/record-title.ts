import { sql } from 'drizzle-orm'
import type { Reader } from '@/db/client'
import { run } from './run'
import type { Site } from './site'
import { Source } from './source'
import { titleSql } from './title'

/** The title of one record, or null when there is no such record. */
export async function recordTitle(db: Reader, site: Site, slug: string, id: number): Promise<string | null> {
  const model = site.modelAt(slug)
  if (!model) return null
  const source = new Source(model.table)
  const title = titleSql(site, source)
  const [row] = await run<{ title: string }>(
    db,
    sql`select ${title} as title from ${source.tables()} where ${source.column('id')} = ${id}`,
  )
  return row?.title ?? null
}
