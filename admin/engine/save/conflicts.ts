import { sql } from 'drizzle-orm'
import type { Transaction } from '@/db/client'
import type { Conflict } from '../batch'
import { farModel } from '../far'
import type { Cell, Related } from '../form'
import { type Actor, rightsOf } from '../permissions'
import { fieldSql } from '../record-sql'
import { run } from '../run'
import type { Site } from '../site'
import { Source } from '../source'
import { recordSql } from '../title'
import { type Met, nobody, tracesOf, whoStored } from './met'
import { headed } from './missing'
import { type Part, placeIn } from './part'
import type { Plan } from './plan'
import { idArray, list } from './sql'
import { ask, type Question } from './survey'

/** The cells and deletions of a part that stand against what is stored now: yours, theirs, by whom and when. */
export async function explainClashes(tx: Transaction, site: Site, actor: Actor, plan: Plan): Promise<Conflict[]> {
  const { part, compared } = plan
  const ids = [...new Set([...compared.clashes, ...compared.changedRemovals].map(({ id }) => id))]
  if (ids.length === 0) return []
  const traces = await tracesOf(tx, part.table, ids)
  const stored = await storedCells(tx, site, part, ids)
  const chosen = await chosenTitles(tx, site, actor, plan)
  const cell = (id: number, name: string) => stored.get(id)?.[name] ?? null
  const who = (id: number, name: string): Met =>
    whoStored(part, traces.get(id) ?? [], name, plan.stored.get(id)?.[name] ?? null)
  const named = (id: number) => headed(part, stored.get(id) ?? null, `#${id}`)
  return [
    ...compared.clashes.map(({ id, field, yours }): Conflict => {
      const row = part.inline === undefined ? {} : { ...placeIn(part, String(id)), ...named(id) }
      return {
        kind: 'cell',
        ...row,
        field,
        yours: chosen.get(`${field}:${yours}`) ?? yours,
        theirs: cell(id, field),
        ...who(id, field),
      }
    }),
    ...compared.changedRemovals.map(({ id, fields }): Conflict => {
      const met = fields.map((name) => who(id, name)).find(({ at }) => at !== null) ?? nobody
      const theirs = Object.fromEntries(fields.map((name) => [name, cell(id, name)]))
      return { kind: 'row-changed', inline: part.inline ?? '', row: String(id), ...named(id), theirs, ...met }
    }),
  ]
}

async function storedCells(
  tx: Transaction,
  site: Site,
  part: Part,
  ids: readonly number[],
): Promise<ReadonlyMap<number, Record<string, Cell>>> {
  const source = new Source(part.table)
  const fields = [...part.fields.values()]
  const cells = list(fields.map((field) => fieldSql(site, source, field)))
  const rows = await run<{ id: string; cells: Cell[] }>(
    tx,
    sql`select "t"."id" as id, json_build_array(${cells}) as cells from ${source.tables()}
    where "t"."id" = any(${idArray(ids)})`,
  )
  return new Map(
    rows.map((row) => [
      Number(row.id),
      Object.fromEntries(fields.map(({ name }, index) => [name, row.cells[index] ?? null])),
    ]),
  )
}

/** The relations that clashing cells were set to, as cells with titles, under `field:id`. */
async function chosenTitles(
  tx: Transaction,
  site: Site,
  actor: Actor,
  plan: Plan,
): Promise<ReadonlyMap<string, Related>> {
  const chosen = new Map<string, Related>()
  const questions = [...plan.part.fields.values()].flatMap((field): Question[] => {
    const ids = plan.compared.clashes.flatMap(({ field: name, yours }) =>
      name === field.name && typeof yours === 'number' ? yours : [],
    )
    const far = farModel(site, plan.part.table, field.name)
    if (field.kind !== 'relation' || !far || ids.length === 0 || !rightsOf(site, actor, far.slug).view) return []
    const source = new Source(far.model.table)
    return [
      {
        sql: sql`select jsonb_agg(${recordSql(site, source, field.lookups)}) from ${source.tables()}
          where "t"."id" = any(${idArray(ids)})`,
        // Made by `recordSql`, which builds exactly this.
        read: (answer) => {
          for (const related of (answer ?? []) as Related[]) chosen.set(`${field.name}:${related[0]}`, related)
        },
      },
    ]
  })
  await ask(tx, questions)
  return chosen
}
