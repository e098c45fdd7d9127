import { type SQL, sql } from 'drizzle-orm'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { type TestDatabase, testDatabase } from '@/db/testing'
import { type Attempt, countAttempt, rememberSuccess } from './throttle'

let test: TestDatabase
beforeAll(async () => {
  test = await testDatabase()
})
afterAll(() => test.drop())
beforeEach(() => test.db.execute(sql`delete from sign_in_marks`))

/** So many seconds after some moment. */
const at = (seconds: number): SQL => sql`('2026-11-01 12:00:00Z'::timestamptz + make_interval(secs => ${seconds}))`

const from = (account: string, address: string, device?: string): Attempt => ({ account, address, device })

/** How many of so many attempts at one moment may go on. */
async function pass(times: number, attempt: (index: number) => Attempt, seconds = 0): Promise<number> {
  let passed = 0
  for (let index = 0; index < times; index++)
    if ((await countAttempt(test.db, attempt(index), at(seconds))) === 0) passed++
  return passed
}

describe('attempts that fail', () => {
  it('on one account from one address: five, then one a minute', async () => {
    const attempt = () => from('ana', '10.0.0.1')
    expect(await pass(10, attempt)).toBe(5)
    expect(await countAttempt(test.db, attempt(), at(20))).toBe(40)
    expect(await pass(3, attempt, 60)).toBe(1)
    expect(await pass(3, attempt, 119)).toBe(0)
    expect(await pass(10, attempt, 3600)).toBe(5)
  })

  it('on one account from ever new addresses: twenty, then one a minute', async () => {
    const attempt = (index: number) => from('ana', `10.0.0.${index}`)
    expect(await pass(60, attempt)).toBe(20)
    expect(await pass(60, (index) => from('ANA', `10.0.1.${index}`), 120)).toBe(2)
    expect(await pass(1, () => from('ben', '10.0.0.1'))).toBe(1)
  })

  it('from one address on ever new accounts: fifty, then one in six seconds', async () => {
    const attempt = (index: number) => from(`user${index}`, '10.0.0.1')
    expect(await pass(80, attempt)).toBe(50)
    expect(await pass(80, (index) => from(`other${index}`, '10.0.0.1'), 60)).toBe(10)
    expect(await pass(1, () => from('user1', '10.0.0.2'))).toBe(1)
  })

  it('on one account do not use up the address for the others', async () => {
    await pass(100, () => from('ana', '10.0.0.1'))
    expect(await pass(60, (index) => from(`user${index}`, '10.0.0.1'))).toBe(45)
  })
})

describe('the owner', () => {
  it('gets through from a known address while strangers try, and on a known device even beside them', async () => {
    const device = await rememberSuccess(test.db, from('ana', '10.0.0.1'), at(0))
    await pass(100, (index) => from('ana', `10.1.0.${index}`))
    await pass(100, (index) => from(`user${index}`, '10.0.0.1'))
    expect(await pass(9, () => from('ana', '10.0.0.1'))).toBe(5)
    expect(await pass(9, () => from('ana', '10.0.0.1', device))).toBe(5)
    expect(await pass(9, () => from('ana', '10.2.0.1', device))).toBe(0)
  })

  it('is known for sixty days, on their own account only', async () => {
    const device = await rememberSuccess(test.db, from('ana', '10.0.0.1'), at(0))
    const day = 24 * 60 * 60
    await pass(100, (index) => from('ana', `10.1.0.${index}`), 59 * day)
    expect(await pass(1, () => from('ana', '10.0.0.1', device), 59 * day)).toBe(1)
    await pass(100, (index) => from('ana', `10.1.0.${index}`), 61 * day)
    expect(await pass(1, () => from('ana', '10.0.0.1', device), 61 * day)).toBe(0)
    await pass(100, (index) => from('ben', `10.1.0.${index}`))
    expect(await pass(1, () => from('ben', '10.0.0.9', device))).toBe(0)
  })

  it('keeps a known device and is given a new one for a forged', async () => {
    const device = await rememberSuccess(test.db, from('ana', '10.0.0.1'), at(0))
    expect(await rememberSuccess(test.db, from('ana', '10.0.0.2', device), at(1))).toBe(device)
    expect(await rememberSuccess(test.db, from('ana', '10.0.0.2', 'forged'), at(1))).not.toBe('forged')
    expect(await rememberSuccess(test.db, from('ben', '10.0.0.2', device), at(1))).not.toBe(device)
  })
})

it('gives back what a success took, and forgets what is past', async () => {
  for (let index = 0; index < 60; index++) {
    const attempt = from(`user${index}`, '10.0.0.1')
    expect(await countAttempt(test.db, attempt, at(0))).toBe(0)
    await rememberSuccess(test.db, attempt, at(0))
  }
  const day = 24 * 60 * 60
  await rememberSuccess(test.db, from('ana', '10.0.0.1'), at(70 * day))
  const [marks] = await test.db.execute(sql`select count(*)::int as n from sign_in_marks`)
  expect(marks?.n).toBe(2)
})

it('stores no name and no address', async () => {
  await countAttempt(test.db, from('ana-osei', '10.20.30.40'))
  await rememberSuccess(test.db, from('ana-osei', '10.20.30.40'))
  const marks = JSON.stringify(await test.db.execute(sql`select key from sign_in_marks`))
  expect(marks).not.toMatch(/ana-osei|10\.20\.30\.40/)
})
