import { type SQL, sql } from 'drizzle-orm'
import type { PgTable } from 'drizzle-orm/pg-core'
import { referenceOf, splitName } from './columns'
import type { Site } from './site'
import { Source } from './source'
import { orderKeys, titleKeys } from './title'

/** As much of a search as is used: a person types less, and more would only cost time. */
const maxLength = 200
const maxWords = 8

/** A search text made fit for use: composed, without NUL, with single spaces, and not too long. */
export function cleanSearch(text: string): string {
  const whole = text
    .slice(0, maxLength * 4)
    .replaceAll('\u0000', '')
    .normalize('NFC')
  return [...whole].slice(0, maxLength).join('').replace(/\s+/g, ' ').trim()
}

/** `%`, `_` and `\` mean themselves in what this returns, for use within a LIKE pattern. */
export function escapeLike(text: string): string {
  return text.replace(/[\\%_]/g, '\\$&')
}

/**
 * Every word must occur in at least one of the columns; undefined for an empty search. A relation column is searched by
 * its title. Columns of a far record (`studentId.name`) are searched on their own and met by key: one key at a time, so
 * that indexes of both tables can serve, or all at once, where the rows are found by something else and very many far
 * records may match.
 */
export function searchSql(
  site: Site,
  source: Source,
  columns: readonly string[],
  q: string,
  meets: 'each' | 'all' = 'each',
): SQL | undefined {
  const words = cleanSearch(q)
    .split(' ')
    .filter((word) => word !== '')
    .slice(0, maxWords)
  if (words.length === 0) return undefined
  if (columns.length === 0) return sql`false`
  return sql.join(
    words.map((word) => wordSql(site, source, columns, `%${escapeLike(word)}%`, meets)),
    sql` and `,
  )
}

function wordSql(site: Site, source: Source, columns: readonly string[], pattern: string, meets: 'each' | 'all'): SQL {
  const own: SQL[] = []
  const relations = new Map<string, (string | undefined)[]>()
  for (const { name, far } of columns.map(splitName)) {
    if (referenceOf(source.table, name)) relations.set(name, [...(relations.get(name) ?? []), far])
    else own.push(...orderKeys(site, source, name).map((text) => sql`${text}::text ilike ${pattern}`))
  }
  const met = [...relations].map(([name, columns]) => {
    const ids = farIds(site, referenceOf(source.table, name)?.table, columns, pattern)
    return meets === 'all' ? sql`${source.column(name)} in (${ids})` : sql`${source.column(name)} = any(array(${ids}))`
  })
  return sql`(${sql.join([...own, ...met], sql` or `)})`
}

/** The ids of far records with the pattern in one of the columns; undefined among them stands for the title. */
function farIds(
  site: Site,
  table: PgTable | undefined,
  columns: readonly (string | undefined)[],
  pattern: string,
): SQL {
  if (!table) throw new Error('A search goes through a column that is no relation')
  const far = new Source(table, 'f')
  const texts = columns.flatMap((name) => (name === undefined ? titleKeys(site, far) : [far.column(name)]))
  const matches = texts.map((text) => sql`${text}::text ilike ${pattern}`)
  return sql`select ${far.column('id')} from ${far.tables()} where ${sql.join(matches, sql` or `)}`
}
