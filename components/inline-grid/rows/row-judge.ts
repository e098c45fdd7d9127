import type { Conflict, RowKey } from '@/admin/engine/batch'
import type { InlineForm } from '@/admin/engine/form'
import { Duplicates } from './duplicates'
import type { EditRows } from './edit-rows'
import { blankRow, changeOf, faultless, noConflicts, problemsOf, type RowStatus, untouched } from './row-status'
import { atOnce, stepSize, type Work } from './slices'

export type GridCounts = { changed: number; created: number; deleted: number; problems: number }

/** Keeps the status of every row that has one, and their counts, up to date row by row. */
export class RowJudge {
  private readonly statuses = new Map<RowKey, RowStatus>()
  private readonly duplicates: Duplicates
  private isIndexed = false
  /** New rows that were left: what they still lack is shown. */
  private readonly strict = new Set<RowKey>()
  private readonly fromServer = new Map<RowKey, Map<string, string>>()
  private readonly conflicts = new Map<RowKey, Map<string, Conflict>>()
  readonly counts: GridCounts = { changed: 0, created: 0, deleted: 0, problems: 0 }

  constructor(
    private readonly form: InlineForm,
    private readonly rows: EditRows,
  ) {
    this.duplicates = new Duplicates(form.unique)
  }

  of(key: RowKey): RowStatus {
    return this.statuses.get(key) ?? (this.rows.isSaved(key) ? untouched : blankRow)
  }

  /** The rows that have a status other than untouched. */
  touched(): IterableIterator<RowKey> {
    return this.statuses.keys()
  }

  /** Judges rows again after an edit. Answers with all rows whose status may be another now: theirs, and duplicates. */
  judge(keys: Iterable<RowKey>): Set<RowKey> {
    return atOnce(this.judging(keys))
  }

  /** Like `judge`, for long work. All rows are told of each other first, then each is judged once. */
  *judging(keys: Iterable<RowKey>): Work<Set<RowKey>> {
    this.indexAll()
    const affected = new Set(keys)
    const own = [...affected]
    for (const other of yield* this.duplicates.updating(own, this.reader)) affected.add(other)
    let steps = 0
    for (const key of own) {
      // Rows that were indexed only now have not been told of each other.
      for (const { other } of this.duplicates.of(key)) affected.add(other)
      steps += 1
      if (steps % stepSize === 0) yield
    }
    for (const key of affected) {
      this.set(key, this.statusOf(key))
      steps += 1
      if (steps % stepSize === 0) yield
    }
    return affected
  }

  /** Which other row already holds this value of a field that must be unique. */
  holderOf(field: string, value: Parameters<Duplicates['holderOf']>[1], self: RowKey): RowKey | undefined {
    this.indexAll()
    const holder = this.duplicates.holderOf(field, value)
    return holder === self ? undefined : holder
  }

  /** From now on a new row's missing values count as problems. Answers whether that is news. */
  insist(key: RowKey): boolean {
    if (this.strict.has(key) || this.rows.isSaved(key) || this.rows.isBlank(key)) return false
    this.strict.add(key)
    return true
  }

  /** A problem that the server found stays until its cell is edited. */
  addServerProblem(key: RowKey, field: string, message: string): void {
    const problems = this.fromServer.get(key) ?? new Map<string, string>()
    this.fromServer.set(key, problems.set(field, message))
  }

  addConflict(key: RowKey, field: string, conflict: Conflict): void {
    const conflicts = this.conflicts.get(key) ?? new Map<string, Conflict>()
    this.conflicts.set(key, new Map(conflicts.set(field, conflict)))
  }

  /** Forgets what the server said of a cell; without a field, of the whole row. Answers whether it had said anything. */
  forget(key: RowKey, field?: string): boolean {
    let had = false
    if (this.fromServer.size + this.conflicts.size === 0) return had
    for (const said of [this.fromServer, this.conflicts]) {
      const entry = said.get(key)
      if (!entry) continue
      had = true
      if (field === undefined) said.delete(key)
      else {
        entry.delete(field)
        entry.delete('')
        if (entry.size === 0) said.delete(key)
      }
    }
    return had
  }

  /** Forgets every problem the server reported. Answers with the rows it had reported. */
  forgetServerProblems(): RowKey[] {
    const keys = [...this.fromServer.keys()]
    this.fromServer.clear()
    return keys
  }

  /** Builds the index of unique values, once; worth doing before the first key press. */
  indexAll(): void {
    if (this.isIndexed) return
    this.isIndexed = true
    atOnce(this.duplicates.updating([...this.rows.savedKeys, ...this.rows.created], this.reader))
  }

  private readonly reader = (key: RowKey) => {
    if (!this.rows.isHere(key) || this.rows.isBlank(key)) return undefined
    return (field: string) => this.rows.get(key, field)
  }

  private statusOf(key: RowKey): RowStatus | undefined {
    if (!this.rows.isSaved(key) && !this.rows.isHere(key)) return undefined
    const change = changeOf(this.rows, key)
    const found = problemsOf(this.form, this.rows, this.duplicates, key, change, this.strict.has(key))
    const said = change === 'deleted' || change === 'blank' ? undefined : this.fromServer.get(key)
    const problems = said ? new Map([...found, ...said]) : found
    const conflicts = this.conflicts.get(key) ?? noConflicts
    if (problems.size + conflicts.size > 0) return { change, problems, conflicts }
    return change === 'none' ? undefined : faultless[change]
  }

  private set(key: RowKey, status: RowStatus | undefined): void {
    this.count(this.statuses.get(key), -1)
    this.count(status, 1)
    if (status) this.statuses.set(key, status)
    else this.statuses.delete(key)
  }

  private count(status: RowStatus | undefined, by: 1 | -1): void {
    if (!status) return
    if (status.change === 'changed') this.counts.changed += by
    if (status.change === 'new') this.counts.created += by
    if (status.change === 'deleted') this.counts.deleted += by
    this.counts.problems += by * status.problems.size
  }
}
