import { type SQL, sql } from 'drizzle-orm'

/** A number from 0 up to 1 that looks random and is the same in every database: a digest of what it is for and of a key. */
export function draw(purpose: string, key: SQL): SQL {
  return sql`(('x' || substr(md5(concat(${purpose}::text, ' ', ${key})), 1, 8))::bit(32)::bigint / 4294967296::float8)`
}
