import { and, eq, type SQL, sql } from 'drizzle-orm'
import type { PgColumn } from 'drizzle-orm/pg-core'
import type { Reader, Transaction } from './client'
import type { Author } from './history'
import { idColumn, junctionOf, type KeyOf, reversed, type TableOf } from './junction'
import { lockExisting } from './lock-existing'
import { idOf, idsOf, type Ref } from './refs'
import { PairExistsError } from './relation-errors'
import {
  amongIds,
  deleteRows,
  type Held,
  holdRows,
  insertRows,
  recordRows,
  requireData,
  type Values,
} from './through-rows'
import { type ThroughSide, throughSide } from './through-side'
import { allOrNothing, withinTransaction } from './within-transaction'

/**
 * A relation whose rows hold data of their own, so that there is no `add` or `remove` to lose it. Every write is one
 * transaction (the caller's, if `db` is one) of a fixed number of statements, and is recorded in the history. An id that
 * does not exist is a MissingError that names all of them, and nothing is written.
 */
export type Through<Row, New, Data, Left, Right> = {
  /**
   * Creates rows, all or none, and returns them in the given order. Throws RequiredError, and PairExistsError when a pair
   * is given twice or is there already, also when somebody else creates it at the same moment.
   */
  create(db: Reader, rows: readonly New[], actor: Author): Promise<Row[]>
  /** The row of the pair, created when there is none; one that is there keeps what it holds. Throws RequiredError. */
  getOrCreate(db: Reader, row: New, actor: Author): Promise<{ row: Row; created: boolean }>
  /** Deletes the row of the pair and returns what it held, or null when there is none. */
  deletePair(db: Reader, left: Ref<Left>, right: Ref<Right>, actor: Author): Promise<Row | null>
  /** The relation from a left record's side. */
  readonly left: ThroughSide<Row, Data, Left, Right>
  /** The relation from a right record's side. */
  readonly right: ThroughSide<Row, Data, Right, Left>
}

type EndConfig<Key, Record> = {
  key: Key
  table: TableOf<Record>
  /** What names a record of this end, as SQL over its table. */
  title: SQL | PgColumn
  /** How records of this end are ordered when they are listed; by the age of their rows otherwise. */
  order?: SQL | PgColumn
}

/**
 * The through relation over a table that joins records of two different tables and holds data besides. A row is titled by
 * its left title, `between` and its right title. Throws when the keys do not point at these tables or the pair is not unique.
 */
export function through<Row, New, LeftKey extends KeyOf<Row>, RightKey extends KeyOf<Row>, Left, Right>(
  table: TableOf<Row, New>,
  { left, right, between }: { left: EndConfig<LeftKey, Left>; right: EndConfig<RightKey, Right>; between: string },
): Through<Row, New, Omit<New, 'id' | LeftKey | RightKey>, Left, Right> {
  const title = sql`${left.title} || ${between}::text || ${right.title}`
  const junction = { ...junctionOf(table, left.key, right.key), title }
  const { parent, far } = junction
  if (parent.table !== left.table || far.table !== right.table)
    throw new Error(`${left.key} and ${right.key} point at other tables than the relation says`)

  // Rows come and go as the table's types say; in between they are values by name.
  const values = (row: New) => row as Values
  const typed = ({ row }: Held) => row as Row
  const leftOf = (row: New) => values(row)[left.key] as number
  const rightOf = (row: New) => values(row)[right.key] as number

  /** What stands in the way of new rows, looked for before anything is written; the records stay until the end. */
  async function prepare(tx: Transaction, rows: readonly New[]) {
    requireData(table, rows.map(values))
    await lockExisting(
      tx,
      { table: parent.table, ids: idsOf(rows.map(leftOf)), lock: 'key share' },
      { table: far.table, ids: idsOf(rows.map(rightOf)), lock: 'key share' },
    )
  }

  return {
    create: (db, rows, actor) =>
      allOrNothing(db, async (tx) => {
        const places = new Map(rows.map((row, place) => [`${leftOf(row)},${rightOf(row)}`, place]))
        const twice = rows.filter((row, place) => places.get(`${leftOf(row)},${rightOf(row)}`) !== place)
        if (twice.length > 0) throw new PairExistsError(table, pairs(twice))
        await prepare(tx, rows)
        const ids = await insertRows(tx, junction, rows.map(values))
        const created = await holdRows(tx, junction, amongIds(idColumn(table), ids))
        const place = ({ parentId, farId }: Held) => places.get(`${parentId},${farId}`) ?? -1
        const inserted = new Set(created.map(place))
        const refused = rows.filter((_, index) => !inserted.has(index))
        if (refused.length > 0) throw new PairExistsError(table, pairs(refused))
        await recordRows(tx, junction, actor, { created })
        return created.sort((a, b) => place(a) - place(b)).map(typed)
      }),

    getOrCreate: (db, row, actor) =>
      withinTransaction(
        db,
        async (tx) => {
          await prepare(tx, [row])
          // The row that was in the way of ours can be gone by the time we read it; then the next try inserts.
          for (;;) {
            const created = (await insertRows(tx, junction, [values(row)])).length > 0
            const ofPair = and(eq(parent.key, leftOf(row)), eq(far.key, rightOf(row)))
            const [held] = await holdRows(tx, junction, ofPair)
            if (!held) continue
            if (created) await recordRows(tx, junction, actor, { created: [held] })
            return { row: typed(held), created }
          }
        },
        { retries: 3 },
      ),

    deletePair: (db, leftRef, rightRef, actor) =>
      withinTransaction(db, async (tx) => {
        const [leftId, rightId] = [idOf(leftRef), idOf(rightRef)]
        if (![leftId, rightId].every(Number.isSafeInteger)) return null
        const deleted = await holdRows(tx, junction, and(eq(parent.key, leftId), eq(far.key, rightId)))
        await deleteRows(tx, junction, deleted)
        await recordRows(tx, junction, actor, { deleted })
        return deleted[0] ? typed(deleted[0]) : null
      }),

    left: throughSide(junction, { parent: left.order, far: right.order }),
    right: throughSide({ ...reversed(junction), title }, { parent: right.order, far: left.order }),
  }

  function pairs(rows: readonly New[]): (readonly [number, number])[] {
    return rows.map((row) => [leftOf(row), rightOf(row)])
  }
}
