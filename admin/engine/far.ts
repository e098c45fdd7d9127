import type { PgTable } from 'drizzle-orm/pg-core'
import { referenceOf, splitName } from './columns'
import type { Model } from './define'
import { type Actor, rightsOf } from './permissions'
import type { Site } from './site'

export type FarModel = { slug: string; model: Model }

/** The model that a relation column points at, or undefined when the column is no relation into the site. */
export function farModel(site: Site, table: PgTable, name: string): FarModel | undefined {
  const reference = referenceOf(table, name)
  const slug = reference && site.slugOf(reference.table)
  const model = slug === undefined ? undefined : site.modelAt(slug)
  return slug !== undefined && model ? { slug, model } : undefined
}

/**
 * The far columns whose texts travel with a relation's value: the far model's natural key first, then those that the page
 * or grid shows. Only the title travels to a person who may not view the far model.
 */
export function lookupsOf(
  site: Site,
  actor: Actor,
  part: { table: PgTable; fields: readonly string[] },
  relation: string,
): string[] {
  const far = farModel(site, part.table, relation)
  if (!far || !rightsOf(site, actor, far.slug).view) return []
  const shown = part.fields.flatMap((name) => {
    const { name: own, far: column } = splitName(name)
    return own === relation && column !== undefined ? [column] : []
  })
  return [...new Set([...(far.model.naturalKey === undefined ? [] : [far.model.naturalKey]), ...shown])]
}
