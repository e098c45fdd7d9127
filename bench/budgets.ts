import type { Result } from './results'

type Budget = Pick<Result, 'ms' | 'bytes' | 'gzipBytes'>

/** What the grid may take in a browser that is slowed down four times, by case, whatever the number of rows. */
const budgets: Readonly<Record<string, Budget>> = {
  'grid-open': { ms: 2_500 },
  'grid-keystroke': { ms: 50 },
  // The change of one cell and drawing it; with the editor and the focus, a press may take a frame.
  'grid-change': { ms: 8 },
  'grid-commit': { ms: 16 },
  'grid-arrow': { ms: 16 },
  'grid-extend': { ms: 16 },
  'grid-fill': { ms: 50 },
  'grid-paste-1000': { ms: 150 },
  'grid-paste-10000': { ms: 1_000 },
  'grid-paste-task': { ms: 50 },
  'grid-draft': { ms: 50 },
  'grid-undo': { ms: 200 },
  'grid-sort': { ms: 100 },
  'grid-filter': { ms: 100 },
  'grid-heap': { bytes: 20_000_000 },
  'grid-javascript': { gzipBytes: 180 * 1024 },
}

/** What a case may take, and whether it took more; nothing where it may take what it takes. */
export function budgetOf(result: Result): { limit: number; isOver: boolean } | undefined {
  const budget = Object.hasOwn(budgets, result.case) ? budgets[result.case] : undefined
  for (const name of ['ms', 'bytes', 'gzipBytes'] as const) {
    const limit = budget?.[name]
    const figure = result[name]
    if (limit !== undefined && figure !== undefined) return { limit, isOver: figure > limit }
  }
  return undefined
}
