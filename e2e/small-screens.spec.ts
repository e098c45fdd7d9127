import AxeBuilder from '@axe-core/playwright'
import type { Locator, Page } from '@playwright/test'
import type { Student } from './database'
import { expect, test } from './fixtures'
import { DetailPage, visit } from './pages'

const phone = { viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true }
const tablet = { viewport: { width: 1024, height: 768 }, hasTouch: true, isMobile: true }

/** A finger that rests on an element until something happens. */
async function hold(page: Page, element: Locator): Promise<void> {
  await element.scrollIntoViewIfNeeded()
  const box = (await element.boundingBox())!
  const point = { x: box.x + box.width / 2, y: box.y + box.height / 2 }
  const client = await page.context().newCDPSession(page)
  await client.send('Input.dispatchTouchEvent', { type: 'touchStart', touchPoints: [point] })
  await expect(page.getByRole('menu')).toBeVisible()
  await client.send('Input.dispatchTouchEvent', { type: 'touchEnd', touchPoints: [] })
}

test.describe('on a phone', () => {
  test.use(phone)

  test('rows are cards, edited in a sheet one after the other, and saved', async ({ page, db }) => {
    const course = await db.course({ students: 3 })
    const [ana] = await db.students([`Ana ${course.title}`])
    const [first, second, third] = course.rows.map(({ student }) => student) as [Student, Student, Student]
    const detail = await new DetailPage(page).open('courses', course.id)
    const grid = detail.grid('Enrollments')
    const card = grid.row(first.name)
    await expect(card).toContainText(first.email)
    expect((await card.boundingBox())!.width).toBeLessThanOrEqual(390)

    await (await grid.cell(first.name, 'Status')).tap()
    const sheet = page.getByRole('dialog')
    await expect(sheet).toHaveAccessibleName(first.name)
    await expect(sheet.getByRole('button', { name: 'Previous row' })).toHaveAttribute('aria-disabled', 'true')
    await sheet.getByLabel('Status', { exact: true }).selectOption('Completed')
    await sheet.getByRole('button', { name: 'Next row' }).tap()
    await expect(sheet).toHaveAccessibleName(second.name)
    await expect(sheet.getByRole('status').filter({ hasText: '2 of 3' })).toBeVisible()
    await sheet.getByRole('button', { name: 'Delete' }).tap()
    await sheet.getByRole('button', { name: 'Next row' }).tap()
    await expect(sheet).toHaveAccessibleName(third.name)
    await sheet.getByRole('button', { name: 'Next row' }).tap()

    await expect(sheet).toHaveAccessibleName('New enrollment')
    const student = sheet.getByRole('combobox', { name: 'Student' })
    await student.fill(ana!.email)
    await page.getByRole('option', { name: ana!.name }).tap()
    await expect(student).toHaveValue(ana!.name)
    await sheet.getByRole('button', { name: 'Done' }).tap()
    await expect(sheet).toBeHidden()
    // On the card that was in the sheet last, and one more has its sheet at once.
    await expect(await grid.cell(ana!.name, 'Status')).toBeFocused()
    await page.getByRole('button', { name: 'Add another enrollment' }).tap()
    await expect(sheet).toHaveAccessibleName('New enrollment')
    await sheet.getByRole('button', { name: 'Done' }).tap()
    await expect(card).toContainText('Completed')
    await expect(detail.unsaved(3)).toBeVisible()

    // The other ways to save unfold.
    await expect(detail.button('Save and continue editing')).toBeHidden()
    await page.getByRole('button', { name: 'Other ways to save' }).tap()
    await detail.button('Save and continue editing').tap()
    await detail.isSaved()
    expect(await db.enrollments(course.id)).toMatchObject([
      { name: first.name, status: 'completed' },
      { name: third.name, status: 'active' },
      { name: ana!.name, status: 'active' },
    ])
  })

  test('a record that is missing is made from the sheet, and chosen in that field alone', async ({ page, db }) => {
    const course = await db.course({ students: 2 })
    const [first, second] = course.rows.map(({ student }) => student.name) as [string, string]
    const name = `Nova ${course.title}`
    const detail = await new DetailPage(page).open('courses', course.id)
    const grid = detail.grid('Enrollments')
    await (await grid.cell(first, 'Status')).tap()
    const sheet = page.getByRole('dialog', { name: first })
    const student = sheet.getByRole('combobox', { name: 'Student' })
    await sheet.getByLabel('Status', { exact: true }).selectOption('Dropped')
    const creation = page.getByRole('dialog', { name: 'New student' })

    await student.fill(name)
    await page.getByRole('option', { name: `Create “${name}”…` }).tap()
    await expect(creation.getByLabel('Name')).toHaveValue(name)
    await creation.getByRole('button', { name: 'Cancel' }).tap()
    await expect(creation).toBeHidden()
    await expect(student).toHaveValue(first)
    await expect(student).toBeFocused()

    await student.fill(name)
    await page.getByRole('option', { name: `Create “${name}”…` }).tap()
    const { violations } = await new AxeBuilder({ page }).include('[role="dialog"]').analyze()
    expect(violations.map(({ id }) => id)).toEqual([])
    await creation.getByLabel('E-mail').fill(`nova.${course.id}@example.org`)
    await creation.getByRole('button', { name: 'Create student' }).tap()
    await expect(creation).toBeHidden()
    await expect(page.getByRole('dialog')).toHaveAccessibleName(name)
    await expect(page.getByRole('combobox', { name: 'Student' })).toHaveValue(name)
    await expect(page.getByRole('listbox')).toBeHidden()
    await page.getByRole('button', { name: 'Done' }).tap()
    await expect(detail.unsaved(1)).toBeVisible()
    await page.keyboard.press('Control+s')
    await expect(detail.message()).toContainText('Saved')
    expect(await db.enrollments(course.id)).toMatchObject([
      { name, status: 'dropped' },
      { name: second, status: 'active' },
    ])
  })

  test('a card that is held opens its menu, and a menu sorts the cards', async ({ page, db }) => {
    const course = await db.course({ students: 9 })
    const names = course.rows.map(({ student }) => student.name)
    // As in a browser that has no event of its own for a finger that rests.
    await page.addInitScript(() => addEventListener('contextmenu', (event) => event.stopImmediatePropagation(), true))
    const grid = (await new DetailPage(page).open('courses', course.id)).grid('Enrollments')
    await hold(page, await grid.cell(names[1]!, 'Status'))
    await expect(page.getByRole('dialog')).toHaveCount(0)
    await page.getByRole('menuitem', { name: 'Fill down' }).tap()
    await expect(page.getByRole('menu')).toBeHidden()

    await page.getByRole('button', { name: 'Sort', exact: true }).tap()
    await page.getByRole('menuitemradio', { name: 'Student' }).tap()
    await page.getByRole('menuitemradio', { name: 'Descending' }).tap()
    const sorted = [...names].sort((a, b) => b.localeCompare(a, 'en', { numeric: true }))
    await expect(grid.rows().getByRole('rowheader')).toHaveText([...sorted, 'Add a student…'])
    await expect(page.getByRole('button', { name: 'Sort: Student' })).toBeAttached()
  })
})

