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
    .map(([count, verb], index) => {
      const number = count.toLocaleString('en')
      return index === 0 ? `${number} ${count === 1 ? 'row' : 'rows'} ${verb}` : `${number} ${verb}`
    })
  if (rows.length === 0 && !counts.record) return `Saved ${title}: nothing had changed`
  return [`Saved ${title}`, rows.join(', ')].filter(Boolean).join(': ')
}
