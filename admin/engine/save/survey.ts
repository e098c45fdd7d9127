import { getTableName, type SQL, sql } from 'drizzle-orm'
import type { PgTable } from 'drizzle-orm/pg-core'
import type { Transaction } from '@/db/client'
import { columnOf, type UniqueSet } from '../columns'
import { farModel } from '../far'
import { identifier } from '../identifier'
import { optionsOf } from '../labels'
import { type Actor, rightsOf } from '../permissions'
import { run } from '../run'
import type { Site } from '../site'
import { Source } from '../source'
import { titleSql } from '../title'
import type { Part } from './part'
import { at, idArray, list, rowSet } from './sql'
import type { Claim } from './unique'
import type { Values } from './value'

/** PostgreSQL's limit of a function's arguments. */
const mostArguments = 100

/** Something to be known before anything is written; all questions of a save are asked in one statement. */
export type Question = { sql: SQL; read(answer: unknown): void }

export async function ask(tx: Transaction, questions: readonly Question[]): Promise<void> {
  for (let from = 0; from < questions.length; from += mostArguments) {
    const asked = questions.slice(from, from + mostArguments)
    const parts = asked.map((question) => sql`(${question.sql})`)
    const [row] = await run<{ answers: unknown[] }>(tx, sql`select jsonb_build_array(${list(parts)}) as answers`)
    asked.forEach((question, index) => {
      question.read(row?.answers[index])
    })
  }
}

/** Which of the ids are no choice for a relation: no such record, beyond the declared limit, or not for this person. */
export function unavailable(
  site: Site,
  actor: Actor,
  part: Pick<Part, 'table' | 'declared'>,
  field: string,
  ids: readonly number[],
  read: (ids: ReadonlySet<number>) => void,
): Question {
  const far = farModel(site, part.table, field)
  if (!far || !rightsOf(site, actor, far.slug).view) return { sql: sql`null::jsonb`, read: () => read(new Set(ids)) }
  const { table } = far.model
  const limits = Object.entries(optionsOf(site, part.declared, field).limit ?? {}).map(
    ([name, value]) => sql` and ${at('f', columnOf(table, name))} = ${sql.param(value, columnOf(table, name))}`,
  )
  return {
    sql: sql`select jsonb_agg("c"."id") from unnest(${idArray(ids)}) as "c"("id")
      where not exists (select 1 from ${table} as "f" where "f"."id" = "c"."id"${sql.join(limits)})`,
    read: (answer) => read(new Set(Array.isArray(answer) ? answer.map(Number) : [])),
  }
}

/**
 * Which of the claims a stored row already has. `isOwn` says of a row that it is among the rows of the batch, whose claims
 * are known: that is asked here and not of the database, which would go through all of them for each of its rows.
 */
export function taken(
  part: Part,
  parentId: number | null,
  unique: UniqueSet,
  claims: readonly Claim[],
  isOwn: (id: number) => boolean,
  read: (claims: Claim[]) => void,
): Question {
  const same = unique.columns.map((name) => {
    const column = columnOf(part.table, name)
    if (name === part.parent) return sql`${at('s', column)} = ${parentId}::bigint`
    const text = unique.folded && column.dataType === 'string'
    return text
      ? sql`lower(${at('s', column)}) = lower(${at('c', column)})`
      : sql`${at('s', column)} = ${at('c', column)}`
  })
  const values = claims.map((claim) =>
    Object.fromEntries(
      unique.columns.filter((name) => name !== part.parent).map((name) => [name, claim.values[name] ?? null]),
    ),
  )
  return {
    sql: sql`select jsonb_agg(jsonb_build_array("c"."ordinality", "s"."id")) from ${rowSet(part.table, values)} as "c"
      join ${part.table} as "s" on ${sql.join(same, sql` and `)}`,
    read(answer) {
      const pairs: [ordinality: number, id: number][] = Array.isArray(answer) ? answer : []
      read(pairs.flatMap(([ordinality, id]) => (isOwn(id) ? [] : (claims[ordinality - 1] ?? []))))
    },
  }
}

/** The titles of far records by id. */
export function titlesOf(
  site: Site,
  table: PgTable,
  ids: readonly number[],
  read: (titles: ReadonlyMap<number, string>) => void,
): Question {
  const source = new Source(table)
  const title = titleSql(site, source)
  return {
    sql: sql`select jsonb_agg(jsonb_build_array("t"."id", ${title})) from ${source.tables()}
      where "t"."id" = any(${idArray(ids)})`,
    read: (answer) =>
      read(new Map(Array.isArray(answer) ? answer.map(([id, title]) => [Number(id), String(title)]) : [])),
  }
}

/** How many stored rows of the parent have these values. */
export function countOf(part: Part, parentId: number, where: Values, read: (count: number) => void): Question {
  const conditions = Object.entries(where).map(
    ([name, value]) =>
      sql` and ${at('s', columnOf(part.table, name))} = ${sql.param(value, columnOf(part.table, name))}`,
  )
  const parent = part.parent === undefined ? sql`"s"."id"` : at('s', columnOf(part.table, part.parent))
  return {
    sql: sql`select to_jsonb(count(*)) from ${part.table} as "s" where ${parent} = ${parentId}::bigint${sql.join(conditions)}`,
    read: (answer) => read(Number(answer)),
  }
}

/** Whether any table of the database refers to this one: asked of the catalogue, because not all tables are in the site. */
export function isReferredTo(table: PgTable, read: (referred: boolean) => void): Question {
  return {
    sql: sql`select to_jsonb(exists (select 1 from pg_constraint
      where contype = 'f' and confrelid = ${`"${getTableName(table)}"`}::text::regclass))`,
    read: (answer) => read(answer === true),
  }
}

/** Which of the rows, by their place from 0, break a condition over the table's columns. */
export function broken(
  table: PgTable,
  holds: SQL,
  rows: readonly Values[],
  read: (indexes: number[]) => void,
): Question {
  return {
    // Named like the table, because the condition names its columns so.
    sql: sql`select jsonb_agg("ordinality") from ${rowSet(table, rows)} as ${identifier(getTableName(table))}
      where not ${holds}`,
    read: (answer) => read(Array.isArray(answer) ? answer.map((ordinality) => Number(ordinality) - 1) : []),
  }
}