test.describe('under a finger on a wide screen', () => {
  test.use(tablet)

  test('a tap focuses a cell, a second one edits it, and nothing is smaller than a fingertip', async ({ page, db }) => {
    const course = await db.course({ students: 3 })
    const [first, second] = course.rows.map(({ student }) => student.name) as [string, string]
    const grid = (await new DetailPage(page).open('courses', course.id)).grid('Enrollments')
    const status = await grid.cell(first, 'Status')
    expect((await status.boundingBox())!.height).toBeGreaterThanOrEqual(44)
    const remove = page.getByRole('button', { name: `Delete ${first}` })
    expect((await remove.boundingBox())!.width).toBeGreaterThanOrEqual(44)
    // What a mouse finds by hovering, a finger sees.
    await expect(page.getByRole('link', { name: `Open ${first}` })).toHaveCSS('opacity', '1')

    await status.tap()
    await expect(status).toBeFocused()
    await expect(grid.editor('Status', first)).toHaveCount(0)
    await status.tap()
    await expect(grid.editor('Status', first)).toBeFocused()
    await page.getByRole('option', { name: 'Dropped' }).tap()
    await expect(status).toHaveText('Dropped')

    await hold(page, await grid.cell(second, 'Status'))
    for (const name of ['Copy', 'Paste', 'Fill down', 'Select row'])
      await expect(page.getByRole('menuitem', { name, exact: true })).toBeVisible()
    await page.getByRole('menuitem', { name: 'Fill down' }).tap()
    await expect(await grid.cell(second, 'Status')).toHaveText('Dropped')
    await expect(grid.editor('Status', second)).toHaveCount(0)
  })

  test('a finger that moves scrolls and selects nothing', async ({ page, db }) => {
    const course = await db.course({ students: 60 })
    const grid = (await new DetailPage(page).open('courses', course.id)).grid('Enrollments')
    const cell = await grid.cell(course.rows[8]!.student.name, 'Status')
    const { x, y } = (await cell.boundingBox())!
    const client = await page.context().newCDPSession(page)
    const move = (type: 'touchStart' | 'touchMove', up: number) =>
      client.send('Input.dispatchTouchEvent', { type, touchPoints: [{ x: x + 20, y: y + 20 - up }] })
    await move('touchStart', 0)
    for (const up of [20, 80, 160]) await move('touchMove', up)
    await client.send('Input.dispatchTouchEvent', { type: 'touchEnd', touchPoints: [] })
    await expect.poll(() => page.evaluate(() => scrollY)).toBeGreaterThan(50)
    await expect(grid.table.locator('[aria-selected=true]')).toHaveCount(0)
    await expect(page.getByRole('menu')).toHaveCount(0)
  })
})

