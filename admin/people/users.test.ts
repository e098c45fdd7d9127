import { sql } from 'drizzle-orm'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type TestDatabase, testDatabase } from '@/db/testing'
import { createUser, setPassword, UserError } from './users'

const password = 'tangled-lemon-harbour'
let test: TestDatabase

beforeAll(async () => {
  test = await testDatabase()
  await test.db.execute(sql`insert into groups (name) values ('Registrars'), ('Viewers')`)
})
afterAll(() => test.drop())

const count = async () => Number((await test.db.execute(sql`select count(*) as n from users`))[0]?.n)

describe('createUser', () => {
  it('stores a salted hash and the groups, and two equal passwords differently', async () => {
    const ids = [
      await createUser(test.db, { username: 'one', password, groups: ['Registrars', 'Viewers'] }),
      await createUser(test.db, { username: 'two', password, superuser: true, name: 'Two', email: 'two@example.org' }),
    ]
    const rows = await test.db.execute<{
      id: number
      password: string
      groups: number
      superuser: boolean
      email: string
    }>(sql`
      select u.id::int, a.password, u.superuser, u.email, (select count(*)::int from user_groups g where g.user_id = u.id) as groups
      from users u join accounts a on a.user_id = u.id where u.id in ${ids} order by u.id`)
    expect(rows.map(({ groups, superuser, email }) => ({ groups, superuser, email }))).toEqual([
      { groups: 2, superuser: false, email: 'one@users.invalid' },
      { groups: 0, superuser: true, email: 'two@example.org' },
    ])
    expect(rows[0]?.password).not.toContain(password)
    expect(rows[0]?.password).not.toBe(rows[1]?.password)
  })

  it.each<[string, Partial<Parameters<typeof createUser>[1]>, RegExp]>([
    ['a name that is taken', { username: 'ONE' }, /already/],
    ['an e-mail address that is taken', { username: 'three', email: 'TWO@example.org' }, /already/],
    ['a name with a blank', { username: 'a b' }, /no blanks/],
    ['no name', { username: '' }, /needs a name/],
    ['NUL', { username: 'a\u0000b' }, /invisible/],
    ['half a character', { username: 'a\ud800b' }, /surrogate/],
    ['a name too long', { username: 'n'.repeat(151) }, /150/],
    ['a short password', { username: 'four', password: 'short' }, /at least 12/],
    ['a common password', { username: 'four', password: 'password1234' }, /first that anyone/],
    [
      'a group that is not there',
      { username: 'four', groups: ['Registrars', 'Kings'] },
      /no group "Kings".*Registrars, Viewers/,
    ],
  ])('refuses %s and writes nothing', async (_, wrong, message) => {
    const before = await count()
    const attempt = createUser(test.db, { username: 'x', password, ...wrong })
    await expect(attempt).rejects.toThrow(UserError)
    await expect(attempt).rejects.toThrow(message)
    expect(await count()).toBe(before)
  })

  it('makes one user of two made at once', async () => {
    const results = await Promise.allSettled([1, 2].map(() => createUser(test.db, { username: 'race', password })))
    expect(results.map((result) => result.status).sort()).toEqual(['fulfilled', 'rejected'])
    const refused = results.find((result) => result.status === 'rejected')
    expect(refused?.reason).toBeInstanceOf(UserError)
  })
})

describe('setPassword', () => {
  it('gives a password to a user who had none', async () => {
    await test.db.execute(sql`insert into users (username, email) values ('bare', 'bare@example.org')`)
    const id = await setPassword(test.db, 'BARE', password)
    const rows = await test.db.execute(sql`select password from accounts where user_id = ${id}`)
    expect(rows).toHaveLength(1)
  })

  it('refuses unknown users and bad passwords', async () => {
    await expect(setPassword(test.db, 'nobody', password)).rejects.toThrow('no user "nobody"')
    await expect(setPassword(test.db, 'nul\u0000', password)).rejects.toThrow(UserError)
    await expect(setPassword(test.db, 'one', 'password1234')).rejects.toThrow(/first that anyone/)
  })
})
