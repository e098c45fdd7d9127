import { expect, test } from './fixtures'
import { DetailPage, visit } from './pages'

test('a record is printed with all its rows, and with nothing that cannot be used on paper', async ({ page, db }) => {
  const course = await db.course({ students: 120 })
  const detail = await new DetailPage(page).open('courses', course.id)
  await page.getByRole('link', { name: 'Print', exact: true }).click()
  await expect(page).toHaveURL(`/courses/${course.id}/print`)
  await expect(detail.heading(course.title)).toBeVisible()
  const table = page.getByRole('table', { name: 'Enrollments' })
  await expect(table.getByRole('columnheader')).toHaveText(['No.', 'Student', 'E-mail', 'Status', 'Enrolled at'])
  await expect(table.getByRole('rowheader')).toHaveText(course.rows.map(({ student }) => student.name))
  await expect(table.getByRole('row').last()).toContainText(course.rows.at(-1)!.student.email)

  await page.emulateMedia({ media: 'print', colorScheme: 'dark' })
  await expect(table).toBeVisible()
  for (const unusable of [
    page.getByRole('navigation', { name: 'Main' }),
    page.getByRole('button', { name: 'Print' }),
    page.getByRole('link', { name: 'Back to the record' }),
  ])
    await expect(unusable).toBeHidden()
  expect(await page.evaluate(() => getComputedStyle(document.documentElement).colorScheme)).toBe('light')
  // Browsers repeat on each sheet what is laid out as the head of a table.
  await expect(table.locator('thead')).toHaveCSS('display', 'table-header-group')

  expect((await page.request.get(`/courses/${course.id}/print?part=2`)).status()).toBe(404)
})

test('a grid is printed as it stands, and the paper says which rows it has', async ({ page, db }) => {
  const course = await db.course({ students: 12 })
  const names = course.rows.map(({ student }) => student.name)
  await db.sql`update enrollments set status = 'dropped' where id in ${db.sql(course.rows.slice(0, 3).map(({ id }) => id))}`
  const detail = await new DetailPage(page).open('courses', course.id)
  const grid = detail.grid('Enrollments')
  await grid.sort('Student')
  await grid.sort('Student')
  await page.getByRole('button', { name: 'Status', exact: true }).first().click()
  await page.getByRole('menuitemcheckbox', { name: 'Dropped' }).click()
  await page.keyboard.press('Escape')
  await page.getByRole('link', { name: 'Print', exact: true }).click()
  await expect(page).toHaveURL(`/courses/${course.id}/print?enrollments.sort=-studentId&enrollments.status=dropped`)
  const table = page.getByRole('table', { name: 'Enrollments' })
  await expect(table.getByRole('rowheader')).toHaveText(names.slice(0, 3).toReversed())
  await expect(page.getByRole('heading', { name: /^Enrollments/ })).toHaveText('Enrollments 3 of 12')
  await expect(page.getByText('Status: Dropped. Sorted by student, descending.')).toBeVisible()

  await page.getByRole('link', { name: 'Back to the record' }).click()
  await expect(page.getByText('3 of 12 shown')).toBeVisible()
  await page.goBack()
  await page.getByRole('link', { name: 'Show all 12' }).click()
  await expect(table.getByRole('rowheader')).toHaveText(names)
})

test('each grid of a record is printed, and its links', async ({ page, db }) => {
  const contact = await db.contact(['Physics', 'Music'].map((name) => `${name} ${Date.now()}`))
  const config = await db.configuration({ contactId: contact.id, modules: 2 })
  await visit(page, `/database-configs/${config.id}/print`)
  await expect(page.getByRole('table', { name: 'Modules' }).getByRole('rowheader')).toHaveCount(2)
  await expect(page.getByRole('table', { name: 'Contact departments' }).getByRole('rowheader')).toHaveCount(2)
  await visit(page, '/articles/1/print')
  await expect(page.getByRole('region', { name: 'Tags' }).getByRole('listitem').first()).toBeVisible()
})

test('whoever may not see the rows sees none of them on paper', async ({ browserOf, db, tolerate }) => {
  const course = await db.course({ students: 1 })
  const page = await browserOf(await db.person(['courses.view', 'students.view']))
  await visit(page, `/courses/${course.id}/print`)
  await expect(new DetailPage(page).heading(course.title)).toBeVisible()
  await expect(page.getByText(course.rows[0]!.student.name)).toHaveCount(0)

  tolerate(/404/)
  const stranger = await browserOf(await db.person(['students.view']))
  await visit(stranger, `/courses/${course.id}/print`)
  await expect(stranger.getByText(course.title)).toHaveCount(0)
})
