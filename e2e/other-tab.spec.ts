import type { Page } from '@playwright/test'
import type { Student } from './database'
import { expect, test } from './fixtures'
import { DetailPage } from './pages'

/** Another tab in front, as a person leaves a page for it: a browser that is driven pretends otherwise. */
async function leaveFor(page: Page, other: Page): Promise<void> {
  const client = await page.context().newCDPSession(page)
  await client.send('Emulation.setFocusEmulationEnabled', { enabled: false })
  await other.bringToFront()
  await expect.poll(() => page.evaluate(() => document.hasFocus())).toBe(false)
}

test('an editor that is open when the window is left keeps its text in the cell, and the focus waits there', async ({
  page,
  db,
}) => {
  const course = await db.course({ students: 3 })
  const [first, second] = course.rows.map(({ student }) => student.name) as [string, string]
  const detail = await new DetailPage(page).open('courses', course.id)
  const grid = detail.grid('Enrollments')
  const cell = await grid.focus(first, 'Status')
  await page.keyboard.type('Dropped')
  const other = await page.context().newPage()
  await leaveFor(page, other)
  await expect(grid.editor('Status', first)).toHaveCount(0)
  await expect(cell).toHaveText('Dropped')
  await expect(detail.unsaved(1)).toBeVisible()
  await page.bringToFront()
  await expect(cell).toBeFocused()
  await page.keyboard.press('ArrowDown')
  await expect(await grid.cell(second, 'Status')).toBeFocused()
  await page.keyboard.press('Control+z')
  await expect(cell).toHaveText('Active')
})

test('a far record that was renamed in another tab bears its new name when one comes back, and no edit is lost', async ({
  page,
  db,
}) => {
  const course = await db.course({ students: 3 })
  const [first, second, third] = course.rows.map(({ student }) => student) as [Student, Student, Student]
  const detail = await new DetailPage(page).open('courses', course.id)
  const grid = detail.grid('Enrollments')
  const { keyboard } = page
  await grid.type(first.name, 'Status', 'Dropped')
  await grid.type(third.name, 'Status', 'nonsense')
  await grid.focus(second.name, 'E-mail')
  await keyboard.press('Shift+ArrowLeft')
  await keyboard.press('Shift+F10')
  const opened = page.context().waitForEvent('page')
  await page.getByRole('menuitem', { name: `Open ${second.name} in a new tab` }).click()
  const other = await opened
  await other.close()
  const requests: string[] = []
  page.on('request', (request) => request.url().endsWith('/related') && requests.push(request.url()))
  const names = await Promise.all(
    [first, second].map(async ({ id, name }) => {
      await db.sql`update students set name = ${`New ${name}`}, email = ${`new${id}@example.org`} where id = ${id}`
      return `New ${name}`
    }),
  )
  await page.evaluate(() => dispatchEvent(new FocusEvent('focus')))
  await expect(grid.table.getByRole('rowheader')).toHaveText([names[0]!, names[1]!, third.name, /Add a student/])
  await expect(await grid.cell(names[1]!, 'E-mail')).toHaveText(`new${second.id}@example.org`)
  await expect(await grid.cell(names[0]!, 'Status')).toHaveText('Dropped')
  await expect(await grid.cell(third.name, 'Status')).toHaveText('nonsense')
  await expect(detail.unsaved(2)).toBeVisible()
  await expect(grid.selected()).toHaveCount(2)
  await expect(await grid.cell(names[1]!, 'Student')).toBeFocused()
  await keyboard.press('Control+z')
  await keyboard.press('Control+z')
  await expect(detail.unsaved(0)).toBeVisible()
  expect(requests).toHaveLength(1)
})

test("the record's own field bears the new name of what was renamed in another tab", async ({ page, db }) => {
  const contact = await db.contact()
  const { id } = await db.configuration({ contactId: contact.id })
  const detail = await new DetailPage(page).open('database-configs', id)
  await expect(detail.field('Contact')).toHaveValue(contact.username)
  await detail.field('Description').fill('Half written')
  const opened = page.context().waitForEvent('page')
  await page.getByRole('link', { name: `Open ${contact.username} in a new tab` }).click()
  await (await opened).close()
  const name = `${contact.username}-new`
  await db.sql`update users set username = ${name}, display_username = ${name} where username = ${contact.username}`
  await page.evaluate(() => dispatchEvent(new FocusEvent('focus')))
  await expect(detail.field('Contact')).toHaveValue(name)
  await expect(page.getByRole('link', { name: `Open ${name} in a new tab` })).toBeVisible()
  await expect(detail.field('Description')).toHaveValue('Half written')
  await expect(detail.unsaved(1)).toBeVisible()
})
