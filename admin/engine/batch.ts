import * as z from 'zod/mini'
import type { Cell, Related, Scalar } from './form'

/** A cell's change: the value it was changed from, as last seen from the server, and the value to store. */
export type Change = readonly [from: Scalar, to: Scalar]

/** A row key of the browser: the id in digits for a stored row, `new:` and a UUID for one that is not stored yet. */
export type RowKey = string

export type NewRow = { key: RowKey; values: Record<string, Scalar> }
export type ChangedRow = { id: number; changes: Record<string, Change> }
/** `from` holds the row's editable values as last seen, so that a colleague's change is not deleted unseen. */
export type DeletedRow = { id: number; from: Record<string, Scalar> }

export type RowChanges = { create: NewRow[]; update: ChangedRow[]; delete: DeletedRow[] }
export type LinkChanges = { add: number[]; remove: number[] }

/**
 * What changed on one detail page, and nothing else. For a new record `record` changes from null and every inline has
 * only `create`. `rows` repeats the number of all row changes, so that a truncated body is noticed.
 */
export type Batch = {
  saveId: string
  record: Record<string, Change>
  inlines: Record<string, RowChanges>
  picks: Record<string, LinkChanges>
  rows: number
}

/** A place on the page: nothing for the whole page, an inline for its table, with a row, with a field. */
export type Place = { inline?: string; row?: RowKey; field?: string }

export type Problem = Place & { message: string }

/** `by` and `at` (ISO) say who stored the other value and when, where the history knows. */
type Met = { by: string | null; at: string | null }

export type Conflict =
  /** The same cell was changed to something else; without `inline` and `row` it is the record's own field. */
  | (Met & { kind: 'cell'; inline?: string; row?: RowKey; rowTitle?: string; field: string; yours: Cell; theirs: Cell })
  /** A row that this save changes is gone; `cells` are the values it last held, where the history knows, to re-create it. */
  | (Met & { kind: 'row-deleted'; inline: string; row: RowKey; rowTitle: string; cells: Record<string, Cell> | null })
  /** A row that this save deletes was changed meanwhile; `theirs` are the stored values of the changed cells. */
  | (Met & { kind: 'row-changed'; inline: string; row: RowKey; rowTitle: string; theirs: Record<string, Cell> })
  /** A row of this save now belongs to another record; it can only be dropped from the page. */
  | (Met & { kind: 'row-moved'; inline: string; row: RowKey; rowTitle: string })

/** Counts of what one save wrote. */
export type Counts = { changed: number; created: number; deleted: number; record: boolean }

/** What a save wrote, for the open page to re-base on without loading itself again. */
export type Saved = {
  id: number
  title: string
  counts: Counts
  /** The record's cells after the save. */
  cells: Record<string, Cell>
  inlines: Record<
    string,
    {
      /** By the key the browser gave: the stored row, `[id, ...cells]` in the order of `InlineRows.rows`. */
      created: Record<RowKey, [id: number, ...cells: Cell[]]>
      updated: [id: number, ...cells: Cell[]][]
      deleted: number[]
    }
  >
  picks: Record<string, Related[]>
}

export type SaveResult =
  | { ok: true; saved: Saved }
  | { ok: false; kind: 'problems'; problems: Problem[] }
  | { ok: false; kind: 'conflicts'; conflicts: Conflict[] }
  /** `signed-out`: sign in and save again. `denied`: no right. `gone`: the record was deleted. `busy` and `failed`: try again. */
  | { ok: false; kind: 'signed-out' | 'denied' | 'gone' | 'busy' | 'failed' | 'refused'; message: string; by?: Met }

/** A save may be this many UTF-8 bytes; the browser says so before it sends more. */
export const maxBatchBytes = 3_500_000
/** A save may touch this many rows. */
export const maxBatchRows = 20_000

const id = z.int().check(z.minimum(1), z.maximum(Number.MAX_SAFE_INTEGER))
const scalar = z.union([z.string(), z.number(), z.boolean(), z.null()])
const name = z.string().check(z.regex(/^[A-Za-z][A-Za-z0-9-]{0,99}$/))
const change = z.tuple([scalar, scalar])
const newKey = z.string().check(z.regex(/^new:[0-9a-f-]{36}$/))

/**
 * The shape of a batch, before anything is known of the model: unknown keys are refused at every level. Names and values
 * are then judged against the form, so that each problem finds its cell.
 */
export const batchSchema = z.strictObject({
  saveId: z.uuid(),
  record: z.record(name, change),
  inlines: z.record(
    name,
    z.strictObject({
      create: z.array(z.strictObject({ key: newKey, values: z.record(name, scalar) })),
      update: z.array(z.strictObject({ id, changes: z.record(name, change) })),
      delete: z.array(z.strictObject({ id, from: z.record(name, scalar) })),
    }),
  ),
  picks: z.record(name, z.strictObject({ add: z.array(id), remove: z.array(id) })),
  rows: z.int().check(z.minimum(0)),
})
