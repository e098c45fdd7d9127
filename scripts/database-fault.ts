import { causeOf, codeOf } from '@/db/faults'

/** One line for an error of the database that stops a script: what it is and what to do. Never quotes a query's values. */
export function databaseFault(error: unknown): string {
  const cause = causeOf(error)
  const message = cause instanceof Error ? cause.message : String(cause)
  switch (codeOf(error)) {
    case 'ECONNREFUSED':
    case 'ENOTFOUND':
    case 'CONNECT_TIMEOUT':
    case 'CONNECTION_CLOSED':
    case 'ECONNRESET':
    case 'UNREACHABLE':
      return 'The database of DATABASE_URL cannot be reached: start it or correct DATABASE_URL'
    case '28P01':
    case '28000':
      return 'The database of DATABASE_URL refuses this user and password: correct DATABASE_URL'
    case '3D000':
      return 'The database that DATABASE_URL names does not exist: create it (createdb NAME) or correct DATABASE_URL'
    case '42501':
      return `The user of DATABASE_URL may not do what is needed (${message}): make it the owner of the database`
    default:
      return message
  }
}
