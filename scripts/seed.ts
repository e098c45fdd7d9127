// `npm run db:seed`: demonstration data into an empty database. Its users can sign in, with a password that everybody
// knows, in the embedded database alone.
import { hashPassword } from '@/admin/people/users'
import { connect } from '@/db/client'
import { migrate } from '@/db/migrate'
import { seed } from '@/db/seed/seed'
import { databaseFault } from './database-fault'
import { withDatabase } from './with-database'

const isEmbedded = !process.env.DATABASE_URL

withDatabase(async (url) => {
  await migrate(url)
  const db = connect(url, { max: 1 })
  await seed(db, isEmbedded ? { hashPassword } : {}).finally(() => db.$client.end())
}).then(
  () =>
    console.log('The demonstration data is there. Sign in as admin, registrar or viewer, password throughline-demo.'),
  (error) => {
    console.error(databaseFault(error))
    process.exitCode = 1
  },
)
