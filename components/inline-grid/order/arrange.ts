import type { RowKey } from '@/admin/engine/batch'
import { type Field, isRelated, type Scalar } from '@/admin/engine/form'
import type { RowStatus } from '@/components/inline-grid/rows/row-status'
import { shownText } from '@/components/inline-grid/values/cell-text'
import { type Content, isEmpty, isUnsettled } from '@/components/inline-grid/values/content'
import { collated, compareCollated } from './collation'

export type Sort = { field: string; descending: boolean }

/** Which rows the grid shows and in what order. */
export type Arrangement = {
  sort: Sort | null
  /** Words that must all occur in a row. */
  words: string
  /** By field: the values that a row may have there. */
  values: Readonly<Record<string, readonly Scalar[]>>
  /** Only rows in this state. */
  only: 'changed' | 'new' | 'deleted' | 'problem' | null
}

export const asStored: Arrangement = { sort: null, words: '', values: {}, only: null }

/** An order as addresses and requests name it: `status`, `-status`; empty: as stored. */
export function sortText(sort: Sort | null): string {
  return sort ? `${sort.descending ? '-' : ''}${sort.field}` : ''
}

export function isAsStored(arrangement: Arrangement): boolean {
  return arrangement.sort === null && !isFiltered(arrangement)
}

export function isFiltered(arrangement: Arrangement): boolean {
  return arrangement.words.trim() !== '' || arrangement.only !== null || Object.keys(arrangement.values).length > 0
}

export type Readable = {
  fields: readonly Field[]
  get(key: RowKey, field: string): Content
  status(key: RowKey): RowStatus
  searchText(key: RowKey): string
}

export type Arranged = {
  keys: RowKey[]
  /** Rows that the filter would hide, kept because they have unsaved changes or problems. */
  kept: Set<RowKey>
}

/** Orders and filters rows by what their cells hold now. A row with unsaved changes or problems is never hidden. */
export function arrange(keys: readonly RowKey[], arrangement: Arrangement, rows: Readable): Arranged {
  const kept = new Set<RowKey>()
  const matches = matcher(arrangement, rows)
  const shown = isFiltered(arrangement)
    ? keys.filter((key) => {
        if (matches(key)) return true
        const status = rows.status(key)
        if (arrangement.only !== null || (status.change === 'none' && status.problems.size === 0)) return false
        kept.add(key)
        return true
      })
    : [...keys]
  const { sort } = arrangement
  const field = rows.fields.find((candidate) => candidate.name === sort?.field)
  return { keys: sort && field ? sorted(shown, sort, field, rows) : shown, kept }
}

function matcher(arrangement: Arrangement, rows: Readable): (key: RowKey) => boolean {
  const words = arrangement.words.toLowerCase().split(/\s+/).filter(Boolean)
  const values = Object.entries(arrangement.values)
  return (key) =>
    isInState(arrangement.only, rows.status(key)) &&
    values.every(([field, allowed]) => allowed.includes(rows.get(key, field) as Scalar)) &&
    (words.length === 0 || hasWords(words, rows.searchText(key)))
}

function isInState(only: Arrangement['only'], status: RowStatus): boolean {
  if (only === null) return true
  return only === 'problem' ? status.problems.size > 0 || status.conflicts.size > 0 : status.change === only
}

function hasWords(words: readonly string[], text: string): boolean {
  return words.every((word) => text.includes(word))
}

/** All texts of a row, to find words in: in small letters. */
export function searchText(key: RowKey, rows: Pick<Readable, 'fields' | 'get'>): string {
  let text = ''
  for (const field of rows.fields) {
    const content = rows.get(key, field.name)
    text += `${shownText(field, content)}\n`
    if (isRelated(content as never)) text += `${(content as readonly unknown[]).slice(2).join('\n')}\n`
  }
  return text.toLowerCase()
}

/** Empty cells come last in both directions; equal cells keep their order. */
function sorted(keys: readonly RowKey[], sort: Sort, field: Field, rows: Readable): RowKey[] {
  const rank = rankOf(field)
  const ranked = keys.map((key) => ({ key, rank: rank(rows.get(key, field.name)) }))
  const sign = sort.descending ? -1 : 1
  if (ranked.every((each) => typeof each.rank === 'number' || each.rank === null)) return byNumber(ranked, sign)
  const ready = ranked.map((each) => ({ ...each, text: collated(String(each.rank)) }))
  ready.sort((a, b) => {
    if (a.rank === null || b.rank === null) return a.rank === b.rank ? 0 : a.rank === null ? 1 : -1
    if (typeof a.rank === 'number' && typeof b.rank === 'number') return sign * (a.rank - b.rank)
    return sign * compareCollated(a.text, b.text)
  })
  return ready.map(({ key }) => key)
}

type Numbered = { key: RowKey; rank: string | number | null }

/** Choices are few and numbers are often equal: only what differs is put in order, not all rows. */
function byNumber(rows: readonly Numbered[], sign: 1 | -1): RowKey[] {
  const equals = new Map<Numbered['rank'], RowKey[]>()
  for (const { key, rank } of rows) {
    const known = equals.get(rank)
    if (known) known.push(key)
    else equals.set(rank, [key])
  }
  const empty = equals.get(null) ?? []
  equals.delete(null)
  return [...equals]
    .sort(([a], [b]) => sign * (Number(a) - Number(b)))
    .flatMap(([, keys]) => keys)
    .concat(empty)
}

/** What a column is ordered by: choices in their declared order, numbers and moments by size, the rest by its text. */
function rankOf(field: Field): (content: Content) => string | number | null {
  const places = new Map(field.kind === 'choice' ? field.choices.map((choice, index) => [choice.value, index]) : [])
  return (content) => {
    if (isEmpty(content)) return null
    if (isUnsettled(content)) return content.raw
    if (field.kind === 'choice') return places.get(String(content)) ?? String(content)
    if (field.kind === 'integer' || field.kind === 'decimal') return Number(content)
    if (field.kind === 'moment') return Date.parse(String(content))
    return shownText(field, content)
  }
}
