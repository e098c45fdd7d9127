import AxeBuilder from '@axe-core/playwright'
import type { Page } from '@playwright/test'
import { expect, test } from './fixtures'
import { DetailPage, visit } from './pages'

/** What can differ in the dark, where the document is the same as in the light. */
const ofColours = ['color-contrast', 'link-in-text-block']

/**
 * Nothing serious or critical on the page as it is now. Left out are the guards that Base UI sets around what is open: they
 * are hidden, take the focus only to hand it on, and cannot be marked otherwise.
 */
async function isClean(page: Page, what: string): Promise<void> {
  // Without frames of other origins the legacy mode finds the same, and opens no second page to sum up.
  const builder = new AxeBuilder({ page }).setLegacyMode().exclude('[data-base-ui-focus-guard]')
  const isDark = await page.evaluate(() => matchMedia('(prefers-color-scheme: dark)').matches)
  const { violations } = await (isDark ? builder.withRules(ofColours) : builder).analyze()
  const found = violations
    .filter(({ impact }) => impact === 'serious' || impact === 'critical')
    .map(({ id, nodes }) => `${what}: ${id} at ${nodes.map(({ target }) => target.join(' ')).join(', ')}`)
  expect(found).toEqual([])
}

/** Pastes a plain text into what has the focus. */
async function pasteText(page: Page, text: string): Promise<void> {
  await page.evaluate((pasted) => {
    const clipboardData = new DataTransfer()
    clipboardData.setData('text/plain', pasted)
    const event = new ClipboardEvent('paste', { clipboardData, bubbles: true, cancelable: true })
    document.activeElement?.dispatchEvent(event)
  }, text)
}

for (const colorScheme of ['light', 'dark'] as const)
  for (const width of [1280, 380]) {
    test.describe(`${colorScheme}, ${width} pixels wide`, () => {
      test.use({ colorScheme, viewport: { width, height: 800 } })

      test('pages are clean', async ({ page, browserOf, db }) => {
        const course = await db.course({ students: 3 })
        const empty = await db.course()
        const contact = await db.contact(['Physics', 'Music'].map((name) => `${name} ${course.title}`))
        const config = await db.configuration({ contactId: contact.id, modules: 2 })
        await db.sql`
          insert into history (save_id, actor_name, action, table_name, row_id, title, subjects, before, after)
          values (gen_random_uuid(), 'admin', 'change', 'courses', ${course.id}, ${course.title},
            array[${`courses:${course.id}`}], ${db.sql.json({ title: 'Before' })}, ${db.sql.json({ title: course.title })})`
        for (const path of [
          '/',
          '/courses',
          '/courses?q=nothing-like-this',
          '/enrollments?status=active',
          `/courses/${course.id}`,
          `/courses/${empty.id}`,
          '/courses/new',
          `/database-configs/${config.id}`,
          '/articles/1',
          '/users/1',
          `/courses/${course.id}/history`,
          `/courses/${course.id}/delete`,
          `/courses/${course.id}/print`,
          `/users/${(await db.sql`select user_id from contacts where id = ${contact.id}`)[0]?.user_id}/delete`,
        ]) {
          await visit(page, path)
          await isClean(page, path)
          const wider = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth)
          expect(wider, `${path} is wider than the screen`).toBeLessThanOrEqual(0)
        }
        const stranger = await browserOf(null, { colorScheme, viewport: { width, height: 800 } })
        await visit(stranger, '/sign-in')
        await isClean(stranger, '/sign-in')
      })
    })
  }

