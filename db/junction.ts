import { getTableColumns, getTableName } from 'drizzle-orm'
import { getTableConfig, type PgColumn, type PgTable } from 'drizzle-orm/pg-core'

/** One end of a junction: its foreign key, by what name the code calls it, and the table that it points at. */
export type End = { readonly name: string; readonly key: PgColumn; readonly table: PgTable }

/** A table whose rows join a record of one end with a record of the other, each pair at most once. */
export type Junction = { readonly table: PgTable; readonly parent: End; readonly far: End }

/** A Drizzle table whose rows read as `Row` and are inserted as `New`. */
export type TableOf<Row, New = unknown> = PgTable & { readonly $inferSelect: Row; readonly $inferInsert: New }

/** The columns of `Row` that can hold an id. */
export type KeyOf<Row> = Exclude<
  { [Name in keyof Row & string]: NonNullable<Row[Name]> extends number ? Name : never }[keyof Row & string],
  'id'
>

/**
 * Reads from a table what its foreign keys `parent` and `far` join. Throws when one of them is no foreign key to an `id`,
 * or when the pair is not unique: adding twice would then make two rows.
 */
export function junctionOf(table: PgTable, parent: string, far: string): Junction {
  const ends = { parent: endOf(table, parent), far: endOf(table, far) }
  const { uniqueConstraints, primaryKeys } = getTableConfig(table)
  const isPair = (columns: readonly { name: string }[]) =>
    columns.length === 2 && [ends.parent, ends.far].every(({ key }) => columns.some(({ name }) => name === key.name))
  if (![...uniqueConstraints, ...primaryKeys].some(({ columns }) => isPair(columns)))
    throw new Error(`${getTableName(table)}: declare unique().on(${parent}, ${far})`)
  return { table, ...ends }
}

/** The same junction seen from the other side. */
export function reversed({ table, parent, far }: Junction): Junction {
  return { table, parent: far, far: parent }
}

/** The one primary key that every table has. */
export function idColumn(table: PgTable): PgColumn {
  const { id } = getTableColumns(table)
  if (!id) throw new Error(`${getTableName(table)} has no column id`)
  return id
}

function endOf(table: PgTable, name: string): End {
  const key = getTableColumns(table)[name]
  const references = getTableConfig(table).foreignKeys.map((foreignKey) => foreignKey.reference())
  const found = references.find(({ columns, foreignColumns }) => columns[0] === key && foreignColumns[0]?.name === 'id')
  if (!key || found?.columns.length !== 1) throw new Error(`${getTableName(table)}.${name} is no foreign key to an id`)
  return { name, key, table: found.foreignTable }
}
