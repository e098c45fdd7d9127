import { getTableName, sql } from 'drizzle-orm'
import type { PgColumn, PgTable } from 'drizzle-orm/pg-core'
import type { Transaction } from '@/db/client'
import { history } from '@/db/schema/history'
import type { BulkChange, BulkDone, BulkRequest } from '../bulk-change'
import { columnOf, columnsOf } from '../columns'
import { tablesOf } from '../removal/graph'
import { run } from '../run'
import { type Deed, isCounted, mustKeepLimits } from './limits'
import { removeRows } from './remove-rows'
import { lockRestored, restoreRows, setBack } from './restore'
import { lockParent } from './rows'
import { claimRun, once, runOf, subjectOf } from './runs'
import { mustBeAllowed, type Place, refuse } from './work'

type Revert = Extract<BulkRequest, { kind: 'revert' }>

/** What a run wrote, as its history tells: a row of a table deleted or brought back, or one column of it changed. */
type Entry = { id: number; table: string; action: 'create' | 'change' | 'delete'; columns: string[] }

/** What taking back does to the rows, and the right that it needs. */
const opposites = {
  change: { action: 'change', right: 'change' },
  delete: { action: 'create', right: 'add' },
  create: { action: 'delete', right: 'delete' },
} as const

/**
 * Takes back one portion of what a run wrote, newest first: sets back values that are still what the run wrote, brings
 * deleted rows back under their old ids with all they held, deletes again those that were brought back and are as they were
 * then. So a run that took another back, taken back itself, does the other again, to exactly its rows. What somebody changed
 * since stays as it is and is counted.
 */
export async function revert(tx: Transaction, place: Place, request: Revert, most: number): Promise<BulkDone> {
  const { runId, revertId, cursor } = request
  const { part, site, actor } = place
  const { change, action: done } = await runOf(tx, place, runId)
  const { action, right } = opposites[done]
  mustBeAllowed(part, right)
  if (change.kind === 'set' && part.fields.get(change.field)?.readOnly !== false)
    refuse('denied', 'You may not change this column.')
  const deed: Deed = change.kind === 'set' ? change : { kind: action === 'delete' ? 'delete' : 'restore' }
  const parentId = await lockParent(tx, place, isCounted(part, deed))
  const subject = subjectOf(place, parentId)
  await claimRun(tx, place, revertId, runId, { change, subject, action, reverts: runId })
  return once(tx, place, request, revertId, async () => {
    const entries = await entriesOf(tx, request, most)
    const author = { saveId: revertId, actor, ...(cursor > 0 && subject && { unlisted: subject }) }
    const last = entries.length < most ? null : (entries.at(-1)?.id ?? null)
    if (action === 'delete') {
      // What hangs on the rows goes with them, as it did the first time.
      const ours = entries.flatMap(({ id, table }) => (table === getTableName(part.table) ? [id] : []))
      const ids = await lockRestored(tx, place, parentId, ours)
      if (ids.length > 0) await removeRows(tx, place, author, parentId, ids)
      if (ids.length > 0 && isCounted(part, deed)) await mustKeepLimits(tx, place, parentId, deed)
      return { ok: true, changed: ids.length, skipped: ours.length - ids.length, cursor: last }
    }
    let changed = 0
    for (const group of grouped(site, change, entries)) {
      const own = group.table === part.table ? { column: columnOf(part.table, part.parent), id: parentId } : undefined
      const target = { site, author, table: group.table, parent: own }
      changed += group.column
        ? await setBack(tx, target, group.ids, group.column)
        : await restoreRows(tx, target, group.ids)
    }
    if (changed > 0 && isCounted(part, deed)) await mustKeepLimits(tx, place, parentId, deed)
    return { ok: true, changed, skipped: entries.length - changed, cursor: last }
  })
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
