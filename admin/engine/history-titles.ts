import { getTableName, sql } from 'drizzle-orm'
import type { Reader } from '@/db/client'
import { history } from '@/db/schema/history'
import { identifier } from './identifier'
import { run } from './run'
import type { Site } from './site'
import { Source } from './source'
import { titleSql } from './title'

/** A record that is named in the history; `stored` is false once it is deleted, when its last known title stands in. */
export type NamedRecord = { title: string | null; stored: boolean }

/** Titles by slug and id. */
export type Titles = (slug: string, id: number) => NamedRecord | undefined

/** The titles of records of any number of models, in one statement: as stored, else as the history last had them. */
export async function readTitles(
  db: Reader,
  site: Site,
  wanted: ReadonlyMap<string, ReadonlySet<number>>,
): Promise<Titles> {
  const parts = [...wanted].flatMap(([slug, ids]) => {
    const model = site.modelAt(slug)
    if (!model || ids.size === 0) return []
    const source = new Source(model.table)
    const title = titleSql(site, source)
    const past = new Source(history, 'h')
    return [
      sql`select ${slug}::text as slug, asked.id::text as id, ${source.column('id')} is not null as stored,
        coalesce(${title}, (
          select ${past.column('title')} from ${past.tables()}
          where ${past.column('table')} = ${getTableName(model.table)} and ${past.column('rowId')} = asked.id
          order by ${past.column('id')} desc limit 1
        )) as title
      from (select value::bigint as id from json_array_elements_text(${JSON.stringify([...ids])}::text::json)) as asked
      left join ${model.table} as ${identifier(source.alias)} on ${source.column('id')} = asked.id${source.joins()}`,
    ]
  })
  if (parts.length === 0) return () => undefined
  const rows = await run<{ slug: string; id: string } & NamedRecord>(db, sql.join(parts, sql` union all `))
  const titles = new Map(rows.map(({ slug, id, title, stored }) => [`${slug}:${id}`, { title, stored }]))
  return (slug, id) => titles.get(`${slug}:${id}`)
}
