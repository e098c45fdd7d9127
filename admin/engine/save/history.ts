import { getTableName, type SQL, sql } from 'drizzle-orm'
import type { PgColumn } from 'drizzle-orm/pg-core'
import { type HistoryEntry, historySql } from '@/db/history'
import { columnOf, referencesOf } from '../columns'
import { fixedSql } from '../fixed-sql'
import type { Actor } from '../permissions'
import type { Site } from '../site'
import { Source } from '../source'
import { titleSql } from '../title'
import type { Part } from './part'
import { at, list } from './sql'

/**
 * Who saves, and under which save the history is kept. `unlisted` is a record (`courses:7`) whose page does not list the
 * rows one by one, because a change of very many is counted there.
 */
export type Author = { saveId: string; actor: Actor; unlisted?: string }

type Entry = {
  action: HistoryEntry['action']
  /** The rows: a subquery or the name of one, with every column of the table. */
  rows: SQL
  /** The rows are changed by the same statement: then `o` is what each was, read from the table itself. */
  isChange?: boolean
  before: SQL
  after: SQL
}

/**
 * The statement that records what happened to rows of a part, to stand beside the statement that writes them. In its
 * `before` and `after` the row is `t`, and what it was is `o`.
 */
export function historyOf(site: Site, author: Author, { table }: Pick<Part, 'table'>, entry: Entry): SQL {
  const { saveId, actor, unlisted } = author
  const { isChange = false } = entry
  const { title, named, joins } = fixedSql(site, table, `history ${isChange}`, () => {
    const source = new Source(table)
    return { title: rowTitle(site, source), named: subjects(site, source, isChange), joins: source.joins() }
  })
  const join = isChange ? sql` join ${table} as "o" on "o"."id" = "t"."id"` : sql``
  const columns = {
    action: sql`${entry.action}::text`,
    table: sql`${getTableName(table)}::text`,
    rowId: sql`"t"."id"`,
    title,
    subjects: unlisted === undefined ? named : sql`array_remove(${named}, ${unlisted}::text)`,
    before: entry.before,
    after: entry.after,
  }
  return historySql({ saveId, actor }, columns, sql`${entry.rows} as "t"${joins}${join} order by "t"."id"`)
}

/** The history of rows `w` that the same statement changes in these columns, and in no others. */
export function changeHistory(
  site: Site,
  author: Author,
  part: Pick<Part, 'table'>,
  written: readonly PgColumn[],
): SQL {
  return historyOf(site, author, part, {
    action: 'change',
    rows: sql`"w"`,
    isChange: true,
    before: changedValues('o', written),
    after: changedValues('t', written),
  })
}

/** Of columns that may have changed, those that did, as an object of `side`'s values. */
function changedValues(side: 't' | 'o', columns: readonly PgColumn[]): SQL {
  const [only] = columns
  if (only && columns.length === 1) return sql`jsonb_build_object(${only.name}::text, ${at(side, only)})`
  const parts = columns.map(
    (column) =>
      sql`case when ${at('t', column)} is distinct from ${at('o', column)}
        then jsonb_build_object(${column.name}::text, ${at(side, column)}) else '{}'::jsonb end`,
  )
  return sql.join(parts, sql` || `)
}

/** Every record whose history shows the row: its own model's, and those its relations point at, now and before. */
function subjects(site: Site, source: Source, withOld: boolean): SQL {
  const own = site.slugOf(source.table)
  const references = [...referencesOf(source.table)].flatMap(([name, { table }]) => {
    const slug = site.slugOf(table)
    if (slug === undefined) return []
    const column = columnOf(source.table, name)
    const now = sql`${`${slug}:`} || ${at('t', column)}`
    const was = sql`case when ${at('o', column)} is distinct from ${at('t', column)} then ${`${slug}:`} || ${at('o', column)} end`
    return withOld ? [now, was] : [now]
  })
  const all = [...(own === undefined ? [] : [sql`${`${own}:`} || "t"."id"`]), ...references]
  return sql`array_remove(array[${list(all)}]::text[], null)`
}

/** The row's title; a junction without a model is named by what it joins. */
export function rowTitle(site: Site, source: Source): SQL {
  if (site.slugOf(source.table) !== undefined) return titleSql(site, source)
  const far = [...referencesOf(source.table)].filter(([, { table }]) => site.slugOf(table) !== undefined)
  const titles = far.map(([name]) => titleSql(site, source.far(name)))
  return titles.length > 0 ? sql`concat_ws(' – ', ${list(titles)})` : sql`'#' || "t"."id"`
}
