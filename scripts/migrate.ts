// `npm run db:migrate`: brings the database up to the newest migration.
import { migrate } from '@/db/migrate'
import { databaseFault } from './database-fault'
import { withDatabase } from './with-database'

withDatabase(migrate).then(
  () => console.log('The database has the newest schema.'),
  (error) => {
    console.error(databaseFault(error))
    process.exitCode = 1
  },
)
