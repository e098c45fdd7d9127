import { type ConnectOptions, connect, type Database } from './client'

/** Works with a pool of its own, as another instance has; it is ended after the work, whatever it still does. */
export async function withPool<T>(
  { url, ...options }: ConnectOptions & { url: string },
  work: (db: Database) => Promise<T>,
): Promise<T> {
  const db = connect(url, { max: 2, ...options })
  try {
    return await work(db)
  } finally {
    await db.$client.end({ timeout: 0 })
  }
}
