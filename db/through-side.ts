import { and, eq, getTableColumns, getTableName, inArray, isNull, type SQL } from 'drizzle-orm'
import type { PgColumn, PgTable } from 'drizzle-orm/pg-core'
import type { Reader } from './client'
import type { Author } from './history'
import { idColumn } from './junction'
import { lockEnds } from './links'
import { idOf, idsOf, type Ref } from './refs'
import { relatedToAny } from './related'
import {
  amongIds,
  deleteRows,
  type Held,
  holdRows,
  insertRows,
  type NamedJunction,
  recordRows,
  requireData,
} from './through-rows'
import { withinTransaction } from './within-transaction'

/** By column, the value a row must hold, or several of which any will do. */
export type Where<Row> = { readonly [Name in keyof Row]?: Row[Name] | readonly Row[Name][] }

/** What new rows hold besides the pair: the same for all, or made from the far record's id. */
type DataFor<Data> = Data | ((farId: number) => Data)

/** Data may be left out where every column has a default. */
export type DataArgument<Data> = Record<never, never> extends Data ? [data?: DataFor<Data>] : [data: DataFor<Data>]

/** A through relation seen from the records of one end. */
export type ThroughSide<Row, Data, Parent, Far> = {
  /** The far records of the parent. */
  list(db: Reader, parent: Ref<Parent>): Promise<Far[]>
  /** The parent's rows, those that hold `where`, each with its far record: one query. */
  rows(db: Reader, parent: Ref<Parent>, where?: Where<Row>): Promise<{ row: Row; far: Far }[]>
  /** The parents that have a row with at least one of these far records, each once. */
  relatedToAny(db: Reader, far: readonly Ref<Far>[]): Promise<Parent[]>
  /**
   * Makes the far records of the parent exactly these: what stays keeps its row with all it holds, the missing are created
   * with `data`, the rest are deleted. Throws MissingError and RequiredError, with nothing written.
   */
  set(
    db: Reader,
    parent: Ref<Parent>,
    far: readonly Ref<Far>[],
    actor: Author,
    ...data: DataArgument<Data>
  ): Promise<{ kept: Row[]; created: Row[]; deleted: Row[] }>
}

/** The operations of one side. `order` says how records of each end are ordered; by age otherwise. */
export function throughSide<Row, Data, Parent, Far>(
  junction: NamedJunction,
  order: { parent?: SQL | PgColumn; far?: SQL | PgColumn },
): ThroughSide<Row, Data, Parent, Far> {
  const { table, parent, far } = junction
  // The relation's declaration compared the tables with those whose rows read as Row, Parent and Far.
  const typed = (held: readonly Held[]) => held.map(({ row }) => row as Row)

  async function rows(db: Reader, parentRef: Ref<object>, where: Where<Row> = {}) {
    if (!Number.isSafeInteger(idOf(parentRef))) return []
    const found = await db
      .select({ row: table, far: far.table })
      .from(table)
      .innerJoin(far.table, eq(idColumn(far.table), far.key))
      .where(and(eq(parent.key, idOf(parentRef)), ...conditions(table, where)))
      .orderBy(...inOrder(order.far), idColumn(table))
    return found as { row: Row; far: Far }[]
  }

  return {
    rows,

    async list(db, parentRef) {
      return (await rows(db, parentRef)).map((found) => found.far)
    },

    async relatedToAny(db, farRefs) {
      const ids = idsOf(farRefs).filter(Number.isSafeInteger)
      const found = await db
        .select()
        .from(parent.table)
        .where(relatedToAny(idColumn(parent.table), junction, ids))
        .orderBy(...inOrder(order.parent), idColumn(parent.table))
      return found as Parent[]
    },

    set: (db, parentRef, farRefs, actor, ...[data]) =>
      withinTransaction(
        db,
        async (tx) => {
          const parentId = idOf(parentRef)
          const farIds = idsOf(farRefs)
          await lockEnds(tx, junction, parentId, farIds)
          const before = await holdRows(tx, junction, eq(parent.key, parentId))
          const present = new Set(before.map(({ farId }) => farId))
          const missing = farIds.filter((id) => !present.has(id))
          const values = missing.map((id) => ({ ...dataFor(data, id), [parent.name]: parentId, [far.name]: id }))
          requireData(table, values)
          const wanted = new Set(farIds)
          const [stayed, deleted] = divided(before, ({ farId }) => wanted.has(farId))
          await deleteRows(tx, junction, deleted)
          const ids = new Set(await insertRows(tx, junction, values))
          const added = await holdRows(tx, junction, and(eq(parent.key, parentId), amongIds(far.key, missing)))
          // A pair that somebody else created meanwhile is one that stays.
          const [created, met] = divided(added, ({ id }) => ids.has(id))
          await recordRows(tx, junction, actor, { created, deleted })
          return { kept: typed([...stayed, ...met]), created: typed(created), deleted: typed(deleted) }
        },
        { retries: 3 },
      ),
  }
}

function conditions<Row>(table: PgTable, where: Where<Row>): SQL[] {
  const columns = getTableColumns(table)
  return Object.entries(where).flatMap(([name, value]) => {
    const column = columns[name]
    if (!column) throw new Error(`${getTableName(table)} has no column ${name}`)
    if (value === undefined) return []
    if (value === null) return [isNull(column)]
    return [Array.isArray(value) ? inArray(column, value) : eq(column, value)]
  })
}

function inOrder(order: SQL | PgColumn | undefined): (SQL | PgColumn)[] {
  return order ? [order] : []
}

function dataFor<Data>(data: DataFor<Data> | undefined, farId: number): Data | undefined {
  // Data is an object of columns, so whatever is a function makes one.
  return typeof data === 'function' ? (data as (farId: number) => Data)(farId) : data
}

function divided<Item>(items: readonly Item[], belongs: (item: Item) => boolean): [Item[], Item[]] {
  return [items.filter(belongs), items.filter((item) => !belongs(item))]
}
