// Brings the database of DATABASE_URL up to date before the application is served; --seed puts the demonstration data, with
// users whose password everybody knows, into one that is empty. Tells its parent what there is. --check only asks whether
// it answers.
import { sql } from 'drizzle-orm'
import { syncPermissions } from '@/admin/engine/permissions'
import { forgetOutcomes } from '@/admin/engine/save/claim'
import { hashPassword } from '@/admin/people/users'
import site from '@/admin/site'
import { connect, type Database } from '@/db/client'
import { migrate } from '@/db/migrate'
import { demonstrationUsers } from '@/db/seed/people'
import { NotEmptyError, seed } from '@/db/seed/seed'
import { databaseFault } from './database-fault'

export type Prepared = { users: number; demonstration: boolean }

async function prepare(url: string, withSeed: boolean): Promise<Prepared> {
  await migrate(url)
  const db = connect(url, { max: 2, name: 'throughline prepare' })
  try {
    await syncPermissions(db, site)
    await forgetOutcomes(db)
    if (withSeed && (await countUsers(db)).users === 0) await seedOnce(db)
    return await countUsers(db)
  } finally {
    await db.$client.end({ timeout: 5 })
  }
}

async function seedOnce(db: Database): Promise<void> {
  console.log('Adding the demonstration data…')
  await seed(db, { hashPassword }).catch((error) => {
    // Somebody's own data without a user: it stays as it is.
    if (!(error instanceof NotEmptyError)) throw error
  })
}

async function countUsers(db: Database): Promise<Prepared> {
  const names = JSON.stringify(demonstrationUsers.map(({ username }) => username))
  const [row] = await db.execute<Prepared>(sql`
    select count(*)::int as users, count(*) filter (where ${names}::jsonb ? username) = ${demonstrationUsers.length} as demonstration
    from users`)
  return row ?? { users: 0, demonstration: false }
}

async function check(url: string): Promise<void> {
  const db = connect(url, { max: 1, name: 'throughline check' })
  await db.execute(sql`select 1`).finally(() => db.$client.end({ timeout: 1 }))
}

const url = process.env.DATABASE_URL ?? ''
const work = process.argv.includes('--check') ? check(url) : prepare(url, process.argv.includes('--seed'))
work.then(
  (prepared) => prepared && process.send?.(prepared),
  (error) => {
    console.error(databaseFault(error))
    process.exitCode = 1
  },
)
