import { sql } from 'drizzle-orm'
import { type Database, type Transaction, transaction } from '../client'
import { seedArticles } from './articles'
import { seedContacts } from './contacts'
import { seedDatabases } from './databases'
import { seedCourses, seedEnrollments } from './enrollments'
import { demonstrationPassword, demonstrationUsers, seedPeople } from './people'
import { seedStudents } from './students'

/** Demonstration data only ever goes into a database that holds nothing yet. */
export class NotEmptyError extends Error {
  override readonly name = 'NotEmptyError'
  constructor(table: string) {
    super(`The database is not empty (there are rows in ${table}), so no demonstration data was added.`)
  }
}

export type SeedOptions = {
  /** Makes what is stored of a password; without it the demonstration's users cannot sign in. */
  hashPassword?: (password: string) => Promise<string>
}

const studentCount = 28_785

/**
 * Fills an empty database with made-up data in the shape of real registrations: the same in every database, all or nothing,
 * in a few seconds. Throws NotEmptyError when there is anything, also when another instance has just seeded.
 */
export async function seed(db: Database, { hashPassword }: SeedOptions = {}): Promise<void> {
  const hashes = await demonstrationHashes(hashPassword)
  await inEmptyDatabase(db, async (tx) => {
    await seedPeople(tx, hashes)
    await seedStudents(tx, studentCount)
    await seedCourses(tx)
    await seedEnrollments(tx)
    await seedContacts(tx)
    await seedDatabases(tx)
    await seedArticles(tx)
  })
}

/** One hash for each of the demonstration's users, made before the transaction: hashing is slow on purpose. */
export async function demonstrationHashes(hashPassword: SeedOptions['hashPassword']): Promise<(string | null)[]> {
  return Promise.all(demonstrationUsers.map(() => hashPassword?.(demonstrationPassword) ?? null))
}

/** Runs `fill` and `analyze` in one transaction that has seen every table empty; of two at once, one is refused. */
export async function inEmptyDatabase<T>(db: Database, fill: (tx: Transaction) => Promise<T>): Promise<T> {
  return transaction(
    db,
    async (tx) => {
      await tx.execute(sql`lock table users, students in share row exclusive mode`)
      const [filled] = await tx.execute<{ name: string }>(sql`
        select 'users' as name where exists (select from users)
        union all select 'students' where exists (select from students)
        union all select 'courses' where exists (select from courses)
        union all select 'groups' where exists (select from groups)
        union all select 'categories' where exists (select from categories)
        union all select 'database_configs' where exists (select from database_configs)
        union all select 'database_modules' where exists (select from database_modules)
        union all select 'articles' where exists (select from articles)
        union all select 'tags' where exists (select from tags)
        union all select 'history' where exists (select from history)`)
      if (filled) throw new NotEmptyError(filled.name)
      const result = await fill(tx)
      await tx.execute(sql`
        analyze users, groups, permissions, group_permissions, students, courses, enrollments, contacts, categories,
          contact_departments, database_configs, database_modules, database_config_modules, articles, tags, article_tags`)
      return result
    },
    { statementMs: 600_000, lockMs: 120_000, idleMs: 120_000 },
  )
}
