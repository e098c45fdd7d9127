import { expect, test } from './fixtures'
import { DetailPage, startsWith, visit } from './pages'

const may = ['courses.view', 'courses.change', 'students.view']
test.use({ person: { may: [...may, 'enrollments.view', 'enrollments.add', 'enrollments.change'] } })

test('a registrar opens a course, changes and adds enrollments by keyboard alone and saves', async ({ page, db }) => {
  const course = await db.course({ students: 3 })
  const [first, second, third] = course.rows.map(({ student }) => student.name) as [string, string, string]
  const [ana] = await db.students([`Ana ${course.title}`])
  const detail = new DetailPage(page)
  const grid = detail.grid('Enrollments')

  await visit(page, '/courses')
  await page.getByRole('searchbox', { name: 'Search' }).fill(course.title)
  await expect(page.getByText('1 found')).toBeVisible()
  await page.getByRole('table', { name: 'Courses' }).getByRole('link', { name: course.title }).press('Enter')
  await expect(detail.heading(course.title)).toBeVisible()
  await expect(grid.rows()).toHaveCount(4)

  await grid.focus(first, 'Status')
  await page.keyboard.type('comp')
  await page.keyboard.press('Enter')
  await expect(await grid.cell(second, 'Status')).toBeFocused()
  await page.keyboard.press('F2')
  await expect(grid.editor('Status', second)).toBeFocused()
  await page.keyboard.press('ArrowDown')
  await page.keyboard.press('Escape')
  await page.keyboard.press('Escape')
  await page.keyboard.press('ArrowDown')
  await expect(await grid.cell(third, 'Status')).toBeFocused()
  await page.keyboard.type('Dropped')
  await page.keyboard.press('Tab')

  await grid.focus('New enrollment', 'Student')
  await page.keyboard.type(ana!.email)
  await expect(page.getByRole('option', { name: startsWith(ana!.name) })).toBeVisible()
  await page.keyboard.press('Enter')
  await expect(grid.row(ana!.name)).toHaveAccessibleDescription(/new/)
  await expect(grid.row(first)).toHaveAccessibleDescription(/changed/)
  await expect(grid.row('New enrollment')).toBeVisible()

  await page.keyboard.press('Control+s')
  await expect(detail.message()).toHaveText(new RegExp(`Saved ${course.title}: 2 rows changed, 1 added`))
  await expect(page).toHaveURL(/\/courses\?q=/)
  expect(await db.enrollments(course.id)).toEqual([
    { id: course.rows[0]!.id, name: first, status: 'completed' },
    { id: course.rows[1]!.id, name: second, status: 'active' },
    { id: course.rows[2]!.id, name: third, status: 'dropped' },
    { id: expect.any(Number), name: ana!.name, status: 'active' },
  ])
})
