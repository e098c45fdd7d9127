import { sql } from 'drizzle-orm'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type TestDatabase, testDatabase } from '@/db/testing'
import { createAuth } from './auth'
import { addressHeader } from './client-address'
import { personOf } from './sessions'
import { createUser, setPassword } from './users'

const url = new URL('http://127.0.0.1:3000')
const secret = 'a secret of the tests, long enough for all'
const good = 'tangled-lemon-harbour'

let test: TestDatabase
let auth: ReturnType<typeof createAuth>
let other: ReturnType<typeof createAuth>
let names = 0

beforeAll(async () => {
  test = await testDatabase()
  auth = createAuth(test.db, { url, secret })
  other = createAuth(test.db, { url, secret })
})
afterAll(() => test.drop())

async function someone(options: { active?: boolean; password?: boolean } = {}) {
  const username = `Person${++names}`
  const id = await createUser(test.db, { username, password: good })
  if (options.active === false) await test.db.execute(sql`update users set active = false where id = ${id}`)
  if (options.password === false) await test.db.execute(sql`delete from accounts where user_id = ${id}`)
  return { id, username }
}

type From = { address?: string; cookies?: string; body?: Record<string, unknown>; by?: typeof auth }

/** Signs in through the HTTP handler. */
function post(username: string, password: string, { address = '192.0.2.1', cookies, body, by = auth }: From = {}) {
  const headers = new Headers({ 'content-type': 'application/json', origin: url.origin, [addressHeader]: address })
  if (cookies) headers.set('cookie', cookies)
  const text = JSON.stringify({ username, password, ...body })
  return by.handler(new Request(`${url.origin}/api/auth/sign-in/username`, { method: 'POST', headers, body: text }))
}

/** The status of a sign-in as the server action does it. */
async function call(username: string, password: string, address = '192.0.2.1', cookies = ''): Promise<number> {
  const headers = new Headers({ [addressHeader]: address, cookie: cookies })
  try {
    await auth.api.signInUsername({ body: { username, password }, headers })
    return 200
  } catch (error) {
    return Number(Reflect.get(Object(error), 'statusCode'))
  }
}

const cookiesOf = (response: Response) =>
  response.headers
    .getSetCookie()
    .map((line) => line.split(';')[0])
    .join('; ')

const sessionOf = (response: Response) => {
  const line = response.headers.getSetCookie().find((cookie) => cookie.startsWith('throughline.session_token='))
  return decodeURIComponent(line?.split(';')[0]?.slice('throughline.session_token='.length) ?? '')
}

const actorOf = (response: Response) => personOf(test.db, sessionOf(response), secret)

async function failTimes(times: number, username: string, from: (index: number) => From) {
  const statuses: number[] = []
  for (let index = 0; index < times; index++)
    statuses.push((await post(username, 'wrong-wrong-wrong', from(index))).status)
  return statuses
}

/** Lets the throttle of the whole database believe that so many seconds have gone by. */
const later = (seconds: number) =>
  test.db.execute(
    sql`update sign_in_marks set until = until - make_interval(secs => ${seconds}) where key not like 'known%'`,
  )

let addresses = 0
const elsewhere = () => `198.51.${Math.floor(++addresses / 250)}.${addresses % 250}`

