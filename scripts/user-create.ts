// `npm run user:create -- --username U [--superuser] [--groups a,b] [--name N] [--email E]`: somebody who can sign in. With
// --reset it gives an existing user a new password instead. The password comes from THROUGHLINE_PASSWORD or a prompt.
import { parseArgs } from 'node:util'
import { log } from '@/admin/people/log'
import { createUser, setPassword, UserError } from '@/admin/people/users'
import { connect } from '@/db/client'
import { migrate } from '@/db/migrate'
import { databaseFault } from './database-fault'
import { readPassword } from './read-password'
import { withDatabase } from './with-database'

const usage =
  'Write: npm run user:create -- --username NAME [--superuser] [--groups "Registrars,Viewers"] [--name NAME] [--email ADDRESS] [--reset]'

function readArguments() {
  try {
    return parseArgs({
      options: {
        username: { type: 'string' },
        superuser: { type: 'boolean', default: false },
        groups: { type: 'string' },
        name: { type: 'string' },
        email: { type: 'string' },
        reset: { type: 'boolean', default: false },
      },
    }).values
  } catch (error) {
    throw new UserError(`${error instanceof Error ? error.message : error}\n${usage}`)
  }
}

async function run(): Promise<string> {
  const { username, reset, groups, ...rest } = readArguments()
  if (!username) throw new UserError(`--username is missing.\n${usage}`)
  if (reset && (rest.superuser || groups !== undefined || rest.name !== undefined || rest.email !== undefined))
    throw new UserError('--reset gives a new password and nothing else: change the rest in the application.')
  const names = (groups ?? '').split(',').flatMap((name) => name.trim() || [])
  const password = process.env.THROUGHLINE_PASSWORD ?? (await readPassword(`Password for ${username}: `))
  return withDatabase(async (url) => {
    await migrate(url)
    const db = connect(url, { max: 1, name: 'throughline user-create' })
    try {
      if (reset) await setPassword(db, username, password)
      else await createUser(db, { ...rest, username, password, groups: names })
    } finally {
      await db.$client.end({ timeout: 5 })
    }
    return reset ? `${username} has a new password; open sessions are ended.` : `${username} can sign in.`
  })
}

log.level = 'silent'
run().then(console.log, (error) => {
  console.error(error instanceof UserError ? error.message : databaseFault(error))
  process.exitCode = 1
})
