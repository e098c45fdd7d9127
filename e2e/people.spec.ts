import type { Page } from '@playwright/test'
import { expect, test } from './fixtures'
import { DetailPage, isAlive, visit } from './pages'

test.use({ person: null })

const password = 'throughline-demo'

async function signIn(page: Page, username: string, secret = password) {
  await page.getByLabel('Username', { exact: true }).fill(username)
  await page.getByLabel('Password', { exact: true }).fill(secret)
  await page.getByRole('button', { name: 'Sign in' }).click()
}

test('signing in leads to where one was going, signing out ends the session everywhere', async ({
  page,
  browserOf,
  db,
}) => {
  const course = await db.course()
  const { username } = await db.person(['courses.view'])
  await visit(page, `/courses/${course.id}`)
  await expect(page).toHaveURL(`/sign-in?next=${encodeURIComponent(`/courses/${course.id}`)}`)
  await signIn(page, username)
  await expect(new DetailPage(page).heading(course.title)).toBeVisible()
  await expect(page).toHaveURL(`/courses/${course.id}`)

  const cookies = await page.context().cookies()
  const cookie = cookies.find(({ name }) => name === 'throughline.session_token')
  expect(cookie).toMatchObject({ httpOnly: true, sameSite: 'Lax', path: '/' })
  const elsewhere = await browserOf(null)
  await elsewhere.context().addCookies([cookie!])
  expect((await elsewhere.request.get('/courses', { maxRedirects: 0 })).status()).toBe(200)

  await isAlive(page)
  await page.getByRole('button', { name: /account and appearance/ }).click()
  await page.getByRole('menuitem', { name: 'Sign out' }).click()
  await expect(page.getByRole('heading', { name: 'Sign in' })).toBeVisible()
  expect((await elsewhere.request.get('/courses', { maxRedirects: 0 })).status()).toBe(307)
  await page.goBack()
  await expect(page.getByRole('button', { name: 'Sign in' })).toBeVisible()
  await expect(page.getByText(course.title)).toHaveCount(0)
})

test('a wrong password and an unknown name are refused in the same words', async ({ page, db }) => {
  const { username } = await db.person()
  await db.sql`delete from sessions where user_id = (select id from users where username = ${username})`
  await visit(page, '/sign-in')
  const said: (string | null)[] = []
  for (const [name, secret] of [
    [username, 'not the password'],
    [`nobody-${username}`, password],
  ] as const) {
    await signIn(page, name, secret)
    const alert = page.getByRole('alert').filter({ hasText: /\w/ })
    await expect(alert).toBeVisible()
    said.push(await alert.textContent())
    await expect(page.getByLabel('Username', { exact: true })).toHaveValue(name)
    await expect(page.getByLabel('Password', { exact: true })).toBeFocused()
    await page.reload()
    await isAlive(page)
  }
  expect(new Set(said)).toEqual(new Set(['The username or the password is wrong.']))
  expect(
    await db.sql`select id from sessions where user_id = (select id from users where username = ${username})`,
  ).toEqual([])
})

test('who is inactive cannot sign in', async ({ page, db }) => {
  const { username } = await db.person()
  await db.sql`update users set active = false where username = ${username}`
  await visit(page, '/sign-in')
  await signIn(page, username)
  await expect(page.getByRole('alert').filter({ hasText: /\w/ })).toHaveText('The username or the password is wrong.')
})

test('after too many wrong passwords one has to wait, on the form and on the bare address alike', async ({
  page,
  db,
}) => {
  const { username } = await db.person()
  const attempt = () =>
    page.request.post('/api/auth/sign-in/username', {
      data: { username, password: 'wrong' },
      headers: { Origin: process.env.APP_URL ?? '', 'X-Forwarded-For': `10.0.0.${Math.trunc(Math.random() * 250)}` },
    })
  const statuses: number[] = []
  for (let count = 0; count < 7; count++) statuses.push((await attempt()).status())
  expect(statuses.filter((status) => status === 429).length).toBeGreaterThanOrEqual(1)
  expect(statuses.at(-1)).toBe(429)
  await visit(page, '/sign-in')
  await signIn(page, username)
  await expect(page.getByRole('alert').filter({ hasText: /\w/ })).toContainText('Too many attempts')
})

test('the way on after signing in never leads away from here', async ({ page, db }) => {
  const { username, cookie } = await db.person()
  const evil = [
    '//evil.example',
    'https:evil.example',
    'https://evil.example',
    '/\\evil.example',
    '/%5Cevil.example',
    '/%2F/evil.example',
    'javascript:alert(1)',
    '/\t/evil.example',
    '///evil.example',
    '/sign-in',
  ]
  await page
    .context()
    .addCookies([{ name: 'throughline.session_token', value: cookie, url: process.env.APP_URL ?? '' }])
  for (const next of evil) {
    const answer = await page.request.get(`/sign-in?next=${encodeURIComponent(next)}`, { maxRedirects: 0 })
    expect(answer.status(), next).toBe(307)
    expect(new URL(answer.headers().location ?? '', process.env.APP_URL).href, next).toBe(`${process.env.APP_URL}/`)
  }
  await page.context().clearCookies()
  await visit(page, `/sign-in?next=${encodeURIComponent('//evil.example')}`)
  await signIn(page, username)
  await expect(page.getByRole('heading', { level: 1, name: 'Dashboard' })).toBeVisible()
  await expect(page).toHaveURL('/')
})

test('nobody can sign up, and the library behind sign-in answers nothing else', async ({ page, db }) => {
  const count = async () => (await db.sql`select count(*)::int from users where email = 'mallory@example.org'`)[0]
  for (const path of [
    'sign-up/email',
    'is-username-available',
    'update-user',
    'change-email',
    'forget-password',
    'list-sessions',
    'get-session',
    'sign-in/email',
  ])
    for (const method of ['POST', 'GET']) {
      const answer = await page.request.fetch(`/api/auth/${path}`, {
        method,
        headers: { Origin: process.env.APP_URL ?? '' },
        ...(method === 'POST'
          ? {
              data: {
                email: 'mallory@example.org',
                password: 'long enough to be one',
                name: 'M',
                username: 'mallory',
                superuser: true,
              },
            }
          : {}),
      })
      expect(answer.status(), `${method} ${path}`).toBe(method === 'POST' ? 404 : 405)
    }
  expect(await count()).toEqual({ count: 0 })
})

test('a session that ended by itself leads to sign-in and back', async ({ browserOf, db }) => {
  const person = await db.person(['tags.view'])
  const page = await browserOf(person)
  await visit(page, '/tags')
  await expect(page.getByRole('heading', { level: 1, name: 'Tags' })).toBeVisible()
  for (const ended of [
    db.sql`update sessions set updated_at = now() - interval '31 minutes' where user_id = ${person.id}`,
    db.sql`update sessions set updated_at = now(), created_at = now() - interval '13 hours' where user_id = ${person.id}`,
  ]) {
    await ended
    await page.goto('/tags')
    await expect(page).toHaveURL('/sign-in?next=%2Ftags')
  }
})