for (const colorScheme of ['light', 'dark'] as const)
  test.describe(`${colorScheme}, in use`, () => {
    test.use({ colorScheme })

    test('a course is clean in every state of its grid', async ({ page, db }) => {
      const course = await db.course({ students: 4 })
      const [first, second, third] = course.rows.map(({ student }) => student.name) as [string, string, string]
      const detail = await new DetailPage(page).open('courses', course.id)
      const grid = detail.grid('Enrollments')
      await grid.type(first, 'Status', 'Completed')
      await grid.delete(second)
      await grid.type(third, 'Status', 'nonsense')
      await isClean(page, 'a changed, a deleted and a wrong row')

      await grid.focus('New enrollment', 'Student')
      await page.keyboard.type('an')
      await expect(page.getByRole('option').first()).toBeVisible()
      await isClean(page, 'the list of a relation open')
      await page.keyboard.press('Enter')
      await expect(grid.row('New enrollment')).toBeVisible()

      await grid.focus(first, 'Status')
      await page.keyboard.press('F2')
      await expect(page.getByRole('option').first()).toBeVisible()
      await isClean(page, 'the list of a choice open')
      await page.keyboard.press('Escape')
      await page.keyboard.press('Escape')

      await page.getByLabel(`Select ${first}`, { exact: true }).check()
      await isClean(page, 'a row selected')
      await detail.field('Title').fill('')
      await detail.button('Save').click()
      await expect(detail.problems()).toBeVisible()
      await isClean(page, 'problems')

      await page.getByRole('button', { name: 'Keyboard shortcuts' }).click()
      await expect(page.getByRole('dialog')).toBeVisible()
      await isClean(page, 'the dialog of shortcuts')
      await page.keyboard.press('Escape')
      await page.getByRole('navigation', { name: 'Breadcrumb' }).getByRole('link').click()
      await expect(page.getByRole('alertdialog').or(page.getByRole('dialog'))).toBeVisible()
      await isClean(page, 'the question before leaving')
    })

    test('a course is clean in its menus and dialogs, with conflicts, on a phone and where it is only read', async ({
      page,
      browserOf,
      db,
    }) => {
      const course = await db.course({ students: 3 })
      const { id, student } = course.rows[0]!
      const detail = await new DetailPage(page).open('courses', course.id)
      const grid = detail.grid('Enrollments')
      await grid.focus(student.name, 'Status')
      await page.keyboard.press('Shift+F10')
      await expect(page.getByRole('menu')).toBeVisible()
      await isClean(page, 'the menu of a cell')
      await page.keyboard.press('Escape')

      await page.getByLabel(`Select ${student.name}`, { exact: true }).check()
      await page.getByRole('button', { name: 'Set student…' }).click()
      await expect(page.getByRole('dialog')).toBeVisible()
      await isClean(page, 'the dialog that sets a column')
      await page.keyboard.press('Escape')

      await grid.focus(student.name, 'Student')
      await pasteText(page, 'Status\tStudent\nActive\tnobody@example.org')
      await expect(page.getByRole('alertdialog')).toBeVisible()
      await isClean(page, 'the question before a paste')
      await page.keyboard.press('Escape')

      await grid.type(student.name, 'Status', 'Completed')
      await db.sql`update enrollments set status = 'dropped' where id = ${id}`
      await detail.button('Save and continue editing').click()
      await expect(detail.conflicts()).toBeVisible()
      await isClean(page, 'conflicts')

      const phone = await browserOf('admin', { viewport: { width: 380, height: 800 }, hasTouch: true, colorScheme })
      const small = await new DetailPage(phone).open('courses', course.id)
      await (await small.grid('Enrollments').cell(student.name, 'Status')).tap()
      await expect(phone.getByRole('dialog')).toBeVisible()
      await isClean(phone, 'the sheet of a row')

      const reader = await browserOf('viewer', { colorScheme })
      await new DetailPage(reader).open('courses', course.id)
      await isClean(reader, 'a course that is only read')
    })

    test('relation fields, picks and menus are clean while they are open', async ({ page, db }) => {
      const contact = await db.contact()
      const config = await db.configuration({ contactId: contact.id })
      const detail = await new DetailPage(page).open('database-configs', config.id)
      await detail.field('Contact').click()
      await detail.field('Contact').fill('p-')
      await expect(page.getByRole('option').first()).toBeVisible()
      await isClean(page, 'a relation field open')
      await page.keyboard.press('Escape')

      await detail.open('articles', 1)
      await detail.field('Tags').click()
      await expect(page.getByRole('option').first()).toBeVisible()
      await isClean(page, 'a pick open')
      await page.keyboard.press('Escape')

      await page.getByRole('button', { name: /account and appearance/ }).click()
      await expect(page.getByRole('menu')).toBeVisible()
      await isClean(page, 'the menu of the account')
    })
  })
