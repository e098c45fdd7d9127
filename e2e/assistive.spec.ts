import type { Page } from '@playwright/test'
import { expect, test } from './fixtures'
import { DetailPage } from './pages'

/** Everything that the grid's live region says from now on, sentence by sentence. */
async function listen(page: Page): Promise<() => Promise<string[]>> {
  await page.evaluate(() => {
    const voice = document.querySelector('[data-inline] [aria-live=polite]')!
    const said: string[] = []
    Object.assign(window, { said })
    const note = () => said.push((voice.textContent ?? '').trim())
    new MutationObserver(note).observe(voice, { childList: true, characterData: true, subtree: true })
  })
  return () => page.evaluate(() => (window as unknown as { said: string[] }).said)
}

/** What the browser tells a screen reader that the buttons are called. */
async function buttonNames(page: Page): Promise<string[]> {
  const browser = await page.context().newCDPSession(page)
  const { nodes } = await browser.send('Accessibility.getFullAXTree')
  await browser.detach()
  return nodes.filter(({ role }) => role?.value === 'button').map(({ name }) => String(name?.value))
}

test('a grid says what it is, where its cells are and what may be done to them', async ({ page, db }) => {
  const course = await db.course({ students: 9 })
  const { name } = course.rows[0]!.student
  const grid = (await new DetailPage(page).open('courses', course.id)).grid('Enrollments')
  await expect(grid.table).toHaveAttribute('aria-rowcount', '11')
  await expect(grid.table).toHaveAttribute('aria-colcount', '6')
  await expect(grid.table).toHaveAttribute('aria-multiselectable', 'true')
  await expect(grid.table).toHaveAccessibleDescription(/Arrow keys move/)
  await expect(grid.table.getByRole('row').first()).toHaveAttribute('aria-rowindex', '1')
  await expect(grid.row(name)).toHaveAttribute('aria-rowindex', '2')
  await expect(grid.row(name).getByRole('rowheader')).toHaveAttribute('scope', 'row')
  await expect(await grid.cell(name, 'E-mail')).toHaveAttribute('aria-readonly', 'true')
  await expect(await grid.cell(name, 'Status')).not.toHaveAttribute('aria-readonly')
  await expect(grid.row('New enrollment')).not.toHaveAttribute('aria-selected')
  await expect(await grid.cell('New enrollment', 'Status')).toHaveAccessibleDescription('New enrollment')
  // Of all cells one is a stop of the Tab key.
  await expect(grid.table.locator('[tabindex="0"]')).toHaveCount(1)

  // Nothing is said after a text but what a person wants to know; a pointer is told the exact moment.
  const moment = await grid.cell(name, 'Enrolled at')
  await expect(moment).toHaveAccessibleDescription('')
  await moment.hover()
  await expect(moment).toHaveAttribute('title', /T/)
  // As the browser names it for a reader, which joins words where Playwright sees a space.
  expect(await buttonNames(page)).toContain('Add another enrollment')

  const said = await listen(page)
  const head = grid.table.getByRole('columnheader', { name: 'Student' })
  await page.getByRole('button', { name: 'Sort', exact: true }).press('Enter')
  await page.getByRole('menuitemradio', { name: 'Student' }).press('Enter')
  await expect(head).toHaveAttribute('aria-sort', 'ascending')
  await expect.poll(said).toEqual(['Sorted by student, ascending'])
})

test('a cell that keys lead to can be read before it becomes a region to type into, which has no name', async ({
  page,
  db,
}) => {
  const course = await db.course({ students: 2 })
  const [first, second] = course.rows.map(({ student }) => student.name) as [string, string]
  const grid = (await new DetailPage(page).open('courses', course.id)).grid('Enrollments')
  await grid.focus(first, 'Student')
  await expect(await grid.cell(first, 'Student')).toHaveAttribute('contenteditable')
  await page.evaluate(() => {
    const arrived = new Promise<number>((done) =>
      addEventListener('focusin', ({ timeStamp }) => done(timeStamp), { once: true }),
    )
    const typable = new Promise<number>((done) => {
      const isNow = () => document.activeElement?.matches('[contenteditable]') && done(performance.now())
      new MutationObserver(isNow).observe(document.body, { subtree: true, attributeFilter: ['contenteditable'] })
    })
    Object.assign(window, { waited: Promise.all([arrived, typable]).then(([from, to]) => to - from) })
  })
  // As long as a finger does.
  await page.keyboard.press('ArrowDown', { delay: 80 })
  const waited = await page.evaluate(() => (window as unknown as { waited: Promise<number> }).waited)
  expect(waited).toBeGreaterThan(150)
  await expect(await grid.cell(second, 'Student')).toHaveAttribute('contenteditable')
})

