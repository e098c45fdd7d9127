import type { Batch, Change, LinkChanges, Problem, RowChanges, RowKey } from '../batch'
import { checkValue, type Scalar } from '../form'
import { type InlinePart, type Part, placeIn, storedValue } from './part'
import { sameValue, type Values } from './value'

export type Creation = { key: RowKey; values: Values }
export type Edit = { id: number; changes: ReadonlyMap<string, Change> }
export type Removal = { id: number; from: Values }

/** What is asked of one part, each value valid and as it will be stored. */
export type PartWork = { create: readonly Creation[]; update: readonly Edit[]; remove: readonly Removal[] }

export type Work = {
  /** Changes of the page's record; for a new one its values. */
  record: PartWork
  inlines: ReadonlyMap<InlinePart, PartWork>
  picks: ReadonlyMap<string, LinkChanges>
}

const newRecordKey: RowKey = 'new'
const noWork: PartWork = { create: [], update: [], remove: [] }

/** Judges every value of a batch against the form. All problems are found, each at its cell. */
export function judge(
  record: Part,
  inlines: readonly InlinePart[],
  id: number | null,
  batch: Batch,
): { work: Work; problems: Problem[] } {
  const problems: Problem[] = []
  const work: Work = {
    record: id === null ? newRecord(record, batch, problems) : changedRecord(record, id, batch, problems),
    inlines: new Map(inlines.map((part) => [part, rowsOf(part, batch, problems)])),
    picks: new Map(Object.entries(batch.picks).filter(([, { add, remove }]) => add.length + remove.length > 0)),
  }
  return { work, problems }
}

export function isNothing(work: Work): boolean {
  return [work.record, ...work.inlines.values()].every(isNoWork) && work.picks.size === 0
}

export function isNoWork({ create, update, remove }: PartWork): boolean {
  return create.length + update.length + remove.length === 0
}

function newRecord(part: Part, batch: Batch, problems: Problem[]): PartWork {
  const values = Object.fromEntries(Object.entries(batch.record).map(([name, [, to]]) => [name, to]))
  return { ...noWork, create: [{ key: newRecordKey, values: judgeNew(part, undefined, values, problems) }] }
}

function changedRecord(part: Part, id: number, batch: Batch, problems: Problem[]): PartWork {
  const changes = judgeChanges(part, undefined, batch.record, problems)
  return changes.size > 0 ? { ...noWork, update: [{ id, changes }] } : noWork
}

function rowsOf(part: InlinePart, batch: Batch, problems: Problem[]): PartWork {
  const rows: RowChanges | undefined = Object.hasOwn(batch.inlines, part.inline)
    ? batch.inlines[part.inline]
    : undefined
  if (!rows) return noWork
  const seen = new Set<RowKey>()
  const isFirst = (row: RowKey) => {
    if (seen.has(row)) problems.push({ ...placeIn(part, row), message: 'This row was sent twice' })
    return !seen.has(row) && seen.add(row)
  }
  return {
    // Deletions first: a row that goes need not be valid.
    remove: rows.delete
      .filter(({ id }) => isFirst(String(id)))
      .map(({ id, from }) => ({ id, from: knownFields(part, String(id), from, problems) })),
    update: rows.update
      .filter(({ id }) => isFirst(String(id)))
      .map(({ id, changes }) => ({ id, changes: judgeChanges(part, String(id), changes, problems) }))
      .filter(({ changes }) => changes.size > 0),
    create: rows.create
      .filter(({ key }) => isFirst(key))
      .map(({ key, values }) => ({ key, values: judgeNew(part, key, values, problems) })),
  }
}

/**
 * The changes that change something, with the values to store; and those that would store another value than was sent, so
 * that the page hears of it.
 */
function judgeChanges(
  part: Part,
  row: RowKey | undefined,
  changes: Readonly<Record<string, Change>>,
  problems: Problem[],
): ReadonlyMap<string, Change> {
  const judged = new Map<string, Change>()
  for (const [name, [from, sent]] of Object.entries(changes)) {
    const field = part.fields.get(name)
    if (field && isVia(part, name) && sameValue(field, from, sent)) {
      judged.set(name, [from, from])
      continue
    }
    const value = judgeCell(part, row, name, sent, problems)
    if (!value || !field) continue
    const to = storedValue(part, name, value.value)
    if (!sameValue(field, from, to) || !sameValue(field, sent, to)) judged.set(name, [from, to])
  }
  return judged
}

/** Rows hang on this field of the record: sent unchanged, it says on whose page they were edited. */
function isVia(part: Part, name: string): boolean {
  return 'inlines' in part.declared && (part.declared.inlines ?? []).some(({ via }) => via === name)
}

function judgeNew(part: Part, row: RowKey | undefined, given: Values, problems: Problem[]): Values {
  const values: Record<string, Scalar> = {}
  for (const [name, sent] of Object.entries(given)) {
    const judged = judgeCell(part, row, name, sent, problems)
    if (judged) values[name] = storedValue(part, name, judged.value)
  }
  for (const [name, field] of part.fields) {
    if (Object.hasOwn(given, name)) continue
    if (field.required) problems.push({ ...placeIn(part, row, name), message: 'Required' })
    const value = storedValue(part, name, null)
    if (value !== null) values[name] = value
  }
  return values
}

/** The value to store for what was sent; without one the reason is added to the problems. */
export function judgeCell(
  part: Part,
  row: RowKey | undefined,
  name: string,
  sent: Scalar,
  problems: Problem[],
): { value: Scalar } | undefined {
  const field = part.fields.get(name)
  const result = field ? checkValue(field, sent) : { ok: false as const, message: 'There is no such field' }
  if (!result.ok) problems.push({ ...placeIn(part, row, name), message: result.message })
  return result.ok ? { value: result.value } : undefined
}

function knownFields(part: Part, row: RowKey, from: Values, problems: Problem[]): Values {
  for (const name of Object.keys(from))
    if (!part.fields.has(name)) problems.push({ ...placeIn(part, row, name), message: 'There is no such field' })
  return from
}
