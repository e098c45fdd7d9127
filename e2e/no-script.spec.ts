import { unique } from './database'
import { expect, test } from './fixtures'
import { DetailPage } from './pages'

test.use({ javaScriptEnabled: false })

test('without scripts lists can be searched, sorted, filtered and paged', async ({ page, db }) => {
  const mark = unique()
  await db.students(Array.from({ length: 25 }, (_, at) => `Plain ${mark} ${String(at).padStart(2, '0')}`))
  await page.goto('/students?size=20')
  await page.getByRole('searchbox', { name: 'Search' }).fill(mark)
  await page.getByRole('searchbox', { name: 'Search' }).press('Enter')
  const table = page.getByRole('table', { name: 'Students' })
  await expect(page).toHaveURL(new RegExp(`q=${mark}`))
  await expect(table.getByRole('link', { name: `Plain ${mark} 00` })).toBeVisible()
  await page.getByRole('link', { name: 'Next page' }).click()
  await expect(table.getByRole('link', { name: `Plain ${mark} 24` })).toBeVisible()
  await table.getByRole('columnheader', { name: 'Name' }).getByRole('link').click()
  await expect(table.getByRole('row').nth(1)).toContainText(`Plain ${mark} 24`)

  await page.goto('/enrollments')
  await page.getByRole('main').getByText('Status', { exact: true }).first().click()
  await page.getByRole('list', { name: 'Status' }).getByRole('link', { name: 'Dropped' }).click()
  await expect(page).toHaveURL(/status=dropped/)
})

test('without scripts a course and its first rows can be read, and the page says what editing needs', async ({
  page,
  db,
}) => {
  const course = await db.course({ students: 150 })
  await page.goto(`/courses/${course.id}`)
  const detail = new DetailPage(page)
  await expect(detail.heading(course.title)).toBeVisible()
  await expect(detail.field('Title')).toHaveValue(course.title)
  const grid = detail.grid('Enrollments')
  await expect(grid.row(course.rows[0]!.student.name)).toContainText('Active')
  await expect(grid.row(course.rows[99]!.student.name)).toBeVisible()
  // The browser of the tests keeps to itself what stands in `noscript`.
  const html = await (await page.request.get(`/courses/${course.id}`)).text()
  const noscript = /<noscript>(.*?)<\/noscript>/s.exec(html)?.[1]
  expect(noscript).toContain('Editing needs JavaScript')
  expect(noscript).toContain(`href="/courses/${course.id}/print"`)
  await page.getByRole('link', { name: 'History', exact: true }).click()
  await expect(page.getByRole('heading', { level: 1, name: 'History' })).toBeVisible()

  await page.goto(`/courses/${course.id}`)
  await page.getByRole('link', { name: 'Print', exact: true }).click()
  const all = page.getByRole('table', { name: 'Enrollments' }).getByRole('rowheader')
  await expect(all).toHaveText(course.rows.map(({ student }) => student.name))
  // A button that only a script could answer is not shown.
  await expect(page.getByRole('button', { name: 'Print' })).toBeHidden()
  await expect(page.locator('main [style]')).toHaveCount(0)
})

test.describe('signing in', () => {
  test.use({ person: null })

  test('works without scripts', async ({ page, db }) => {
    const { username } = await db.person(['courses.view'])
    await page.goto('/courses')
    await page.getByLabel('Username', { exact: true }).fill(username)
    await page.getByLabel('Password', { exact: true }).fill('throughline-demo')
    await page.getByRole('button', { name: 'Sign in' }).click()
    await expect(page.getByRole('table', { name: 'Courses' })).toBeVisible()
  })
})