test('wherever the focus goes, of all cells one alone is a stop of the Tab key', async ({ page, db }) => {
  const course = await db.course({ students: 1_200, status: 'dropped' })
  const grid = (await new DetailPage(page).open('courses', course.id)).grid('Enrollments')
  const { keyboard } = page
  const stops = grid.table.locator('[tabindex="0"]')
  const isStop = async () => {
    await expect(stops).toHaveCount(1)
    await expect(stops).toBeFocused()
  }
  const name = (await grid.table.getByRole('rowheader').first().textContent()) ?? ''
  await grid.focus(name, 'Status')
  for (const key of ['ArrowDown', 'ArrowRight', 'ArrowRight', 'ArrowUp', 'Home', 'ArrowLeft', 'ArrowRight']) {
    await keyboard.press(key)
    await isStop()
  }
  await grid.focus(name, 'Status')
  await keyboard.type('act')
  await expect(stops).toHaveCount(0)
  await keyboard.press('Enter')
  await isStop()
  await keyboard.press('F2')
  await keyboard.press('Escape')
  await keyboard.press('Escape')
  await isStop()
  // Rows that are drawn into the elements of others.
  await page.getByRole('searchbox').fill('a')
  await page.getByRole('searchbox').press('Enter')
  await isStop()
  for (const key of ['Control+End', 'Control+Home', 'PageDown', 'PageDown']) {
    await keyboard.press(key)
    await isStop()
  }
  await page.getByRole('button', { name: 'Sort', exact: true }).press('Enter')
  await page.getByRole('menuitemradio', { name: 'Student' }).press('Enter')
  await expect(stops).toHaveCount(1)
})

test('a gesture is one sentence, a range is counted once it stands', async ({ page, db }) => {
  const course = await db.course({ students: 5, status: 'dropped' })
  const [first, , third] = course.rows.map(({ student }) => student.name) as [string, string, string]
  const grid = (await new DetailPage(page).open('courses', course.id)).grid('Enrollments')
  const said = await listen(page)
  await grid.focus(first, 'Status')
  await page.keyboard.down('Shift')
  for (let step = 0; step < 2; step++) await page.keyboard.press('ArrowDown')
  await page.keyboard.up('Shift')
  const range = `3 cells selected, Status of ${first} to Status of ${third}`
  await expect.poll(async () => (await said()).at(-1)).toBe(range)
  await page.keyboard.press('Delete')
  await expect.poll(async () => (await said()).at(-1)).toBe('Clearing: 3 cells changed')
  await page.keyboard.press('Control+z')
  await expect.poll(async () => (await said()).at(-1)).toBe('Undid clearing of 3 cells')

  // A drag of the mouse is told like the keys' range.
  const from = await grid.cell(first, 'Status')
  const to = await grid.cell(third, 'Status')
  await from.hover()
  await page.mouse.down()
  await to.hover()
  await page.mouse.up()
  await expect.poll(async () => (await said()).at(-1)).toBe(range)
  // Sentences gathered in three tenths of a second: never more of them than there were gestures.
  expect((await said()).length).toBeLessThanOrEqual(5)
})

