import { hashPassword } from 'better-auth/crypto'
import { and, eq, inArray, sql } from 'drizzle-orm'
import { type Database, type Reader, transaction } from '@/db/client'
import { accounts, groups, userGroups, users } from '@/db/schema/people'
import { textFault } from '../engine/form'
import { logSecurity } from './log'
import { passwordFault } from './password-rules'
import { endSessions } from './sessions'
import { forgetAttempts } from './throttle'

export { hashPassword }

/** A user that cannot be made or changed as asked; the message says why, for a person. */
export class UserError extends Error {
  override readonly name = 'UserError'
}

export type NewUser = {
  username: string
  password: string
  superuser?: boolean
  groups?: readonly string[]
  name?: string
  email?: string
}

const byConsole = { actor: null, address: 'console', request: 'console' }

/** Makes a user who can sign in; returns their id. Throws UserError for a bad name or password, one taken, or unknown groups. */
export async function createUser(db: Database, user: NewUser): Promise<number> {
  const { username, password, superuser = false, name = '' } = user
  const fault = usernameFault(username) ?? textFault(name) ?? passwordFault(password, [username, name])
  if (fault) throw new UserError(fault)
  const email = user.email ?? (username.includes('@') ? username : `${username}@users.invalid`)
  const hash = await hashPassword(password)
  const id = await transaction(db, async (tx) => {
    if (await userNamed(tx, username)) throw new UserError(`There is a user "${username}" already.`)
    const groupIds = await idsOfGroups(tx, user.groups ?? [])
    const values = { username, displayUsername: username, name, email, superuser }
    const [made] = await tx.insert(users).values(values).onConflictDoNothing().returning({ id: users.id })
    if (!made)
      throw new UserError(`There is a user with the name "${username}" or the e-mail address "${email}" already.`)
    await storeHash(tx, made.id, hash)
    if (groupIds.length > 0)
      await tx.insert(userGroups).values(groupIds.map((groupId) => ({ userId: made.id, groupId })))
    return made.id
  })
  logSecurity({ event: 'user-created', user: id }, byConsole)
  return id
}

/**
 * Gives a user a new password and ends their sessions; returns their id. Throws UserError for an unknown user or a bad
 * password.
 */
export async function setPassword(db: Database, username: string, password: string): Promise<number> {
  const user = await userNamed(db, username)
  if (!user) throw new UserError(`There is no user "${username}".`)
  const fault = passwordFault(password, [user.username, user.name])
  if (fault) throw new UserError(fault)
  const hash = await hashPassword(password)
  await transaction(db, async (tx) => {
    await storeHash(tx, user.id, hash)
    await endSessions(tx, user.id)
    await forgetAttempts(tx, user.username)
  })
  logSecurity({ event: 'password-set', user: user.id }, byConsole)
  return user.id
}

function usernameFault(username: string): string | undefined {
  if (username === '') return 'A user needs a name.'
  if ([...username].length > 150) return 'A username has at most 150 characters.'
  if (/[\s\p{Cc}\p{Cf}]/u.test(username)) return 'A username has no blanks and no invisible characters.'
  return textFault(username)
}

/** The user of this name, whatever the case of its letters. */
async function userNamed(db: Reader, username: string) {
  if (textFault(username)) return undefined
  const [user] = await db
    .select({ id: users.id, username: users.username, name: users.name })
    .from(users)
    .where(sql`lower(${users.username}) = lower(${username})`)
  return user
}

async function idsOfGroups(db: Reader, names: readonly string[]): Promise<number[]> {
  if (names.length === 0) return []
  const found = await db
    .select()
    .from(groups)
    .where(inArray(groups.name, [...names]))
  const missing = names.filter((name) => !found.some((group) => group.name === name))
  if (missing.length === 0) return found.map((group) => group.id)
  const all = (await db.select({ name: groups.name }).from(groups).orderBy(groups.name)).map((group) => group.name)
  const known = all.length > 0 ? `There are: ${all.join(', ')}.` : 'There are no groups yet.'
  throw new UserError(`There is no group "${missing.join('", "')}". ${known}`)
}

async function storeHash(db: Reader, userId: number, password: string): Promise<void> {
  const own = and(eq(accounts.userId, userId), eq(accounts.providerId, 'credential'))
  const changed = await db
    .update(accounts)
    .set({ password, updatedAt: sql`now()` })
    .where(own)
    .returning({ id: accounts.id })
  if (changed.length === 0)
    await db.insert(accounts).values({ userId, accountId: String(userId), providerId: 'credential', password })
}
