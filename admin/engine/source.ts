import { type SQL, sql } from 'drizzle-orm'
import type { PgTable } from 'drizzle-orm/pg-core'
import { columnOf, referenceOf } from './columns'
import { identifier } from './identifier'

/**
 * A table in a query, and the tables that its relation columns lead to. A far table is joined when it is first asked for
 * and only once; so `tables()` is taken after all expressions have been made. Aliases follow from the order of asking:
 * the same query is the same text every time.
 */
export class Source {
  readonly #far = new Map<string, Source>()

  constructor(
    readonly table: PgTable,
    readonly alias = 't',
  ) {}

  /** A column of this table, by the name that the code gives it. */
  column(name: string): SQL {
    return identifier(this.alias, columnOf(this.table, name).name)
  }

  /** The table that a relation column points at, joined so that a row without a value stays. */
  far(name: string): Source {
    const known = this.#far.get(name)
    if (known) return known
    const reference = referenceOf(this.table, name)
    if (!reference) throw new Error(`${name} does not refer to another table`)
    const far = new Source(reference.table, `${this.alias}_${this.#far.size + 1}`)
    this.#far.set(name, far)
    return far
  }

  /** `"enrollments" as "t" left join "students" as "t_1" on …`, for after `from`. */
  tables(): SQL {
    return sql`${this.table} as ${identifier(this.alias)}${this.joins()}`
  }

  /**
   * Likewise, with a plain join where a row always has a value. That names the same rows and lets the planner begin with
   * the far table, in the order of an index of it.
   */
  tablesFromEitherEnd(): SQL {
    return sql`${this.table} as ${identifier(this.alias)}${this.joins(true)}`
  }

  /**
   * The joins alone, for a query that names the first table itself. Rows that are stored always meet what a required column
   * points at; others, such as those of the history, may not.
   */
  joins(areStored = false): SQL {
    const joins = [...this.#far].map(([name, far]) => {
      const isMet = areStored && columnOf(this.table, name).notNull
      const way = isMet ? sql` join` : sql` left join`
      return sql`${way} ${far.table} as ${identifier(far.alias)} on ${far.column('id')} = ${this.column(name)}${far.joins(isMet)}`
    })
    return sql.join(joins)
  }
}
