import type { Reader } from '@/db/client'
import type { InlineRows, RecordPage } from './form'
import { loadRecord } from './load'
import { loadRows, noRows, windowRows } from './load-inline'
import type { Actor } from './permissions'
import { wholeRows } from './rows-sql'
import type { Site } from './site'

/** A record to be printed: so many rows of each of its grids stand in one part. */
export type RecordPrint = { page: RecordPage; part: number; parts: number; perPart: number }

/**
 * A record with the rows of one part (counted from 1) of its grids; up to `wholeRows` there is one part with all of them.
 * A grid whose rows end before the part has none in it. Null where `loadRecord` answers null, and for a part that does not
 * exist.
 */
export async function loadPrint(
  db: Reader,
  site: Site,
  slug: string,
  actor: Actor,
  id: number,
  part: number,
): Promise<RecordPrint | null> {
  const page = await loadRecord(db, site, slug, actor, id)
  if (!page) return null
  const read = await Promise.all(
    Object.entries(page.inlines).map(async ([name, rows]) => [name, rows, await countOf(rows)] as const),
  )
  const longest = Math.max(0, ...read.map(([, , total]) => total))
  const parts = Math.max(1, Math.ceil(longest / wholeRows))
  if (part < 1 || part > parts) return null
  const inlines: Record<string, InlineRows> = {}
  for (const [name, rows, total] of read) {
    if (total <= wholeRows) inlines[name] = part === 1 ? rows : { ...noRows, total }
    else inlines[name] = { rows: await readPart(db, site, slug, actor, id, name, (part - 1) * wholeRows), total }
  }
  return { page: { ...page, inlines }, part, parts, perPart: wholeRows }
}

/** How many rows there are. Throws where they cannot be counted. */
async function countOf({ total, counting }: InlineRows): Promise<number> {
  if (!counting) return total
  const counted = await counting
  if (counted === null) throw new Error('The rows could not be counted')
  return counted
}

/** One window after the other, as JSON text. */
async function readPart(
  db: Reader,
  site: Site,
  slug: string,
  actor: Actor,
  id: number,
  inline: string,
  from: number,
): Promise<string> {
  const windows: string[] = []
  for (let offset = from; offset < from + wholeRows; offset += windowRows) {
    const window = await loadRows(db, site, slug, actor, id, inline, { offset, limit: windowRows })
    if (!window || window.rows === '[]') break
    windows.push(window.rows.slice(1, -1))
  }
  return `[${windows.join(',')}]`
}
