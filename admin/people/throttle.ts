import { createHash, randomBytes } from 'node:crypto'
import { and, eq, gt, inArray, lt, type SQL, sql } from 'drizzle-orm'
import type { Reader } from '@/db/client'
import { signInMarks } from '@/db/schema/sign-in'

/** Where an attempt comes from: the account it names, the address, and the token of a browser that signed in before. */
export type Attempt = { account: string; address: string; device: string | undefined }

/** `burst` attempts at once, then one every `seconds`. */
type Allowance = { key: string; burst: number; seconds: number }

const knownDays = 60

/** The database's own clock, which all instances share. Tests give another. */
const clock = sql`now()`

const hashed = (kind: string, ...parts: string[]) =>
  `${kind}:${createHash('sha256').update(JSON.stringify(parts)).digest('base64url')}`

const accountOf = (attempt: Attempt) => attempt.account.toLowerCase()

function knownPlaces(attempt: Attempt) {
  const account = accountOf(attempt)
  return {
    address: hashed('known-address', account, attempt.address),
    device: attempt.device === undefined ? undefined : hashed('known-device', account, attempt.device),
  }
}

/**
 * What an attempt is counted against. A device or an address that the account has signed in from has an allowance of its
 * own, which nobody else can use up: that is what keeps the throttle from locking the owner out. A stranger is counted
 * together with all other strangers, per account and per address.
 */
function allowancesOf(attempt: Attempt, known: ReadonlySet<string>): Allowance[] {
  const account = accountOf(attempt)
  const places = knownPlaces(attempt)
  if (places.device !== undefined && known.has(places.device))
    return [{ key: hashed('device', account, attempt.device ?? ''), burst: 5, seconds: 60 }]
  const pair = { key: hashed('pair', account, attempt.address), burst: 5, seconds: 60 }
  if (known.has(places.address)) return [pair]
  return [
    pair,
    { key: hashed('account', account), burst: 20, seconds: 60 },
    { key: hashed('address', attempt.address), burst: 50, seconds: 6 },
  ]
}

async function knownAmong(db: Reader, attempt: Attempt, now: SQL): Promise<ReadonlySet<string>> {
  const places = knownPlaces(attempt)
  const keys = places.device === undefined ? [places.address] : [places.address, places.device]
  const rows = await db
    .select({ key: signInMarks.key })
    .from(signInMarks)
    .where(and(inArray(signInMarks.key, keys), gt(signInMarks.until, now)))
  return new Set(rows.map((row) => row.key))
}

const every = (seconds: number) => sql`make_interval(secs => ${seconds})`

/** Takes one attempt from an allowance in one atomic statement; how many seconds are missing when it is used up. */
async function take(db: Reader, { key, burst, seconds }: Allowance, now: SQL): Promise<number> {
  const taken = await db
    .insert(signInMarks)
    .values({ key, until: sql`${now} + ${every(seconds)}` })
    .onConflictDoUpdate({
      target: signInMarks.key,
      set: { until: sql`greatest(${signInMarks.until}, ${now}) + ${every(seconds)}` },
      setWhere: sql`${signInMarks.until} <= ${now} + ${every((burst - 1) * seconds)}`,
    })
    .returning({ id: signInMarks.id })
  if (taken.length > 0) return 0
  const [mark] = await db
    .select({ wait: sql<number>`extract(epoch from ${signInMarks.until} - ${now})::float8` })
    .from(signInMarks)
    .where(eq(signInMarks.key, key))
  return Math.max(1, Math.ceil((mark?.wait ?? seconds) - (burst - 1) * seconds))
}

/**
 * Counts an attempt before its password is looked at, so that attempts sent at once cannot all pass. Answers 0 when it
 * may go on, else how many seconds to wait. All instances share the count.
 */
export async function countAttempt(db: Reader, attempt: Attempt, now: SQL = clock): Promise<number> {
  for (const allowance of allowancesOf(attempt, await knownAmong(db, attempt, now))) {
    const wait = await take(db, allowance, now)
    if (wait > 0) return wait
  }
  return 0
}

/**
 * Gives back what a successful attempt was counted for and remembers the place it came from. Answers the token that the
 * browser keeps to be known again: its own, or a new one.
 */
export async function rememberSuccess(db: Reader, attempt: Attempt, now: SQL = clock): Promise<string> {
  const known = await knownAmong(db, attempt, now)
  const places = knownPlaces(attempt)
  const device = places.device !== undefined && known.has(places.device) ? attempt.device : undefined
  const token = device ?? randomBytes(32).toString('base64url')
  const [own, ...shared] = allowancesOf(attempt, known)
  if (own) await db.delete(signInMarks).where(eq(signInMarks.key, own.key))
  for (const { key, seconds } of shared)
    await db
      .update(signInMarks)
      .set({ until: sql`${signInMarks.until} - ${every(seconds)}` })
      .where(eq(signInMarks.key, key))
  const keys = Object.values(knownPlaces({ ...attempt, device: token })).filter((key) => key !== undefined)
  const until = sql`${now} + make_interval(days => ${knownDays})`
  await db
    .insert(signInMarks)
    .values(keys.map((key) => ({ key, until })))
    .onConflictDoUpdate({ target: signInMarks.key, set: { until } })
  await db.delete(signInMarks).where(lt(signInMarks.until, now))
  return token
}

/** Forgets the strangers' attempts on an account, when its password was set anew. */
export async function forgetAttempts(db: Reader, account: string): Promise<void> {
  await db.delete(signInMarks).where(eq(signInMarks.key, hashed('account', account.toLowerCase())))
}
