import type { Reader } from '@/db/client'
import { type InlineForm, type InlineRows, type RecordPage, type RowsAsked, wholeRows } from './form'
import { loadRecord } from './load'
import { loadRows, noRows, windowRows } from './load-inline'
import type { Actor } from './permissions'
import type { Site } from './site'

/** A record to be printed: so many rows of each of its grids stand in one part. */
export type RecordPrint = { page: RecordPage; part: number; parts: number; perPart: number }

/**
 * A record with the rows of one part (counted from 1) of its grids; up to `wholeRows` there is one part with all of them.
 * Of a grid with more rows, of which something is asked, they are those that match, in the order asked for; of others all
 * are here to be put in order.
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
  asked: (form: InlineForm) => RowsAsked | undefined = () => undefined,
): Promise<RecordPrint | null> {
  const page = await loadRecord(db, site, slug, actor, id, asked)
  if (!page || part < 1) return null
  const from = (part - 1) * wholeRows
  const inlines = await Promise.all(
    page.form.inlines.map(async (form) => {
      const rows = page.inlines[form.name] ?? noRows
      const wanted = asked(form)
      const total = await countOf(rows)
      if (total <= wholeRows) return [form.name, part === 1 ? rows : { ...noRows, total }] as const
      const read = await readPart(db, site, slug, actor, id, form.name, from, wanted)
      const found = wanted && { asked: { ...wanted, found: read.found } }
      return [form.name, { rows: read.rows, total, ...found }] as const
    }),
  )
  const longest = Math.max(0, ...inlines.map(([, { total, asked }]) => asked?.found ?? total))
  const parts = Math.max(1, Math.ceil(longest / wholeRows))
  if (part > parts) return null
  return { page: { ...page, inlines: Object.fromEntries(inlines) }, part, parts, perPart: wholeRows }
}

/** How many rows there are. Throws where they cannot be counted. */
async function countOf({ total, counting }: InlineRows): Promise<number> {
  if (!counting) return total
  const counted = await counting
  if (counted === null) throw new Error('The rows could not be counted')
  return counted
}

/** One window after the other, as JSON text; `found` counts all rows that match. */
async function readPart(
  db: Reader,
  site: Site,
  slug: string,
  actor: Actor,
  id: number,
  inline: string,
  from: number,
  { sort, ...which }: Partial<RowsAsked> = {},
): Promise<{ rows: string; found: number }> {
  const windows: string[] = []
  let found = 0
  for (let offset = from; offset < from + wholeRows; offset += windowRows) {
    const asked = { offset, limit: windowRows, ...(sort && { sort: [sort] }), ...which }
    const window = await loadRows(db, site, slug, actor, id, inline, asked)
    found = window?.total ?? found
    if (!window || window.rows === '[]') break
    windows.push(window.rows.slice(1, -1))
    if (offset + windowRows >= found) break
  }
  return { rows: `[${windows.join(',')}]`, found }
}
