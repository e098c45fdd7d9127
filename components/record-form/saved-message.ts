import type { Counts } from '@/admin/engine/batch'

/** What a save did, as one sentence: "Saved BBB 2013J: 3 rows changed, 1 added". */
export function savedMessage(title: string, counts: Counts): string {
  const parts: [number, string][] = [
    [counts.changed, 'changed'],
    [counts.created, 'added'],
    [counts.deleted, 'deleted'],
  ]
  const rows = parts
    .filter(([count]) => count > 0)
    .map(([count, verb], index) =>
      index === 0 ? `${count} ${count === 1 ? 'row' : 'rows'} ${verb}` : `${count} ${verb}`,
    )
  if (rows.length === 0 && !counts.record) return `Saved ${title}: nothing had changed`
  return [`Saved ${title}`, rows.join(', ')].filter(Boolean).join(': ')
}
