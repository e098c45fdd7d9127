import { type SQL, type SQLWrapper, sql } from 'drizzle-orm'
import type { Junction } from './junction'
import { idArray } from './refs'

/**
 * The condition that the parent whose id is `parentId` (an outer column) is joined with at least one of these far records.
 * As a semi-join it yields each parent once, and a deleted row joins nothing.
 */
export function relatedToAny(parentId: SQLWrapper, { table, parent, far }: Junction, farIds: readonly number[]): SQL {
  return sql`exists (select from ${table} where ${parent.key} = ${parentId} and ${far.key} = any(${idArray(farIds)}))`
}
