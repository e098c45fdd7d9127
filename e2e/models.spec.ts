import { expect, test } from './fixtures'
import { DetailPage, isAlive, visit } from './pages'

const models = {
  students: 'Students',
  courses: 'Courses',
  enrollments: 'Enrollments',
  'database-configs': 'Database configurations',
  'database-modules': 'Database module types',
  contacts: 'Contacts',
  categories: 'Categories',
  'contact-departments': 'Contact departments',
  articles: 'Articles',
  tags: 'Tags',
  users: 'Users',
  groups: 'Groups',
} as const

test.describe('everything opens', () => {
  for (const person of ['admin', 'viewer'] as const) {
    test.describe(`as ${person}`, () => {
      test.use({ person })

      for (const [slug, plural] of Object.entries(models))
        test(`${plural}: the list, a record, its history and a new one`, async ({ page, tolerate }) => {
          await visit(page, `/${slug}`)
          await expect(page.getByRole('heading', { level: 1, name: plural, exact: true })).toBeVisible()
          const table = page.getByRole('table', { name: plural, exact: true })
          const first = table
            .getByRole('row')
            .filter({ has: page.getByRole('cell') })
            .first()
            .getByRole('link')
            .first()
          await first.click()
          await expect(page).toHaveURL(new RegExp(`/${slug}/\\d+$`))
          await isAlive(page)
          const detail = new DetailPage(page)
          await expect(detail.heading()).toBeVisible()
          const title = (await detail.heading().textContent()) ?? ''
          await expect(page).toHaveTitle(new RegExp(title.slice(0, 5).replace(/[^\w ]/g, '.')))
          for (const name of ['Save', 'Save and continue editing'] as const)
            await expect(detail.button(name)).toHaveCount(person === 'admin' ? 1 : 0)
          await expect(page.getByRole('link', { name: 'Delete', exact: true })).toHaveCount(person === 'admin' ? 1 : 0)

          const { pathname } = new URL(page.url())
          await page.getByRole('link', { name: 'History', exact: true }).click()
          await expect(page).toHaveURL(`${pathname}/history`)
          await expect(page.getByRole('heading', { level: 1, name: 'History' })).toBeVisible()

          if (person === 'viewer') {
            tolerate(/404/)
            for (const path of [`/${slug}/new`, `${pathname}/delete`])
              expect((await page.goto(path))?.status()).toBe(404)
            return
          }
          await visit(page, `/${slug}`)
          await page.getByRole('link', { name: /^Add / }).click()
          await expect(page).toHaveURL(`/${slug}/new`)
          await expect(detail.button('Save')).toBeVisible()
          await visit(page, `${pathname}/delete`)
          await expect(page.getByRole('heading', { level: 1, name: 'Delete' })).toBeVisible()
        })
    })
  }
})

test('the navigation leads to every model, and Add says what it adds', async ({ page }) => {
  await visit(page, '/')
  const navigation = page.getByRole('navigation', { name: 'Main' })
  for (const plural of Object.values(models)) {
    await navigation.getByRole('link', { name: plural, exact: true }).click()
    await expect(page.getByRole('heading', { level: 1, name: plural, exact: true })).toBeVisible()
  }
  await visit(page, '/students')
  await expect(page.getByRole('link', { name: 'Add student', exact: true })).toBeVisible()
  await visit(page, '/database-modules')
  await expect(page.getByRole('link', { name: 'Add database module type', exact: true })).toBeVisible()
})

test('every page keeps its answers out of caches and frames and sends a policy without unsafe scripts', async ({
  page,
}) => {
  const paths = [
    '/',
    '/courses',
    '/courses/1',
    '/courses/new',
    '/courses/1/history',
    '/courses/1/delete',
    '/courses/999999',
  ]
  for (const path of [...paths, '/sign-in', '/courses/options', '/api/health', '/api/auth/get-session']) {
    const answer = await page.request.get(path, { maxRedirects: 0 })
    const headers = answer.headers()
    const policy = headers['content-security-policy'] ?? ''
    expect(policy, path).toMatch(/script-src 'self' 'nonce-[^']+' 'strict-dynamic'/)
    expect(policy, path).toContain("frame-ancestors 'none'")
    expect(policy, path).not.toMatch(/unsafe-eval|script-src[^;]*unsafe-inline/)
    expect(headers['cache-control'], path).toContain('no-store')
    expect(headers['x-content-type-options'], path).toBe('nosniff')
    expect(headers['x-frame-options'], path).toBe('DENY')
    expect(headers['referrer-policy'], path).toBe('same-origin')
    expect(headers['cross-origin-opener-policy'], path).toBe('same-origin')
    expect(headers['x-powered-by'], path).toBeUndefined()
  }
})
