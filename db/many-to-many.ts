import { eq } from 'drizzle-orm'
import type { Reader } from './client'
import { idColumn, type Junction, junctionOf, type KeyOf, reversed, type TableOf } from './junction'
import { deleteLinks, insertLinks, type Link, lockEnds } from './links'
import { idOf, idsOf, type Ref } from './refs'
import { withinTransaction } from './within-transaction'

/**
 * A standard many-to-many relation, seen from its parent's side. Records are given as ids or rows, several times or not at
 * all; every write is one transaction (the caller's, if `db` is one) of a fixed number of statements, may be repeated, and
 * returns the links that it made or deleted. An id that does not exist, the parent's too, is a MissingError that names all
 * of them, and nothing is written.
 */
export type ManyToMany<Parent, Far> = {
  /** Links what is not linked yet. */
  add(db: Reader, parent: Ref<Parent>, ...far: readonly Ref<Far>[]): Promise<Link[]>
  /** Deletes the links to these records; one that was not linked changes nothing. */
  remove(db: Reader, parent: Ref<Parent>, ...far: readonly Ref<Far>[]): Promise<Link[]>
  /** Links exactly these. A link that stays keeps its row. */
  set(db: Reader, parent: Ref<Parent>, far: readonly Ref<Far>[]): Promise<{ added: Link[]; removed: Link[] }>
  /** Deletes every link of the parent. */
  clear(db: Reader, parent: Ref<Parent>): Promise<Link[]>
  /** The linked records, in the order in which they were linked. */
  list(db: Reader, parent: Ref<Parent>): Promise<Far[]>
  /** The same relation from the other side. */
  readonly reversed: ManyToMany<Far, Parent>
  readonly junction: Junction
}

/** Every operation comes out the same when it is repeated after a deadlock or a lost connection. */
const repeatable = { retries: 3 }

/**
 * The standard many-to-many relation over a junction table: `manyToMany(articleTags, { parent: ['articleId', articles],
 * far: ['tagId', tags] })`. Throws when the columns are no foreign keys to these tables or the pair is not unique.
 */
export function manyToMany<Row, Parent, Far>(
  table: TableOf<Row>,
  ends: {
    parent: readonly [key: KeyOf<Row>, table: TableOf<Parent>]
    far: readonly [key: KeyOf<Row>, table: TableOf<Far>]
  },
): ManyToMany<Parent, Far> {
  const junction = junctionOf(table, ends.parent[0], ends.far[0])
  if (junction.parent.table !== ends.parent[1] || junction.far.table !== ends.far[1])
    throw new Error(`${ends.parent[0]} and ${ends.far[0]} point at other tables than the relation says`)
  return sides<Parent, Far>(junction)
}

function sides<Parent, Far>(junction: Junction): ManyToMany<Parent, Far> {
  const there = side<Parent, Far>(junction)
  const back = side<Far, Parent>(reversed(junction))
  const relation: ManyToMany<Parent, Far> = {
    ...there,
    reversed: {
      ...back,
      get reversed() {
        return relation
      },
    },
  }
  return relation
}

function side<Parent, Far>(junction: Junction): Omit<ManyToMany<Parent, Far>, 'reversed'> {
  return {
    junction,

    add: (db, parent, ...far) =>
      withinTransaction(
        db,
        async (tx) => {
          const ids = idsOf(far)
          await lockEnds(tx, junction, idOf(parent), ids)
          return insertLinks(tx, junction, idOf(parent), ids)
        },
        repeatable,
      ),

    remove: (db, parent, ...far) =>
      withinTransaction(
        db,
        async (tx) => {
          const only = idsOf(far)
          await lockEnds(tx, junction, idOf(parent), only)
          return deleteLinks(tx, junction, idOf(parent), { only })
        },
        repeatable,
      ),

    set: (db, parent, far) =>
      withinTransaction(
        db,
        async (tx) => {
          const ids = idsOf(far)
          await lockEnds(tx, junction, idOf(parent), ids)
          const removed = await deleteLinks(tx, junction, idOf(parent), { except: ids })
          return { added: await insertLinks(tx, junction, idOf(parent), ids), removed }
        },
        repeatable,
      ),

    clear: (db, parent) =>
      withinTransaction(
        db,
        async (tx) => {
          await lockEnds(tx, junction, idOf(parent), [])
          return deleteLinks(tx, junction, idOf(parent), { except: [] })
        },
        repeatable,
      ),

    async list(db, parent) {
      const { table, far } = junction
      if (!Number.isSafeInteger(idOf(parent))) return []
      const rows = await db
        .select({ far: far.table })
        .from(table)
        .innerJoin(far.table, eq(idColumn(far.table), far.key))
        .where(eq(junction.parent.key, idOf(parent)))
        .orderBy(idColumn(table))
      // `manyToMany` compared the table with the one whose rows read as Far.
      return rows.map((row) => row.far as Far)
    },
  }
}
