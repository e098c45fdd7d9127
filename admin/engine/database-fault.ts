import { codeOf, isBusy, isLost, isPassing } from '@/db/faults'

/** SQLSTATE classes of a database that cannot do its work now: connection, read-only, resources, operator, system. */
const outages = /^(08|25006|53|57|58|XX)/
/** A lock or a statement that took too long, and transactions that were in each other's way more than once. */
const busy = new Set(['55P03', '57014', '40001', '40P01'])

/** An error of the database as an answer: try again soon, or tell somebody. Undefined for a fault of the program. */
export type DatabaseFault = { kind: 'busy' | 'failed'; code: string; message: string }

export function databaseFault(error: unknown): DatabaseFault | undefined {
  const code = codeOf(error) ?? ''
  if (isBusy(error) || busy.has(code))
    return { kind: 'busy', code: code || 'busy', message: 'The database is busy. Try again in a moment.' }
  if (isLost(error) || isPassing(error) || outages.test(code))
    return { kind: 'failed', code, message: 'The database could not be reached. Try again in a moment.' }
  return undefined
}
