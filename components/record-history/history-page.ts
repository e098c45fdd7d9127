import type { Field } from '@/admin/engine/form'

export type HistoryAction = 'create' | 'change' | 'delete'

/** One column's value before and after, as people read it. */
export type HistoryChange = { label: string; kind: Field['kind']; before: string | null; after: string | null }

/** One row that a save touched; `link` leads to it while it is stored and has a page. */
export type HistoryRow = {
  id: number
  action: HistoryAction
  sentence: string
  title: string
  link: { slug: string; id: number } | null
  changes: readonly HistoryChange[]
}

/** One save: its first rows, how many more there were, and the counts of all. */
export type HistoryEntry = {
  saveId: string
  at: string
  by: string
  counts: readonly { action: HistoryAction; label: string; count: number }[]
  rows: readonly HistoryRow[]
  more: number
}

/** `before` asks for the next, older page; null on the last one. */
export type HistoryPage = { entries: readonly HistoryEntry[]; before: number | null }
