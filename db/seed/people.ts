import { sql } from 'drizzle-orm'
import type { Transaction } from '../client'
import { accounts, groups, userGroups, users } from '../schema/people'
import { seedPermissions, teams } from './permissions'

/** The password of the demonstration's users. */
export const demonstrationPassword = 'throughline-demo'

export const demonstrationUsers = [
  { username: 'admin', name: 'Ada Admin', superuser: true, group: null },
  { username: 'registrar', name: 'Remy Registrar', superuser: false, group: 'Registrars' },
  { username: 'viewer', name: 'Vera Viewer', superuser: false, group: 'Viewers' },
]

/** Every demonstration record says that it was made on this day, so that two seeded databases are the same. */
export const seededOn = '2014-12-01T09:00:00+00:00'

/** The users who sign in to try it, their groups and what these may do. `hashPassword` is called once per user. */
export async function seedPeople(tx: Transaction, hashes: readonly (string | null)[]): Promise<void> {
  const at = new Date(seededOn)
  await tx.insert(groups).values(teams.map(({ name }) => ({ name })))
  const made = await tx
    .insert(users)
    .values(
      demonstrationUsers.map(({ username, name, superuser }) => ({
        username,
        displayUsername: username,
        name,
        email: `${username}@staff.example.org`,
        superuser,
        createdAt: at,
        updatedAt: at,
      })),
    )
    .returning({ id: users.id, username: users.username })
  for (const [index, { id }] of made.entries()) {
    const password = hashes[index]
    if (password)
      await tx
        .insert(accounts)
        .values({ userId: id, accountId: String(id), providerId: 'credential', password, createdAt: at, updatedAt: at })
  }
  await tx.execute(sql`
    insert into ${userGroups} (user_id, group_id)
    select users.id, groups.id
    from jsonb_to_recordset(${JSON.stringify(demonstrationUsers)}::jsonb) as person (username text, "group" text)
    join ${users} on users.username = person.username join ${groups} on groups.name = person."group" order by users.id`)
  await seedPermissions(tx)
}
