import type { Scalar } from './form'
import type { RowValues } from './row-filter'

/** What a bulk change does to every row that it meets. */
export type BulkChange = { kind: 'set'; field: string; to: Scalar } | { kind: 'delete' }

/**
 * The rows of one of a record's grids that a bulk change meets: those that a search and a filter match, but for `except`,
 * the ids of rows that somebody is still editing.
 */
export type BulkTarget = {
  inline: string
  q: string
  values: RowValues
  except: readonly number[]
  change: BulkChange
}

/** A bulk change that was agreed to. Rows with an id above `upTo` came after it was, and are left alone. */
export type BulkRun = BulkTarget & { runId: string; upTo: number }

/**
 * What a browser asks, about the record `id`. A run is carried out in portions, each one transaction under a save id of its
 * own: `cursor` is where the last one ended, 0 at first. `revert` takes a run back, portion by portion, under the run id
 * `revertId`.
 */
export type BulkRequest = { id: number } & (
  | { kind: 'preview'; target: BulkTarget }
  | { kind: 'portion'; run: BulkRun; saveId: string; cursor: number }
  | { kind: 'revert'; inline: string; runId: string; revertId: string; saveId: string; cursor: number }
)

/** `matching` rows would be met; `same` of them hold the value already. */
export type BulkPreview = { ok: true; matching: number; same: number; upTo: number }

/**
 * What one portion did. `skipped` rows were left as they are, because somebody changed them since the run that is taken
 * back. `cursor` is for the next portion, null after the last.
 */
export type BulkDone = { ok: true; changed: number; skipped: number; cursor: number | null }

export type BulkRefusal = { ok: false; kind: 'denied' | 'gone' | 'refused' | 'busy' | 'failed'; message: string }

/** A portion holds at most this many rows. */
export const portionRows = 5_000
/** Rows that a bulk change may leave out by name. */
export const maxExcept = 20_000
