import { type SQL, sql } from 'drizzle-orm'
import type { Reader } from '@/db/client'
import { history, saves as stored } from '@/db/schema/history'
import { cellSql } from './cell-sql'
import { columnOf } from './columns'
import { type Action, describeRow, type HistoryRow, recordsNamed, type StoredRow } from './history-row'
import { type HistoryTable, historyTables } from './history-tables'
import { readTitles } from './history-titles'
import type { Actor } from './permissions'
import { parsed, run } from './run'
import type { Site } from './site'
import { Source } from './source'

/** One save. `rows` holds its first rows, `more` counts the others; `counts` counts all by action and kind. */
export type HistoryEntry = {
  saveId: string
  at: string
  by: string
  counts: { action: Action; label: string; count: number }[]
  rows: HistoryRow[]
  more: number
}

/** `before` asks for the next, older page; null on the last one. */
export type HistoryPage = { entries: HistoryEntry[]; before: number | null }

const savesPerPage = 20
const rowsPerSave = 100
const rowsPerLatest = 3

/**
 * What happened to a record and its rows, newest save first, as far as the actor may view the models concerned. Two
 * statements, whatever was changed. The record need not be stored any more.
 */
export async function historyOf(
  db: Reader,
  site: Site,
  slug: string,
  actor: Actor,
  id: number,
  { before }: { before?: number | undefined } = {},
): Promise<HistoryPage> {
  const tables = historyTables(site, actor)
  const own = new Source(history, 's')
  const older = before === undefined ? sql`` : sql` having max(${own.column('id')}) < ${before}`
  const ofRecord = (source: Source) =>
    sql`${source.column('subjects')} @> array[${`${slug}:${id}`}::text] and ${isVisible(source, tables)}`
  const saves = sql`select ${own.column('saveId')} as save_id, max(${own.column('id')}) as last
    from ${own.tables()} where ${ofRecord(own)} group by ${own.column('saveId')}${older}
    order by last desc limit ${savesPerPage + 1}`
  const shown = { of: ofRecord, subject: `${slug}:${id}` }
  const found = await readSaves(db, sql`with met as (${saves})`, shown, rowsPerSave)
  const newest = found.slice(0, savesPerPage)
  const last = newest.at(-1)
  return {
    entries: await describeSaves(db, site, tables, newest),
    before: found.length > savesPerPage && last ? Number(last.last) : null,
  }
}

/** The newest saves of all models that the actor may view, with the first few rows of each. Two statements. */
export async function latestChanges(db: Reader, site: Site, actor: Actor, limit: number): Promise<HistoryEntry[]> {
  const tables = historyTables(site, actor)
  const row = new Source(history, 's')
  const newest = (condition: SQL) => sql`select ${row.column('saveId')} as save_id, ${row.column('id')} as last
    from ${row.tables()} where ${isVisible(row, tables)} and ${condition} order by ${row.column('id')} desc limit 1`
  // From one save to the next older one, so that a save of many thousand rows is stepped over, not grouped.
  const saves = sql`with recursive met as (
    select save_id, last, array[save_id] as seen from (${newest(sql`true`)}) as first
    union all
    select next.save_id, next.last, met.seen || next.save_id from met cross join lateral (
      ${newest(sql`${row.column('id')} < met.last and ${row.column('saveId')} <> all(met.seen)`)}
    ) as next where cardinality(met.seen) < ${Math.min(Math.max(1, limit), 50)}
  )`
  const found = await readSaves(db, saves, { of: (source) => isVisible(source, tables) }, rowsPerLatest)
  return describeSaves(db, site, tables, found)
}

function isVisible(source: Source, tables: ReadonlyMap<string, HistoryTable>): SQL {
  return sql`${source.column('table')} in (select json_array_elements_text(${JSON.stringify([...tables.keys()])}::text::json))`
}

type Save = {
  saveId: string
  last: string
  rows: StoredRow[]
  counts: { action: Action; table: string; count: number }[]
}

/** Which rows of a save are shown, and the record on whose page; without one, on a page of all. */
type Shown = { of: (source: Source) => SQL; subject?: string }

/** The rows of a very long change are not counted again: how many they are is stored under its id. */
async function readSaves(db: Reader, saves: SQL, { of, subject }: Shown, limit: number): Promise<Save[]> {
  const [row, each] = [new Source(history, 'h'), new Source(history, 'c')]
  const at = cellSql(columnOf(history, 'at'), row.column('at'))
  const rows = sql`select json_build_object('id', ${row.column('id')}, 'at', ${at}, 'by', ${row.column('actorName')},
      'action', ${row.column('action')}, 'table', ${row.column('table')}, 'rowId', ${row.column('rowId')},
      'title', ${row.column('title')}, 'before', ${row.column('before')}, 'after', ${row.column('after')}) as row
    from ${row.tables()} where ${row.column('saveId')} = met.save_id and ${of(row)}
    order by ${row.column('id')} limit ${limit}`
  const counts = sql`select json_build_object('action', ${each.column('action')}, 'table', ${each.column('table')},
      'count', count(*)) as count
    from ${each.tables()} where ${each.column('saveId')} = met.save_id and ${of(each)}
    group by ${each.column('action')}, ${each.column('table')} order by min(${each.column('id')})`
  const ofSubject = subject === undefined ? sql`` : sql` and bulk ->> 'subject' = ${subject}`
  const found = await run<{ save_id: string; last: string; rows: string; counts: string }>(
    db,
    sql`${saves} select met.save_id::text, met.last::text,
      (select json_agg(row)::text from (${rows}) as h) as rows,
      coalesce(long.counts, (select json_agg(count)::text from (${counts}) as c)) as counts
    from met left join lateral (
      select json_build_array(json_build_object('action', bulk -> 'action', 'table', bulk -> 'table',
        'count', bulk -> 'changed'))::text as counts
      from (select ${stored.outcome} -> 'bulk' as bulk from ${stored} where ${stored.id} = met.save_id) as run
      where bulk is not null${ofSubject}
    ) as long on true order by met.last desc`,
  )
  return found.map((save) => ({
    saveId: save.save_id,
    last: save.last,
    rows: parsed<StoredRow[]>(save.rows),
    counts: parsed<Save['counts']>(save.counts),
  }))
}

async function describeSaves(
  db: Reader,
  site: Site,
  tables: ReadonlyMap<string, HistoryTable>,
  saves: readonly Save[],
): Promise<HistoryEntry[]> {
  const wanted = new Map<string, Set<number>>()
  for (const row of saves.flatMap(({ rows }) => rows)) {
    const table = tables.get(row.table)
    for (const [slug, id] of table ? recordsNamed(site, table, row) : [])
      wanted.set(slug, (wanted.get(slug) ?? new Set()).add(id))
  }
  const titles = await readTitles(db, site, wanted)
  return saves.map(({ saveId, rows, counts }) => ({
    saveId,
    at: rows[0]?.at ?? '',
    by: rows[0]?.by ?? '',
    counts: counts.map(({ action, table, count }) => {
      const named = tables.get(table)
      return { action, label: (count === 1 ? named?.singular : named?.plural) ?? table, count }
    }),
    rows: rows.flatMap((row) => {
      const table = tables.get(row.table)
      return table ? [describeRow(site, table, row, titles)] : []
    }),
    more: counts.reduce((sum, { count }) => sum + count, 0) - rows.length,
  }))
}
