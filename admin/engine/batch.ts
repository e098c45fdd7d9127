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
  /** `title` is what the record is called now. */
  | { ok: false; kind: 'conflicts'; conflicts: Conflict[]; title: string }
  /** The page was opened by somebody else than who is signed in by now. */
  | { ok: false; kind: 'someone-else'; message: string }
  /** `signed-out`: sign in and save again. `denied`: no right. `gone`: the record was deleted. `busy` and `failed`: try again. */
  | { ok: false; kind: 'signed-out' | 'denied' | 'gone' | 'busy' | 'failed' | 'refused'; message: string; by?: Met }

/** A save may be this many UTF-8 bytes; the browser says so before it sends more. */
export const maxBatchBytes = 3_500_000
/** A save may touch this many rows, and choose and let go of this many records. */
export const maxBatchRows = 20_000
