import { sql } from 'drizzle-orm'
import { getTableConfig, type PgTable } from 'drizzle-orm/pg-core'
import type { Reader } from '@/db/client'
import { type Actor, rightsOf } from './permissions'
import { run } from './run'
import type { Site } from './site'

/** Tables with more rows than this are not counted but estimated, as of the database's last look at them. */
const countedRows = 500_000

/**
 * How many records each model has that the actor may view and that is not hidden, in one statement. Exact up to half a
 * million records; beyond that the database's own estimate, because counting would make the dashboard wait.
 */
export async function countsOf(db: Reader, site: Site, actor: Actor): Promise<Record<string, number>> {
  const parts = Object.entries(site.models).flatMap(([slug, model]) => {
    if (model.hidden || !rightsOf(site, actor, slug).view) return []
    const estimate = sql`(select reltuples::bigint from pg_class where oid = ${quotedName(model.table)}::regclass)`
    return [
      sql`select ${slug}::text as slug, (case when ${estimate} > ${countedRows} then ${estimate}
        else (select count(*) from ${model.table}) end)::text as count`,
    ]
  })
  if (parts.length === 0) return {}
  const rows = await run<{ slug: string; count: string }>(db, sql.join(parts, sql` union all `))
  return Object.fromEntries(rows.map(({ slug, count }) => [slug, Number(count)]))
}

/** The table's name as `regclass` reads it. */
function quotedName(table: PgTable): string {
  const { schema, name } = getTableConfig(table)
  return [...(schema === undefined ? [] : [schema]), name].map((part) => `"${part.replaceAll('"', '""')}"`).join('.')
}
