import { midSentence } from '@/admin/engine/mid-sentence'
import type { HistoryAction, HistoryEntry } from './history-page'

const verbs: Record<HistoryAction, string> = { create: 'added', change: 'changed', delete: 'deleted' }

/** All that a save did, in one line: "Changed 1 course, added 3 enrollments". */
export function saveSummary(counts: HistoryEntry['counts']): string {
  const parts = counts.map(
    ({ action, label, count }) => `${verbs[action]} ${count.toLocaleString('en')} ${midSentence(label)}`,
  )
  const line = parts.join(', ')
  return line.charAt(0).toUpperCase() + line.slice(1)
}

/** Saves by the day (UTC) they were made on, in the order they come. */
export function byDay(entries: readonly HistoryEntry[]): { day: string; entries: HistoryEntry[] }[] {
  const days: { day: string; entries: HistoryEntry[] }[] = []
  for (const entry of entries) {
    const day = entry.at.slice(0, 10)
    const last = days.at(-1)
    if (last?.day === day) last.entries.push(entry)
    else days.push({ day, entries: [entry] })
  }
  return days
}