describe('signing in', () => {
  it('opens a session for the right password, whatever the case of the name', async () => {
    const { id, username } = await someone()
    const response = await post(username.toUpperCase(), good, { address: elsewhere() })
    expect(response.status).toBe(200)
    expect(await actorOf(response)).toEqual({ id, username, name: '', superuser: false })
    const cookies = response.headers.getSetCookie()
    expect(cookies).toHaveLength(2)
    for (const cookie of cookies) {
      expect(cookie).toMatch(/HttpOnly/)
      expect(cookie).toMatch(/SameSite=Lax/)
      expect(cookie).toMatch(/Path=\//)
      expect(cookie).not.toMatch(/Secure/)
    }
  })

  it('answers the same to a wrong password, an unknown, an inactive and a passwordless user', async () => {
    const [known, inactive, without] = [
      await someone(),
      await someone({ active: false }),
      await someone({ password: false }),
    ]
    const tries: [string, string][] = [
      [known.username, 'wrong-wrong-wrong'],
      ['nobody-at-all', good],
      [inactive.username, good],
      [without.username, good],
      ['nul\u0000', good],
      ['half\ud800', good],
      ['n'.repeat(151), good],
      ['', good],
      [' ', good],
      [known.username, ''],
      [known.username, 'x'.repeat(100_000)],
    ]
    const answers = await Promise.all(
      tries.map(async ([username, password]) => {
        const response = await post(username, password, { address: elsewhere() })
        return [response.status, await response.text(), response.headers.getSetCookie()]
      }),
    )
    expect(answers[0]?.[0]).toBe(401)
    for (const answer of answers) expect(answer).toEqual(answers[0])
  })

  it('uses secure cookies with the prefix on https', async () => {
    const { username } = await someone()
    const secure = createAuth(test.db, { url: new URL('https://admin.example.org'), secret })
    const headers = new Headers({ [addressHeader]: elsewhere() })
    const answer = await secure.api.signInUsername({ body: { username, password: good }, headers, returnHeaders: true })
    const cookies = answer.headers.getSetCookie()
    expect(cookies).toHaveLength(2)
    for (const cookie of cookies) expect(cookie).toMatch(/^__Secure-throughline\..*; Secure/)
  })

  it('gives a new token each time, and ends the session it replaces', async () => {
    const { id, username } = await someone()
    const first = await post(username, good, {
      address: elsewhere(),
      cookies: 'throughline.session_token=planted.planted',
    })
    expect(sessionOf(first)).not.toContain('planted')
    const second = await post(username, good, { address: elsewhere(), cookies: cookiesOf(first) })
    expect(await actorOf(first)).toBeNull()
    expect((await actorOf(second))?.id).toBe(id)
  })

  it('ends after twelve hours, however the body asks for more', async () => {
    const { username } = await someone()
    const response = await post(username, good, {
      address: elsewhere(),
      body: { rememberMe: false, callbackURL: '/courses' },
    })
    expect(response.headers.get('location')).toBeNull()
    const [session] = await test.db.execute<{ hours: number }>(
      sql`select extract(epoch from expires_at - created_at)::float8 / 3600 as hours from sessions where token = ${sessionOf(response).split('.')[0]}`,
    )
    expect(session?.hours).toBeCloseTo(12, 3)
  })

  it('keeps what nobody asked for closed', async () => {
    const paths = Object.values<{ path?: string }>(auth.api).map((endpoint) => endpoint.path)
    expect(paths).toContain('/sign-up/email')
    expect(paths).toContain('/is-username-available')
    for (const path of paths) {
      if (path === undefined || path === '/sign-in/username' || path === '/sign-out') continue
      for (const method of ['GET', 'POST']) {
        const body = method === 'POST' ? '{"username":"x","role":"admin"}' : undefined
        const headers = { 'content-type': 'application/json', origin: url.origin }
        const response = await auth.handler(new Request(`${url.origin}/api/auth${path}`, { method, headers, body }))
        expect([path, method, response.status]).toEqual([path, method, 404])
      }
    }
  })

  it('refuses a foreign origin when cookies are sent', async () => {
    const headers = { 'content-type': 'application/json', origin: 'https://evil.example', cookie: 'a=b' }
    const body = JSON.stringify({ username: 'x', password: 'y' })
    const response = await auth.handler(
      new Request(`${url.origin}/api/auth/sign-in/username`, { method: 'POST', headers, body }),
    )
    expect(response.status).toBe(403)
  })
})

describe('the throttle', () => {
  it('stops the sixth wrong try from one address, on both ways in, for known and unknown names', async () => {
    const { username } = await someone()
    for (const name of [username, 'nobody-to-throttle']) {
      const address = elsewhere()
      expect(await failTimes(7, name, () => ({ address }))).toEqual([401, 401, 401, 401, 401, 429, 429])
      expect(await call(name, good, address)).toBe(429)
    }
    const fresh = await someone()
    const statuses: number[] = []
    for (let index = 0; index < 7; index++)
      statuses.push(await call(fresh.username, 'wrong-wrong-wrong', '203.0.113.9'))
    expect(statuses).toEqual([401, 401, 401, 401, 401, 429, 429])
  })

  it('says how long to wait, and lets the right password in after that', async () => {
    const { username } = await someone()
    const address = elsewhere()
    await failTimes(5, username, () => ({ address }))
    const refused = await post(username, good, { address })
    expect(refused.status).toBe(429)
    expect(Number(refused.headers.get('retry-after'))).toBeGreaterThan(50)
    expect(await refused.text()).toContain('Too many attempts')
    await later(61)
    expect((await post(username, good, { address })).status).toBe(200)
  })

  it('ignores the case of the name and blanks around it', async () => {
    const { username } = await someone()
    const address = elsewhere()
    const spelt = [username, username.toUpperCase(), ` ${username}`, `${username} `, username.toLowerCase()]
    for (const name of spelt) expect(await call(name, 'wrong-wrong-wrong', address)).toBe(401)
    expect(await call(username, good, address)).toBe(429)
  })

  it('counts tries sent at once, and those of another instance', async () => {
    const { username } = await someone()
    const address = elsewhere()
    const tries = Array.from({ length: 20 }, (_, index) =>
      post(username, 'wrong-wrong-wrong', { address, by: index % 2 ? auth : other }),
    )
    const statuses = (await Promise.all(tries)).map((response) => response.status)
    expect(statuses.filter((status) => status === 401)).toHaveLength(5)
    expect(statuses.filter((status) => status === 429)).toHaveLength(15)
  })

  it('does not believe a header that a client can write', async () => {
    const { username } = await someone()
    const headers = (index: number) =>
      new Headers({
        'content-type': 'application/json',
        [addressHeader]: '192.0.2.77',
        'x-forwarded-for': `10.0.0.${index}`,
      })
    const body = JSON.stringify({ username, password: 'wrong-wrong-wrong' })
    const statuses: number[] = []
    for (let index = 0; index < 7; index++) {
      const request = new Request(`${url.origin}/api/auth/sign-in/username`, {
        method: 'POST',
        headers: headers(index),
        body,
      })
      statuses.push((await auth.handler(request)).status)
    }
    expect(statuses.slice(5)).toEqual([429, 429])
  })

  it('takes one network of IPv6 for one address', async () => {
    const statuses = await failTimes(7, 'somebody-else', (index) => ({ address: `2001:db8:1:2::${index}` }))
    expect(statuses.slice(5)).toEqual([429, 429])
  })

  it('does not lock the owner out: neither on a device nor at an address they have signed in from', async () => {
    const { username } = await someone()
    const home = elsewhere()
    const device = cookiesOf(await post(username, good, { address: home }))
      .split('; ')
      .filter((cookie) => cookie.startsWith('throughline.device='))
      .join()
    await failTimes(40, username, () => ({ address: elsewhere() }))
    expect((await post(username, good, { address: home })).status).toBe(200)
    await failTimes(10, username, () => ({ address: home }))
    expect((await post(username, good, { address: home })).status).toBe(429)
    expect((await post(username, good, { address: home, cookies: device })).status).toBe(200)
    expect((await post(username, good, { address: elsewhere(), cookies: device })).status).toBe(200)
  })

  it('throttles a known device as well, and a made-up one like none', async () => {
    const { username } = await someone()
    const cookies = cookiesOf(await post(username, good, { address: elsewhere() }))
    const device = await failTimes(7, username, () => ({ address: elsewhere(), cookies }))
    expect(device.slice(5)).toEqual([429, 429])
    const address = elsewhere()
    const forged = await failTimes(7, username, (index) => ({ address, cookies: `throughline.device=forged${index}` }))
    expect(forged.slice(5)).toEqual([429, 429])
  })

  it('does not count successes', async () => {
    const { username } = await someone()
    const address = elsewhere()
    for (let index = 0; index < 8; index++) expect((await post(username, good, { address })).status).toBe(200)
  })
})

describe('a session', () => {
  it('ends at once on sign-out, deactivation and a new password', async () => {
    const { id, username } = await someone()
    const address = elsewhere()
    const one = await post(username, good, { address })
    const headers = { 'content-type': 'application/json', origin: url.origin, cookie: cookiesOf(one) }
    const out = await other.handler(
      new Request(`${url.origin}/api/auth/sign-out`, { method: 'POST', headers, body: '{}' }),
    )
    expect(out.status).toBe(200)
    expect(await actorOf(one)).toBeNull()

    const two = await post(username, good, { address })
    await test.db.execute(sql`update users set active = false where id = ${id}`)
    expect(await actorOf(two)).toBeNull()
    await test.db.execute(sql`update users set active = true where id = ${id}`)
    expect(await actorOf(two)).not.toBeNull()

    await setPassword(test.db, username.toLowerCase(), 'another-lemon-harbour')
    expect(await actorOf(two)).toBeNull()
    expect((await post(username, good, { address })).status).toBe(401)
    expect((await post(username, 'another-lemon-harbour', { address })).status).toBe(200)
  })

  it('ends after half an hour without a request and after twelve hours with them', async () => {
    const { username } = await someone()
    const response = await post(username, good, { address: elsewhere() })
    const token = sessionOf(response).split('.')[0]
    const ago = (column: string, minutes: number) =>
      test.db.execute(
        sql`update sessions set ${sql.identifier(column)} = now() - make_interval(mins => ${minutes}) where token = ${token}`,
      )
    await ago('updated_at', 29)
    expect(await actorOf(response)).not.toBeNull()
    const [touched] = await test.db.execute(
      sql`select 1 from sessions where token = ${token} and updated_at > now() - interval '1 minute'`,
    )
    expect(touched).toBeDefined()
    await ago('created_at', 719)
    expect(await actorOf(response)).not.toBeNull()
    await ago('created_at', 721)
    expect(await actorOf(response)).toBeNull()
    await ago('created_at', 1)
    await ago('updated_at', 31)
    expect(await actorOf(response)).toBeNull()
  })

  it('needs the signature of its cookie', async () => {
    const { username } = await someone()
    const cookie = sessionOf(await post(username, good, { address: elsewhere() }))
    const token = cookie.split('.')[0] ?? ''
    expect(await personOf(test.db, cookie, secret)).not.toBeNull()
    for (const forged of [token, `${token}.`, `${token}.${'A'.repeat(44)}`, '', '.', `x${cookie}`])
      expect(await personOf(test.db, forged, secret)).toBeNull()
    expect(await personOf(test.db, cookie, `${secret}!`)).toBeNull()
  })
})
