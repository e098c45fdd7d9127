import { budgetOf } from './budgets'

/** What one case measured. Times and sizes are medians; what does not apply is left out. */
export type Result = {
  case: string
  /** Rows of the course or of the list, or rows that are changed. */
  rows: number
  ms?: number
  floorMs?: number
  ratio?: number
  /** Statements sent to PostgreSQL, `begin` and `commit` among them. */
  statements?: number
  bytes?: number
  gzipBytes?: number
  /** The same through the built server, as a browser sends it. */
  httpMs?: number
}

export type Figures = Omit<Result, 'case' | 'rows'>

/** A case of the benchmark. What it needs is started when it is first asked for; a text says why it does not apply yet. */
export type Case<World> = { name: string; rows: number; measure(world: World): Promise<Figures | string> }

/** The cases whose names begin with one of the given ones; all of them when none is given. */
export function chosen<Any extends { name: string }>(cases: readonly Any[], names: readonly string[]): Any[] {
  return cases.filter(({ name }) => names.length === 0 || names.some((begin) => name.startsWith(begin)))
}

const columns: [title: string, width: number, show: (result: Result) => string][] = [
  ['case', 20, (result) => result.case],
  ['rows', 9, ({ rows }) => rows.toLocaleString('en')],
  ['ms', 9, ({ ms }) => shown(ms)],
  ['floor', 9, ({ floorMs }) => shown(floorMs)],
  ['ratio', 7, ({ ratio }) => shown(ratio)],
  ['stmts', 6, ({ statements }) => shown(statements)],
  ['bytes', 12, ({ bytes }) => shown(bytes)],
  ['gzip', 10, ({ gzipBytes }) => shown(gzipBytes)],
  ['http ms', 9, ({ httpMs }) => shown(httpMs)],
  ['budget', 16, (result) => allowed(result)],
]

export const heading = line(columns.map(([title]) => title))

/** A result as a line of the table. */
export function row(result: Result): string {
  return line(columns.map(([, , show]) => show(result)))
}

function line(cells: readonly string[]): string {
  return cells.map((cell, at) => (at === 0 ? cell.padEnd(20) : cell.padStart(columns[at]?.[1] ?? 0))).join('')
}

function allowed(result: Result): string {
  const budget = budgetOf(result)
  return budget ? `${budget.isOver ? 'over ' : ''}${shown(budget.limit)}` : ''
}

function shown(value: number | undefined): string {
  if (value === undefined) return ''
  return Number.isInteger(value) ? value.toLocaleString('en') : value.toFixed(2)
}
