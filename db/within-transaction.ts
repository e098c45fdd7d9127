import { is } from 'drizzle-orm'
import { PgTransaction } from 'drizzle-orm/pg-core'
import { type Reader, type Transaction, type TransactionOptions, transaction } from './client'

/** Runs `work` in the caller's transaction, or in one of its own when the caller has none. */
export async function withinTransaction<T>(
  db: Reader,
  work: (tx: Transaction) => Promise<T>,
  options: TransactionOptions = {},
): Promise<T> {
  return isTransaction(db) ? work(db) : transaction(db, work, options)
}

/** As `withinTransaction`, and what `work` wrote is undone when it throws, even if the caller goes on. */
export async function allOrNothing<T>(db: Reader, work: (tx: Transaction) => Promise<T>): Promise<T> {
  return isTransaction(db) ? db.transaction(work) : transaction(db, work)
}

function isTransaction(db: Reader): db is Transaction {
  return is(db, PgTransaction)
}
