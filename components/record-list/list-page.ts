import type { Cell, Choice, Field } from '@/admin/engine/form'

/** `model` is the slug of what a relation column points at: its cells become links where it is given. */
export type ListColumn = {
  name: string
  label: string
  kind: Field['kind']
  sortable: boolean
  choices?: readonly Choice[]
  model?: string
}

/** `choices` of a relation (`model` is the far model's slug) are those that are chosen, by their titles. */
export type ListFilter = {
  name: string
  label: string
  choices: readonly Choice[]
  chosen: readonly string[]
} & ({ kind: 'choice' | 'boolean' } | { kind: 'relation'; model: string })

export type ListRow = { id: number; title: string; cells: readonly Cell[] }

/** One page of a list, as plain data. */
export type ListPage = {
  columns: readonly ListColumn[]
  rows: readonly ListRow[]
  total: number
  page: number
  pages: number
  size: number
  filters: readonly ListFilter[]
}

/** What the list's address asks for. */
export type ListQuery = {
  q: string
  sort: readonly string[]
  page: number
  size: number
  filters: Readonly<Record<string, readonly string[]>>
}

/** Whether the list shows a part of its records only. */
export function isNarrowed(query: ListQuery): boolean {
  return query.q !== '' || Object.keys(query.filters).length > 0
}
