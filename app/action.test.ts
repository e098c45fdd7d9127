import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest'
import * as z from 'zod/mini'
import { can } from '@/admin/engine/permissions'
import { createAuth } from '@/admin/people/auth'
import { sessionCookie } from '@/admin/people/cookie-names'
import { settings } from '@/admin/people/settings'
import { createUser } from '@/admin/people/users'
import { type TestDatabase, testDatabase } from '@/db/testing'
import { action, anyone, route } from './action'
import { signOut } from './sign-out'

/** The request that the framework would hand on. */
const asked = { headers: new Headers(), cookies: new Map<string, string>() }

vi.mock('next/headers', () => ({
  headers: async () => asked.headers,
  cookies: async () => ({
    get: (name: string) => (asked.cookies.has(name) ? { name, value: asked.cookies.get(name) } : undefined),
    set: (name: string, value: string) => (value ? asked.cookies.set(name, value) : asked.cookies.delete(name)),
  }),
}))

const origin = 'http://127.0.0.1:3000'
const password = 'tangled-lemon-harbour'
let test: TestDatabase
let registrar: number

beforeAll(async () => {
  test = await testDatabase()
  vi.stubEnv('DATABASE_URL', test.url)
  vi.stubEnv('APP_SECRET', 'a secret of the tests, long enough for all')
  vi.stubEnv('APP_URL', origin)
  registrar = await createUser(test.db, { username: 'registrar', password })
  await test.db.$client`
    with permission as (insert into permissions (model, verb, name) values ('courses', 'view', '') returning id)
    insert into user_permissions (user_id, permission_id) select ${registrar}, id from permission`
})
afterAll(() => test.drop())

beforeEach(() => {
  asked.headers = new Headers({ origin })
  asked.cookies.clear()
})

async function signIn() {
  const headers = asked.headers
  const answer = await createAuth(test.db, settings()).api.signInUsername({
    body: { username: 'registrar', password },
    headers,
    returnHeaders: true,
  })
  const line = answer.headers.getSetCookie().find((cookie) => cookie.startsWith(sessionCookie(false)))
  const value = line?.split(';')[0]?.split('=').slice(1).join('=') ?? ''
  asked.cookies.set(sessionCookie(false), decodeURIComponent(value))
  headers.set('cookie', `${sessionCookie(false)}=${value}`)
}

const ran = vi.fn()
beforeEach(() => ran.mockReset())

const rename = action({
  name: 'rename',
  input: z.tuple([z.string(), z.int()]),
  allow: (actor, [model]) =>
    model === 'nothing' ? undefined : can(actor, model, model === 'courses' ? 'view' : 'change'),
  run: async ({ actor, input }) => {
    ran(input)
    if (input[1] === 13) throw Object.assign(new Error('secret'), { code: 'XX000' })
    if (input[1] === 14) throw Object.assign(new Error('secret'), { code: '57P01' })
    return { ok: true as const, by: actor.username }
  },
})

// A hand-made request carries whatever it likes.
const call = (...args: unknown[]) => rename(...(args as [string, number]))

