import { putOnClipboard } from './clipboard'
import { expect, test } from './fixtures'
import { holdIdle } from './held-idle'
import { DetailPage } from './pages'

test('several hundred rows are all in the page soon, and the last of them is reached at once', async ({ page, db }) => {
  const course = await db.course({ students: 400 })
  const detail = await new DetailPage(page).open('courses', course.id)
  const grid = detail.grid('Enrollments')
  const [first, last] = [course.rows[0]!.student.name, course.rows.at(-1)!.student.name]
  await grid.focus(first, 'Status')
  await page.keyboard.press('Control+End')
  await expect(await grid.cell(last, 'Enrolled at')).toBeFocused()
  await expect(grid.rows()).toHaveCount(401)
  await expect(grid.table.getByRole('rowheader')).toHaveText([
    ...course.rows.map(({ student }) => student.name),
    /Add a student/,
  ])
  // As the browser's own search finds them, on the screen or not.
  expect(await page.evaluate(`find(${JSON.stringify(first)}, false, false, true)`)).toBe(true)

  // Sorted, every row is drawn anew at its place, the edited one too.
  await grid.type(last, 'Status', 'Dropped')
  await grid.table.getByRole('columnheader', { name: 'Student' }).getByRole('button').click()
  const sorted = course.rows
    .map(({ student }) => student.name)
    .toSorted((a, b) => a.localeCompare(b, 'en', { numeric: true }))
  await expect(grid.table.getByRole('rowheader')).toHaveText([...sorted, /Add a student/])
  await expect(grid.row(last)).toHaveAttribute('aria-rowindex', `${sorted.indexOf(last) + 2}`)
  await expect(await grid.cell(last, 'Status')).toHaveText('Dropped')
})

test('a paste of thousands of rows is one step, and the focus stays where it was', async ({ page, db }) => {
  const course = await db.course({ students: 3 })
  const detail = await new DetailPage(page).open('courses', course.id)
  const grid = detail.grid('Enrollments')
  const cell = await grid.focus(course.rows[0]!.student.name, 'Status')
  const text = Array.from({ length: 2_600 }, (_, row) => `Completed\t2026-09-0${1 + (row % 9)} 10:00`).join('\n')
  await cell.evaluate((element, pasted) => {
    const clipboardData = new DataTransfer()
    clipboardData.setData('text/plain', pasted)
    element.dispatchEvent(new ClipboardEvent('paste', { bubbles: true, cancelable: true, clipboardData }))
  }, text)
  await page.getByRole('button', { name: 'Paste and add 2,597 enrollments' }).click()
  await expect(page.getByRole('button', { name: '2,597 new' })).toBeVisible()
  await expect(page.getByRole('button', { name: '3 changed' })).toBeVisible()
  await expect(grid.table).toHaveAttribute('aria-rowcount', '2602')
  await expect(cell).toBeFocused()

  await page.keyboard.press('Control+Z')
  await expect(page.getByRole('button', { name: '2,597 new' })).toBeHidden()
  await expect(grid.rows()).toHaveCount(4)
  await expect(await grid.cell(course.rows[0]!.student.name, 'Status')).toBeFocused()
  await page.keyboard.press('Control+Y')
  await expect(page.getByRole('button', { name: '2,597 new' })).toBeVisible()
})

test('a paste taken back while its rows are drawn in steps leaves the focus where it is', async ({ page, db }) => {
  const course = await db.course({ students: 700 })
  const detail = await new DetailPage(page).open('courses', course.id)
  const grid = detail.grid('Enrollments')
  const cell = await grid.focus(course.rows[0]!.student.name, 'Status')
  await expect(grid.rows()).toHaveCount(701)
  const added = page.getByRole('button', { name: '2,300 new' })
  await putOnClipboard(page, { text: 'Completed\t2026-09-01 10:00\n'.repeat(3_000) })
  const idle = await holdIdle(page)
  for (const steps of [3, 3, 2, 3]) {
    await page.keyboard.press('Control+V')
    await page.getByRole('button', { name: 'Paste and add 2,300 enrollments' }).click()
    await expect(added).toBeVisible()
    await idle.call(0)
    await idle.callAndPress(steps, { key: 'z', code: 'KeyZ', ctrlKey: true })
    await expect(added).toBeHidden()
    for (let calls = 2; calls < 80; calls *= 2) await idle.call(calls)
    await expect(cell).toBeFocused()
  }
})

