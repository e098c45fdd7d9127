import { getTableName, sql } from 'drizzle-orm'
import type { PgColumn, PgTable } from 'drizzle-orm/pg-core'
import type { Transaction } from '@/db/client'
import { history, saves } from '@/db/schema/history'
import type { BulkChange, BulkDone, BulkRequest } from '../bulk-change'
import { columnOf, columnsOf } from '../columns'
import { tablesOf } from '../removal/graph'
import { run } from '../run'
import { claim, settle } from '../save/claim'
import { type Deed, isCounted, mustKeepLimits } from './limits'
import { bulkDigest } from './request'
import { restoreRows, setBack } from './restore'
import { lockParent } from './rows'
import { mustBeAllowed, type Place, refuse } from './work'

type Revert = Extract<BulkRequest, { kind: 'revert' }>

/** What a run wrote, as its history tells: a row of a table deleted, or one column of it changed. */
type Entry = { id: number; table: string; action: 'change' | 'delete'; columns: string[] }

/**
 * Takes back one portion of what a run wrote, newest first: sets back values that are still what the run wrote, and brings
 * deleted rows back under their old ids with all they held. What somebody changed since stays as it is and is counted.
 */
export async function revert(tx: Transaction, place: Place, request: Revert, most: number): Promise<BulkDone> {
  const change = await changeOf(tx, place, request)
  const { part, site, actor } = place
  mustBeAllowed(part, change.kind === 'set' ? 'change' : 'add')
  if (change.kind === 'set' && part.fields.get(change.field)?.readOnly !== false)
    refuse('denied', 'You may not change this column.')
  const deed: Deed = change.kind === 'set' ? change : { kind: 'restore' }
  const parentId = await lockParent(tx, place, isCounted(part, deed))
  const entries = await entriesOf(tx, request, most)
  const author = { saveId: request.revertId, actor }
  let changed = 0
  for (const group of grouped(site, change, entries)) {
    const own = group.table === part.table ? { column: columnOf(part.table, part.parent), id: parentId } : undefined
    const target = { site, author, table: group.table, parent: own }
    changed += group.column
      ? await setBack(tx, target, group.ids, group.column)
      : await restoreRows(tx, target, group.ids)
  }
  if (changed > 0 && isCounted(part, deed)) await mustKeepLimits(tx, place, parentId, deed)
  const cursor = entries.length < most ? null : (entries.at(-1)?.id ?? null)
  return { ok: true, changed, skipped: entries.length - changed, cursor }
}

/** What the run did, if it was this person's and about these rows. */
async function changeOf(tx: Transaction, { actor, slug, id, part }: Place, request: Revert): Promise<BulkChange> {
  const claimed = await claim(tx, {
    id: request.revertId,
    actor,
    request: bulkDigest('revert', slug, id, request.runId),
  })
  if (claimed.state === 'used') refuse('refused', 'This change was already used for something else.')
  if (claimed.state === 'mine') await settle(tx, request.revertId, sql`'null'::jsonb`)
  const about = JSON.stringify({ bulk: { slug, id, inline: part.inline } })
  const [found] = await run<{ change: BulkChange }>(
    tx,
    sql`select ${saves.outcome} -> 'bulk' -> 'change' as change from ${saves} where ${saves.id} = ${request.runId}::uuid
      and ${saves.actorId} = ${actor.id}::bigint and ${saves.outcome} @> ${about}::text::jsonb`,
  )
  return found?.change ?? refuse('gone', 'This change cannot be taken back any more.')
}

async function entriesOf(tx: Transaction, { runId, cursor }: Revert, most: number): Promise<Entry[]> {
  const [row] = await run<{ entries: Entry[] }>(
    tx,
    sql`select coalesce(json_agg("e" order by "e"."id" desc), '[]') as entries from (
      select ${history.id} as "id", ${history.table} as "table", ${history.action} as "action",
        array(select jsonb_object_keys(${history.after})) as "columns"
      from ${history} where ${history.saveId} = ${runId}::uuid and (${cursor}::bigint = 0 or ${history.id} < ${cursor}::bigint)
      order by ${history.id} desc limit ${most}::int
    ) as "e"`,
  )
  return row?.entries ?? []
}

type Group = { table: PgTable; column: PgColumn | undefined; ids: number[] }

/** The entries by what they take, in their order: rows come back before those that hang on them. */
function grouped(site: Place['site'], change: BulkChange, entries: readonly Entry[]): Group[] {
  const tables = new Map(tablesOf(site).map((table) => [getTableName(table), table]))
  const groups = new Map<string, Group>()
  for (const { id, table: name, action, columns } of entries) {
    const table = tables.get(name)
    if (!table) continue
    const column =
      action === 'delete'
        ? undefined
        : change.kind === 'set'
          ? columnOf(table, change.field)
          : Object.values(columnsOf(table)).find((each) => each.name === columns[0])
    const key = `${name}/${column?.name ?? ''}`
    const group = groups.get(key) ?? { table, column, ids: [] }
    group.ids.push(id)
    groups.set(key, group)
  }
  return [...groups.values()]
}
