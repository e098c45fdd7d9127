import { expect, test } from 'vitest'
import type { HistoryEntry } from './history-page'
import { byDay, saveSummary } from './save-summary'

const entry = (at: string): HistoryEntry => ({ saveId: at, at, by: 'ana', counts: [], rows: [], more: 0 })

test('a save is told in one line, with its counts', () => {
  const counts = [
    { action: 'change', label: 'Course', count: 1 },
    { action: 'create', label: 'Enrollments', count: 2_237 },
    { action: 'delete', label: 'VIPs', count: 3 },
  ] as const
  expect(saveSummary(counts)).toBe('Changed 1 course, added 2,237 enrollments, deleted 3 VIPs')
})

test('saves stand under their day, in the order they came', () => {
  const [late, early, before] = ['2026-09-03T23:59:59Z', '2026-09-03T00:00:00Z', '2026-09-02T10:00:00Z'].map(entry)
  expect(byDay([late!, early!, before!])).toEqual([
    { day: '2026-09-03', entries: [late, early] },
    { day: '2026-09-02', entries: [before] },
  ])
  expect(byDay([])).toEqual([])
})