test('the summary of a refused save leads to each problem, also behind a filter, and F8 to the next', async ({
  page,
  db,
}) => {
  const course = await db.course({ students: 9 })
  const [first, second, third] = course.rows.map(({ student }) => student.name) as [string, string, string]
  const detail = await new DetailPage(page).open('courses', course.id)
  const grid = detail.grid('Enrollments')
  await grid.type(second, 'Status', 'nonsense')
  await grid.type(third, 'Status', 'gone')
  const wrong = await grid.cell(second, 'Status')
  await expect(wrong).toHaveAttribute('aria-invalid', 'true')
  // Before the focus comes: what is added to a focused cell is said once more.
  await expect(wrong).toHaveAccessibleDescription(/“nonsense” is not one of the available choices.*was: Active$/)
  await expect(await grid.cell(second, 'Student')).toHaveAccessibleDescription('row changed. row has an error')
  await expect(grid.row(second)).toHaveAccessibleDescription(/has an error/)

  await detail.button('Save').click()
  const heading = detail.problems().getByRole('heading', { name: /^2 problems/ })
  await expect(heading).toBeFocused()
  // New rows only: the filter hides what is wrong.
  await grid.type('New enrollment', 'Status', 'Dropped')
  await page.getByRole('button', { name: /1 new/ }).click()
  await expect(grid.row(second)).toHaveCount(0)
  await detail
    .problems()
    .getByRole('link', { name: new RegExp(`${second}, Status`) })
    .click()
  await expect(wrong).toBeFocused()
  // First what is in sight, then what the filter hides.
  await page.keyboard.press('F8')
  await expect(page.locator(':focus')).toHaveText('No student')
  await page.keyboard.press('F8')
  await expect(page.locator(':focus')).toHaveText('gone')
  await page.keyboard.press('Shift+F8')
  await expect(wrong).toBeFocused()

  // A button that goes away when it is pressed leaves the focus in the grid.
  await page.getByRole('button', { name: /1 new/ }).press('Enter')
  await page.getByRole('searchbox', { name: 'Find in enrollments' }).fill(first)
  await expect(page.getByRole('button', { name: 'Show all', exact: true })).toBeVisible()
  await page.getByRole('button', { name: 'Show all', exact: true }).press('Enter')
  await expect(grid.table.locator(':focus')).toHaveCount(1)
  await expect(grid.voice()).toContainText(/9 of 9 shown/)
  await expect(page.getByRole('searchbox', { name: 'Find in enrollments' })).toHaveValue('')
  // What can be done to selected rows floats: no row moves away from under the pointer.
  const top = async () => (await grid.row(second).boundingBox())!.y
  const before = await top()
  await page.getByLabel(`Select ${first}`, { exact: true }).check()
  await expect(page.getByRole('button', { name: 'Clear selection' })).toBeInViewport()
  expect(await top()).toBe(before)
  await page.getByRole('button', { name: 'Clear selection' }).press('Enter')
  await expect(grid.table.locator(':focus')).toHaveCount(1)
})

test('in forced colours edges show where the keyboard is, what is chosen and what floats', async ({ page, db }) => {
  await page.emulateMedia({ forcedColors: 'active' })
  const course = await db.course({ students: 3 })
  const [first, second, third] = course.rows.map(({ student }) => student.name) as [string, string, string]
  const detail = await new DetailPage(page).open('courses', course.id)
  const grid = detail.grid('Enrollments')
  await grid.focus(first, 'Status')
  await page.keyboard.press('Shift+ArrowDown')
  await expect(await grid.cell(second, 'Status')).toHaveCSS('outline-style', 'solid')
  await expect(await grid.cell(first, 'Status')).toHaveCSS('outline-style', 'dashed')
  await page.getByLabel(`Select ${third}`, { exact: true }).check()
  await expect(grid.row(third)).toHaveCSS('outline-style', 'dashed')

  await grid.focus(first, 'Status')
  await page.keyboard.press('Shift+F10')
  const menu = page.getByRole('menu')
  await expect(menu).toHaveCSS('border-top-style', 'solid')
  await page.keyboard.press('ArrowDown')
  await expect(menu.locator('[data-highlighted]')).toHaveCSS('outline-style', 'solid')
  await page.keyboard.press('Escape')
  await expect(await grid.cell(first, 'Status')).toBeFocused()
  await page.keyboard.press('F2')
  await page.keyboard.press('ArrowDown')
  await expect(page.locator('[role=option][aria-selected=true]')).toHaveCSS('outline-style', 'solid')
  await page.keyboard.press('Escape')
  await detail.button('Save').focus()
  await expect(detail.button('Save')).toHaveCSS('outline-style', 'solid')
})

test('where less motion is asked for nothing moves', async ({ page, db }) => {
  await page.emulateMedia({ reducedMotion: 'reduce' })
  const course = await db.course({ students: 3 })
  const detail = await new DetailPage(page).open('courses', course.id)
  await page.getByRole('button', { name: 'Keyboard shortcuts' }).click()
  await expect(page.getByRole('dialog')).toBeVisible()
  const slow = await page.evaluate(
    () =>
      [...document.querySelectorAll('*')].filter((element) => {
        const { transitionDuration, animationDuration, scrollBehavior } = getComputedStyle(element)
        const longest = Math.max(...`${transitionDuration},${animationDuration}`.split(',').map(Number.parseFloat))
        return longest > 0.001 || scrollBehavior === 'smooth'
      }).length,
  )
  expect(slow).toBe(0)
  await page.keyboard.press('Escape')
  await detail.grid('Enrollments').delete(course.rows[0]!.student.name)
  await expect(detail.unsaved(1)).toBeVisible()
})
