import AxeBuilder from '@axe-core/playwright'
import type { Page } from '@playwright/test'
import { expect, test } from './fixtures'
import { DetailPage } from './pages'

/** Nothing serious or critical in the window that asks and reports. */
async function isClean(page: Page): Promise<void> {
  const { violations } = await new AxeBuilder({ page }).include('[role="alertdialog"]').analyze()
  const found = violations.filter(({ impact }) => impact === 'serious' || impact === 'critical').map(({ id }) => id)
  expect(found).toEqual([])
}

test('all rows that match are set on the server, and set back', async ({ page, db }) => {
  const course = await db.course({ students: 10_600 })
  const [first, second] = course.rows
  if (!first || !second) throw new Error('The course has no rows')
  await db.sql`update enrollments set status = 'completed' where course_id = ${course.id} and id % 2 = ${second.id % 2}`
  const statuses = async () => {
    const rows = await db.sql<{ status: string; count: number }[]>`
      select status, count(*)::int as count from enrollments where course_id = ${course.id} group by status`
    return Object.fromEntries(rows.map(({ status, count }) => [status, count]))
  }

  await test.step('what the address asks for is read from the server, though nobody touches the page', async () => {
    const last = course.rows.at(-1)!.student
    const address = `/courses/${course.id}?enrollments.q=${encodeURIComponent(last.email)}`
    expect(await (await page.request.get(address)).text()).toContain(`>${last.name}<`)
    await page.goto(address)
    await expect(page.getByText('1 of 10,600 shown')).toBeVisible()
    await expect(new DetailPage(page).grid('Enrollments').row(last.name)).toBeVisible()
  })

  const detail = await new DetailPage(page).open('courses', course.id)
  const grid = detail.grid('Enrollments')
  await test.step('an edit of one row waits to be saved', async () => {
    await grid.type(first.student.name, 'Status', 'Completed')
    await expect(detail.unsaved(1)).toBeVisible()
  })

  await test.step('a filter and the check box of the head select more rows than were read', async () => {
    await page.getByRole('button', { name: 'Status', exact: true }).first().click()
    await page.getByRole('menuitemcheckbox', { name: 'Active' }).click()
    await page.keyboard.press('Escape')
    await expect(page.getByText('5,300 of 10,600 shown')).toBeVisible()
    await page.getByRole('checkbox', { name: 'Select all rows' }).check()
    await expect(page.getByText('5,300 selected')).toBeVisible()
  })

  await test.step('the question says how many, and what is left out', async () => {
    await page.getByRole('button', { name: 'Set status' }).click()
    const dropped = page.getByRole('menuitem', { name: 'Dropped' })
    // The bar stays where it is while the page scrolls, and its menu with it: a press behind it finds what it was meant for.
    const moved = await dropped.evaluate((item) => {
      const { y } = item.getBoundingClientRect()
      scrollBy(0, 200)
      return item.getBoundingClientRect().y - y
    })
    expect(moved).toBe(0)
    await dropped.click()
    const question = page.getByRole('alertdialog', { name: 'Set status of 5,299 enrollments' })
    await expect(question).toContainText('Status becomes “Dropped” in 5,299 enrollments.')
    await expect(question).toContainText('1 enrollment with unsaved changes will be left as they are.')
    await expect(question).toContainText('This is stored at once')
    await isClean(page)
  })

  await test.step('it is done in portions, stops when told to, and goes on', async () => {
    const portions: (() => void)[] = []
    await page.route(`**/courses/bulk`, async (route) => {
      await new Promise<void>((go) => portions.push(go))
      await route.continue()
    })
    await page.getByRole('button', { name: 'Set in 5,299 enrollments' }).click()
    await expect.poll(() => portions.length).toBe(1)
    await page.getByRole('button', { name: 'Cancel' }).click()
    portions[0]?.()
    const report = page.getByRole('alertdialog').getByRole('status')
    await expect(report).toHaveText('Stopped: 5,000 of 5,299 enrollments changed.')
    expect(await statuses()).toEqual({ active: 300, completed: 5_300, dropped: 5_000 })
    await page.getByRole('button', { name: 'Go on' }).click()
    await expect(page.getByRole('progressbar')).toHaveAttribute('aria-valuenow', '5000')
    await isClean(page)
    await expect.poll(() => portions.length).toBe(2)
    portions[1]?.()
    await expect(report).toHaveText('5,299 enrollments changed.')
    await page.unroute('**/courses/bulk')
    expect(await statuses()).toEqual({ active: 1, completed: 5_300, dropped: 5_299 })
    await page.getByRole('button', { name: 'Close' }).click()
    await expect(page.getByText('1 of 10,600 shown')).toBeVisible()
    await expect(detail.unsaved(1)).toBeVisible()
  })

  await test.step('undo takes it back on the server', async () => {
    await page.keyboard.press('Control+z')
    const report = page.getByRole('alertdialog', { name: 'Undo the setting of status' })
    await expect(report.getByRole('status')).toHaveText('5,299 enrollments set back.')
    await page.getByRole('button', { name: 'Close' }).click()
    expect(await statuses()).toEqual({ active: 5_300, completed: 5_300 })
    await expect(page.getByText('5,300 of 10,600 shown')).toBeVisible()
  })

  await test.step('redo does it again to exactly its rows, leaves what somebody changed since, and is undone', async () => {
    const changed = course.rows.find(({ id }) => id % 2 !== second.id % 2 && id !== first.id)!
    await db.sql`update enrollments set status = 'completed' where id = ${changed.id}`
    await page.keyboard.press('Control+y')
    const report = page.getByRole('alertdialog', { name: 'Redo the setting of status' })
    await expect(report.getByRole('status')).toHaveText('5,298 enrollments changed, 1 left as they were changed since.')
    await isClean(page)
    expect(await statuses()).toEqual({ active: 1, completed: 5_301, dropped: 5_298 })
    await page.getByRole('button', { name: 'Close' }).click()
    await page.keyboard.press('Control+z')
    await expect(page.getByRole('alertdialog').getByRole('status')).toHaveText('5,298 enrollments set back.')
    await page.getByRole('button', { name: 'Close' }).click()
    await db.sql`update enrollments set status = 'active' where id = ${changed.id}`
    expect(await statuses()).toEqual({ active: 5_300, completed: 5_300 })
    await detail.saveAndContinue()
    expect(await statuses()).toEqual({ active: 5_299, completed: 5_301 })
  })

  await test.step('the history tells of each in one entry', async () => {
    // The server is asked once the typing pauses; a press on a link does not wait for that.
    await page.getByRole('searchbox', { name: 'Find in enrollments' }).pressSequentially('student 7')
    await page.getByRole('link', { name: 'History' }).click()
    for (const count of ['5,299', '5,298']) await expect(page.getByText(`${count} enrollments`)).toHaveCount(2)
    for (const more of ['5,199', '5,198']) await expect(page.getByText(new RegExp(`${more} more`))).toHaveCount(2)
    await page.goBack()
    await expect(page).toHaveURL(/[?&]enrollments\.q=student\+7(&|$)/)
  })
})
