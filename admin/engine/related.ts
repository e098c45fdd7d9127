import { sql } from 'drizzle-orm'
import type { Reader } from '@/db/client'
import type { Related } from './form'
import { askingField, lookupsAsked, type Place } from './options'
import { type Actor, DeniedError, rightsOf } from './permissions'
import { parsed, run } from './run'
import { idArray } from './save/sql'
import type { Site } from './site'
import { Source } from './source'
import { recordSql } from './title'

/**
 * The records with these ids as a relation shows them now, with the texts that go along where `place` asks; those that are
 * gone are left out. One statement. Throws DeniedError without the right to view the model.
 */
export async function relatedByIds(
  db: Reader,
  site: Site,
  slug: string,
  actor: Actor,
  ids: readonly number[],
  place?: Place,
): Promise<Related[]> {
  const model = site.modelAt(slug)
  if (!model || !rightsOf(site, actor, slug).view) throw new DeniedError(`May not view ${slug}`)
  const source = new Source(model.table)
  const record = recordSql(site, source, lookupsAsked(site, actor, model, askingField(site, slug, place)))
  const rows = await run<{ record: string }>(
    db,
    sql`select ${record}::text as record from ${source.tables()} where ${source.column('id')} = any(${idArray(ids)})`,
  )
  return rows.map((row) => parsed<Related>(row.record))
}
