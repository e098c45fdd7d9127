import { expect, test } from './fixtures'
import { DetailPage } from './pages'

test('a mouse selects by dragging, adds ranges with Control, and fills from the corner', async ({ page, db }) => {
  const course = await db.course({ students: 8 })
  const names = course.rows.map(({ student }) => student.name)
  const detail = await new DetailPage(page).open('courses', course.id)
  const grid = detail.grid('Enrollments')
  const middle = async (row: string, column: string) => {
    const box = await (await grid.cell(row, column)).boundingBox()
    if (!box) throw new Error(`${row} is not shown`)
    return { x: box.x + box.width / 2, y: box.y + box.height / 2 }
  }
  const drag = async (from: { x: number; y: number }, to: { x: number; y: number }) => {
    await page.mouse.move(from.x, from.y)
    await page.mouse.down()
    await page.mouse.move((from.x + to.x) / 2, (from.y + to.y) / 2)
    await page.mouse.move(to.x, to.y)
    await page.mouse.up()
  }

  await drag(await middle(names[0]!, 'E-mail'), await middle(names[2]!, 'Status'))
  await expect(grid.selected()).toHaveCount(6)
  await (await grid.cell(names[4]!, 'Status')).click({ modifiers: ['Control'] })
  await expect(grid.selected()).toHaveCount(7)
  await (await grid.cell(names[5]!, 'Status')).click({ modifiers: ['Shift'] })
  await expect(grid.selected()).toHaveCount(8)

  await grid.type(names[1]!, 'Status', 'Dropped')
  await grid.focus(names[1]!, 'Status')
  const corner = await (await grid.cell(names[1]!, 'Status')).boundingBox()
  if (!corner) throw new Error('The cell is not shown')
  // Beside the corner, but within what can be hit.
  await drag({ x: corner.x + corner.width - 12, y: corner.y + corner.height + 6 }, await middle(names[4]!, 'Status'))
  for (const name of names.slice(1, 5)) await expect(await grid.cell(name, 'Status')).toHaveText('Dropped')
  await expect(detail.unsaved(4)).toBeVisible()
  await page.keyboard.press('Control+z')
  await expect(detail.unsaved(1)).toBeVisible()
  // It stands at the cell with the focus, and nowhere while another control has that.
  await expect(page.locator('[data-fill-handle]')).toBeVisible()
  await page.getByRole('checkbox', { name: 'Select all rows' }).focus()
  await expect(page.locator('[data-fill-handle]')).toBeHidden()

  const box = async (name: string) => {
    const at = await page.getByRole('checkbox', { name: `Select ${name}`, exact: true }).boundingBox()
    if (!at) throw new Error(`${name} is not shown`)
    return { x: at.x + at.width / 2, y: at.y + at.height / 2 }
  }
  await drag(await box(names[2]!), await box(names[5]!))
  await expect(page.getByText('4 selected')).toBeVisible()
  await page.getByRole('checkbox', { name: `Select ${names[2]}`, exact: true }).click()
  await expect(page.getByText('3 selected')).toBeVisible()
})

test('a drag held at the edge of the window scrolls on and selects what comes', async ({ page, db }) => {
  const course = await db.course({ students: 120 })
  const names = course.rows.map(({ student }) => student.name)
  const detail = await new DetailPage(page).open('courses', course.id)
  const grid = detail.grid('Enrollments')
  const start = await (await grid.cell(names[2]!, 'Status')).boundingBox()
  if (!start) throw new Error('The row is not shown')
  await page.mouse.move(start.x + 40, start.y + 10)
  await page.mouse.down()
  await page.mouse.move(start.x + 40, (page.viewportSize()?.height ?? 0) - 6, { steps: 4 })
  await expect.poll(() => grid.selected().count()).toBeGreaterThan(60)
  await page.mouse.up()
  await expect(grid.voice()).toContainText('cells selected, Status of')
  await expect(grid.table.locator(':focus')).toHaveCount(1)
})

test('a second press on a cell edits it, a double press too, and the other button opens its menu', async ({
  page,
  db,
}) => {
  const course = await db.course({ students: 2 })
  const [first, second] = course.rows.map(({ student }) => student.name) as [string, string]
  const detail = await new DetailPage(page).open('courses', course.id)
  const grid = detail.grid('Enrollments')
  const cell = await grid.focus(first, 'Status')
  await cell.click()
  await expect(grid.editor('Status', first)).toBeFocused()
  await page.keyboard.press('Escape')
  await page.keyboard.press('Escape')
  await (await grid.cell(second, 'Status')).dblclick()
  await expect(grid.editor('Status', second)).toBeFocused()
  await page.getByRole('option', { name: 'Dropped' }).click()
  await expect(await grid.cell(second, 'Status')).toHaveText('Dropped')
  await (await grid.cell(first, 'Status')).click({ button: 'right' })
  await page.getByRole('menuitem', { name: 'Select row' }).click()
  await expect(grid.selected()).toHaveCount(4)
  await expect(await grid.cell(first, 'Status')).toBeFocused()
})

test('no row moves under the hand for what comes up while rows are worked on', async ({ page, db }) => {
  const course = await db.course({ students: 8 })
  const detail = await new DetailPage(page).open('courses', course.id)
  const grid = detail.grid('Enrollments')
  const cell = await grid.cell(course.rows[7]!.student.name, 'Status')
  await grid.sort('Status')
  await cell.click()
  const before = await cell.boundingBox()
  await page.keyboard.type('Dropped')
  await page.keyboard.press('Enter')
  await expect(page.getByRole('button', { name: 'Re-apply' })).toBeInViewport()
  expect(await cell.boundingBox()).toEqual(before)
  // By keys it is one step behind the rows.
  await page.keyboard.press('F6')
  await expect(page.getByRole('button', { name: 'Re-apply' })).toBeFocused()
  await page.keyboard.press('Enter')
  await expect(grid.voice()).toContainText('Rows are in order again')
})
