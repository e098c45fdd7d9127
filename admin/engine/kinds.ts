import type { PgColumn } from 'drizzle-orm/pg-core'
import type { FieldKind } from './form'

/** What a column holds, as far as a form is concerned; whether it is a relation is for the foreign keys to say. */
export type ColumnKind = Exclude<FieldKind['kind'], 'relation' | 'lookup'>

const kinds: Readonly<Record<string, ColumnKind>> = {
  PgText: 'text',
  PgVarchar: 'text',
  PgChar: 'text',
  PgUUID: 'text',
  PgInteger: 'integer',
  PgSmallInt: 'integer',
  PgSerial: 'integer',
  PgSmallSerial: 'integer',
  PgBigInt53: 'integer',
  PgBigSerial53: 'integer',
  PgNumeric: 'decimal',
  PgNumericNumber: 'decimal',
  PgReal: 'decimal',
  PgDoublePrecision: 'decimal',
  PgBoolean: 'boolean',
  PgDate: 'date',
  PgDateString: 'date',
  PgTimestamp: 'moment',
  PgTimestampString: 'moment',
  PgEnumColumn: 'choice',
}

/** The kind of a column, or undefined for a type that the admin can not show (json, arrays, intervals …). */
export function kindOf(column: PgColumn): ColumnKind | undefined {
  return column.enumValues && column.enumValues.length > 0 ? 'choice' : kinds[column.columnType]
}

/** The smallest and largest whole number that a column holds. */
export function rangeOf(column: PgColumn): { min: number; max: number } {
  switch (column.columnType) {
    case 'PgSmallInt':
    case 'PgSmallSerial':
      return { min: -32_768, max: 32_767 }
    case 'PgInteger':
    case 'PgSerial':
      return { min: -2_147_483_648, max: 2_147_483_647 }
    default:
      return { min: Number.MIN_SAFE_INTEGER, max: Number.MAX_SAFE_INTEGER }
  }
}