describe('an action', () => {
  it('runs for who is signed in, allowed and on our pages', async () => {
    await signIn()
    expect(await call('courses', 7)).toEqual({ ok: true, by: 'registrar' })
    expect(ran).toHaveBeenCalledExactlyOnceWith(['courses', 7])
  })

  it.each<[string, unknown[], string]>([
    ['no right', ['students', 7], 'denied'],
    ['an unknown model', ['nothing', 7], 'gone'],
    ['a wrong argument', ['courses', '7'], 'refused'],
    ['an argument too few', ['courses'], 'refused'],
    ['an argument too many', ['courses', 7, true], 'refused'],
    ['a number that is none', ['courses', Number.NaN], 'refused'],
  ])('refuses %s before anything runs', async (_, args, kind) => {
    await signIn()
    expect(await call(...args)).toMatchObject({ ok: false, kind })
    expect(ran).not.toHaveBeenCalled()
  })

  it.each<[string, Record<string, string>]>([
    ['a foreign origin', { origin: 'https://evil.example' }],
    ['a null origin', { origin: 'null' }],
    ['no origin', {}],
    ['a cross-site request', { origin, 'sec-fetch-site': 'cross-site' }],
  ])('refuses %s', async (_, headers) => {
    await signIn()
    asked.headers = new Headers(headers)
    expect(await call('courses', 7)).toMatchObject({ ok: false, kind: 'denied' })
    expect(ran).not.toHaveBeenCalled()
  })

  it('refuses who is not signed in, whatever they send', async () => {
    expect(await call('courses', 7)).toMatchObject({ ok: false, kind: 'signed-out' })
    expect(await call('nothing', {})).toMatchObject({ ok: false, kind: 'signed-out' })
    asked.cookies.set(sessionCookie(false), 'forged.forged')
    expect(await call('courses', 7)).toMatchObject({ ok: false, kind: 'signed-out' })
    expect(ran).not.toHaveBeenCalled()
  })

  it('notices at once that a right, an account or a session is gone', async () => {
    await signIn()
    await test.db.$client`update users set active = false where id = ${registrar}`
    expect(await call('courses', 7)).toMatchObject({ kind: 'signed-out' })
    await test.db.$client`update users set active = true where id = ${registrar}`
    expect(await call('courses', 7)).toMatchObject({ ok: true })
    const links = await test.db.$client`delete from user_permissions returning permission_id`
    expect(await call('courses', 7)).toMatchObject({ kind: 'denied' })
    for (const { permission_id } of links)
      await test.db
        .$client`insert into user_permissions (user_id, permission_id) values (${registrar}, ${permission_id})`
    const sessions = () => test.db.$client`select 1 from sessions where user_id = ${registrar}`
    const before = (await sessions()).length
    await signOut()
    expect(asked.cookies.has(sessionCookie(false))).toBe(false)
    expect(await sessions()).toHaveLength(before - 1)
  })

  it('tells what may pass from what is broken, and neither tells more', async () => {
    await signIn()
    const failed = await call('courses', 13)
    expect(failed).toMatchObject({ ok: false, kind: 'failed' })
    expect(await call('courses', 14)).toMatchObject({ ok: false, kind: 'busy' })
    expect(JSON.stringify(failed)).not.toContain('secret')
  })
})

describe('a route', () => {
  const options = route({
    name: 'options',
    input: z.object({ params: z.object({ model: z.string() }), query: z.object({ q: z.optional(z.string()) }) }),
    allow: (actor, { params }) => can(actor, params.model, 'view'),
    run: async ({ input }) => (input.query.q === 'none' ? null : { q: input.query.q }),
  })
  const resolve = route({
    name: 'resolve',
    input: z.object({
      params: z.object({}),
      query: z.object({}),
      body: z.strictObject({ texts: z.array(z.string()) }),
    }),
    allow: anyone,
    run: async ({ input }) => input.body.texts.length,
  })
  const get = (path: string, model = 'courses') =>
    options(new Request(origin + path, { headers: asked.headers }), { params: Promise.resolve({ model }) })
  const post = (body: string, type = 'application/json') => {
    const headers = new Headers(asked.headers)
    headers.set('content-type', type)
    return resolve(new Request(`${origin}/x`, { method: 'POST', body, headers }), { params: Promise.resolve({}) })
  }

  it('answers 401 without a session', async () => {
    expect((await get('/courses/options')).status).toBe(401)
    expect((await post('{"texts":[]}')).status).toBe(401)
  })

  it('answers JSON that nobody may keep', async () => {
    await signIn()
    asked.headers.delete('origin')
    const response = await get('/courses/options?q=ana')
    expect(response.status).toBe(200)
    expect(response.headers.get('cache-control')).toBe('private, no-store')
    expect(await response.json()).toEqual({ q: 'ana' })
  })

  it('answers 403, 404 and 400 for what is not allowed, not there and not understood', async () => {
    await signIn()
    expect((await get('/students/options', 'students')).status).toBe(403)
    expect((await get('/courses/options?q=none')).status).toBe(404)
    const bodies = ['{"texts":[1]}', '{"texts":[],"more":1}', '[]', 'null', '{', '']
    for (const body of bodies) expect([body, (await post(body)).status]).toEqual([body, 400])
    expect((await post('{"texts":[]}', 'text/plain')).status).toBe(400)
    expect((await post(JSON.stringify({ texts: ['x'.repeat(1_000_001)] }))).status).toBe(400)
    expect((await post('{"texts":["a","b"]}')).status).toBe(200)
    asked.headers.set('origin', 'https://evil.example')
    expect((await post('{"texts":["a","b"]}')).status).toBe(403)
  })
})