for (const [boxes, overflow] of [
  ['one way', 'clip'],
  // As in Firefox.
  ['both ways or none', 'hidden'],
])
  test(`a grid wider than the window keeps its head in sight, down and sideways, where boxes scroll ${boxes}`, async ({
    page,
    db,
  }) => {
    await page.setViewportSize({ width: 660, height: 500 })
    await page.addInitScript((overflow) => {
      const sheet = new CSSStyleSheet()
      sheet.replaceSync(`:has(> [data-narrow]) { overflow-y: ${overflow} !important }`)
      document.adoptedStyleSheets = [sheet]
    }, overflow)
    const course = await db.course({ students: 60 })
    const grid = (await new DetailPage(page).open('courses', course.id)).grid('Enrollments')
    const { name } = course.rows[40]!.student
    const status = await grid.cell(name, 'Status')
    const head = grid.table.getByRole('columnheader', { name: 'Status' })
    const place = async (of = head) => (await of.boundingBox())!
    const isOverColumn = async () => expect((await place()).x).toBe((await place(status)).x)
    await expect.poll(async () => (await place(grid.table)).width).toBeGreaterThan(660)
    const { height } = await place(grid.table)
    const before = await place()
    await status.scrollIntoViewIfNeeded()
    await expect.poll(() => page.evaluate(() => scrollY)).toBeGreaterThan(200)
    await expect.poll(async () => (await place()).y).toBe(0)
    await isOverColumn()
    await grid.focus(name, 'Enrolled at')
    await page.keyboard.press('End')
    await expect.poll(async () => (await place()).x).toBeLessThan(before.x)
    await expect(isOverColumn).toPass()
    expect((await place()).y).toBe(0)
    await grid.sort('Status')
    await expect(head).toHaveAttribute('aria-sort', 'ascending')
    await page.evaluate(() => scrollTo(0, 0))
    await expect.poll(async () => (await place()).y).toBe(before.y)
    await isOverColumn()
    expect((await place(grid.table)).height).toBe(height)
  })

test('magnified four times, a page in use scrolls one way only and can be saved', async ({ page, db }) => {
  // What is left of 1,280 by 800 pixels.
  await page.setViewportSize({ width: 320, height: 200 })
  const course = await db.course({ students: 9 })
  const { name } = course.rows[0]!.student
  const isNarrow = async (what: string) =>
    expect(await page.evaluate(() => document.documentElement.scrollWidth - innerWidth), what).toBeLessThanOrEqual(0)
  for (const path of [
    '/',
    '/courses',
    '/courses/new',
    `/courses/${course.id}/history`,
    `/courses/${course.id}/print`,
  ]) {
    await visit(page, path)
    await isNarrow(path)
  }
  const detail = await new DetailPage(page).open('courses', course.id)
  const grid = detail.grid('Enrollments')
  await page.getByLabel(`Select ${name}`, { exact: true }).check()
  await isNarrow('a row selected')
  await (await grid.cell(name, 'Status')).click()
  const sheet = page.getByRole('dialog')
  // The search of a relation goes by keys too: whoever magnifies a page has a keyboard.
  const student = sheet.getByRole('combobox', { name: 'Student' })
  const [ana] = await db.students([`Ana ${course.title}`])
  await student.fill(ana!.email)
  await expect(page.getByRole('option', { name: ana!.name })).toBeVisible()
  await student.press('ArrowDown')
  await student.press('Enter')
  await expect(student).toHaveValue(ana!.name)
  await isNarrow('a row in its sheet')
  await page.keyboard.press('Escape')
  await expect(sheet).toBeHidden()
  await detail.field('Title').fill('')
  await detail.button('Save').click()
  await expect(detail.problems()).toBeVisible()
  await isNarrow('problems')
  // What stays in sight on other screens would leave nothing of this one.
  expect((await detail.button('Save').boundingBox())!.y).toBeGreaterThan(200)
  await detail.field('Title').fill(course.title)
  await page.keyboard.press('Control+s')
  await expect(detail.message()).toContainText('Saved')
})