test('a course of so many rows that the page does not wait for their number has it soon, and its last row', async ({
  page,
  db,
}) => {
  const course = await db.course({ students: 60_500 })
  const enrollments = page.getByRole('heading', { level: 2, name: /^Enrollments/ })
  await test.step('a reader sees it, and one whose scripts are off that there are more than are counted', async () => {
    await page.goto(`/courses/${course.id}`)
    await expect(enrollments).toHaveText('Enrollments 60,500')
    const html = await (await page.request.get(`/courses/${course.id}`)).text()
    expect(html).toContain('more than 50,000')
  })

  await test.step('what is pressed before the grid has started leads to the last row of all', async () => {
    await page.goto(`/courses/${course.id}`)
    const grid = new DetailPage(page).grid('Enrollments')
    const [first, last] = [course.rows[0]!.student.name, course.rows.at(-1)!.student.name]
    await grid.row(first).getByRole('gridcell', { name: 'Active' }).click()
    await page.keyboard.press('Control+End')
    await expect(await grid.cell(last, 'Enrolled at')).toBeFocused()
    await expect(grid.table).toHaveAttribute('aria-rowcount', '60502')
    await expect(enrollments).toHaveText('Enrollments 60,500')
  })
})

test('while the rows of a long list are on their way, the grid keeps the focus, and an editor its text', async ({
  page,
  db,
}) => {
  const course = await db.course({ students: 10_200 })
  const detail = await new DetailPage(page).open('courses', course.id)
  const grid = detail.grid('Enrollments')
  await page.getByRole('searchbox', { name: 'Find in enrollments' }).fill(course.rows[0]!.student.email)
  await expect(page.getByText('1 of 10,200 shown')).toBeVisible()

  let letGo = () => {}
  const held = new Promise<void>((done) => {
    letGo = done
  })
  await page.route('**/courses/rows?*', async (route) => {
    await held
    await route.continue()
  })
  await page.getByRole('button', { name: 'Show all' }).click()
  await expect(grid.table).toBeFocused()
  const editor = grid.editor('Status', 'New enrollment')
  await (await grid.cell('New enrollment', 'Status')).dblclick()
  await expect(editor).toBeFocused()
  await page.keyboard.type('Drop')
  letGo()
  await expect(grid.row(course.rows[0]!.student.name)).toBeAttached()
  await expect(editor).toBeFocused()
  await page.keyboard.type('ped')
  await page.keyboard.press('Enter')
  await expect(page.getByRole('button', { name: '1 new' })).toBeVisible()
  await expect(grid.table.getByRole('gridcell', { name: 'Dropped' })).toBeVisible()
})

test('some hundred rows that a filter leaves of very many are all there, whatever has been read', async ({
  page,
  db,
}) => {
  const course = await db.course({ students: 10_200 })
  const some = course.rows.filter((_, at) => at % 15 === 0)
  await db.sql`update enrollments set status = 'completed' where id in ${db.sql(some.map(({ id }) => id))}`
  const address = `/courses/${course.id}?enrollments.status=completed`
  await page.goto(address)
  await expect(page.getByText('680 of 10,200 shown')).toBeVisible()
  const grid = new DetailPage(page).grid('Enrollments')
  await grid.focus(some[0]!.student.name, 'Status')
  await page.keyboard.press('Control+End')
  const last = some.at(-1)!.student.name
  await expect(await grid.cell(last, 'Enrolled at')).toBeFocused()
  await expect(grid.row(last)).toHaveAttribute('aria-rowindex', '681')
  await page.mouse.wheel(0, -6_000)
  await expect(grid.table.getByRole('rowheader')).toHaveText([
    ...some.map(({ student }) => student.name),
    /Add a student/,
  ])
})

test.describe('on a phone', () => {
  test.use({ viewport: { width: 390, height: 800 } })

  test('a list taller than browsers lay out is scrolled by pixels under a wheel, and to its very end', async ({
    page,
    db,
  }) => {
    const course = await db.course({ students: 60_500 })
    const detail = await new DetailPage(page).open('courses', course.id)
    const grid = detail.grid('Enrollments')
    const card = 136
    const scrolled = () => page.evaluate(() => window.scrollY)
    const shown = () =>
      page.evaluate(() => Number(document.elementFromPoint(195, 400)?.closest('tr')?.getAttribute('aria-rowindex')))
    await expect(grid.row(course.rows[0]!.student.name)).toBeVisible()
    await expect.poll(() => page.evaluate(() => document.body.scrollHeight)).toBeLessThan(60_500 * card - 100_000)

    await page.evaluate(() => window.scrollTo(0, document.body.scrollHeight / 2))
    await expect.poll(shown).toBeGreaterThan(30_200)
    const [place, top] = [await shown(), await scrolled()]
    expect(place).toBeLessThan(30_300)
    await page.mouse.move(195, 400)
    await page.mouse.wheel(0, 5 * card)
    await expect.poll(shown).toBe(place + 5)
    // At rest the page has gone as much less as it is shorter than the list.
    await expect.poll(scrolled).toBeLessThan(top + 5 * card - 10)
    expect(await shown()).toBe(place + 5)

    await page.evaluate(() => window.scrollTo(0, document.body.scrollHeight))
    await expect(grid.row(course.rows.at(-1)!.student.name)).toBeInViewport()
    await page.evaluate(() => window.scrollTo(0, 0))
    await expect(grid.row(course.rows[0]!.student.name)).toBeInViewport()
  })
})
