import AxeBuilder from '@axe-core/playwright'
import { unique } from './database'
import { expect, test } from './fixtures'
import { whileFramesAreLate } from './late-frames'
import { DetailPage } from './pages'

test('three edits, a sort and a filter: all undone, all redone, saved as expected, and undone after the save', async ({
  page,
  db,
}) => {
  const mark = unique()
  const students = Array.from({ length: 10 }, (_, at) => (at === 1 ? `Yuki ${mark}` : `Student ${at} ${mark}`))
  const course = await db.course({ students })
  const [other] = await db.students([`Ana ${mark}`])
  const names = course.rows.map(({ student }) => student.name)
  const detail = await new DetailPage(page).open('courses', course.id)
  const grid = detail.grid('Enrollments')
  const { keyboard } = page
  await grid.type(names[2]!, 'Status', 'Dropped')
  await grid.choose(names[5]!, 'Student', other!.name)
  await grid.type(names[8]!, 'Status', 'Completed')
  await grid.sort('Student')
  await expect(grid.rows().first().getByRole('rowheader')).toHaveText(other!.name)
  await page.getByRole('searchbox', { name: 'Find in enrollments' }).fill('Yuki')
  // The one that is found, and the three with changes, which say why they are there.
  await expect(grid.rows()).toHaveCount(5)
  await expect(grid.row(names[2]!)).toHaveAccessibleDescription(/kept because it has changes/)
  await expect(grid.row(names[1]!)).not.toHaveAccessibleDescription(/kept/)

  await grid.focus(names[1]!, 'Status')
  for (let step = 0; step < 3; step += 1) await keyboard.press('Control+z')
  await expect(detail.unsaved(0)).toBeVisible()
  await expect(await grid.cell(names[2]!, 'Status')).toBeFocused()
  await expect(page.getByText('Order is out of date')).toBeInViewport()
  await page.getByRole('button', { name: 'Re-apply' }).click()
  await expect(grid.rows()).toHaveCount(2)
  for (let step = 0; step < 3; step += 1) await keyboard.press(step === 2 ? 'Control+Shift+z' : 'Control+y')
  await expect(detail.unsaved(3)).toBeVisible()
  await expect(await grid.cell(names[8]!, 'Status')).toBeFocused()
  await detail.saveAndContinue()
  const expected = names.map((name, at) => ({
    name: at === 5 ? other!.name : name,
    status: at === 2 ? 'dropped' : at === 8 ? 'completed' : 'active',
  }))
  expect(await db.enrollments(course.id)).toMatchObject(expected)

  await grid.focus(names[1]!, 'Status')
  await keyboard.press('Control+z')
  await expect(await grid.cell(names[8]!, 'Status')).toHaveText('Active')
  await expect(detail.unsaved(1)).toBeVisible()
  await detail.saveAndContinue()
  expect(await db.enrollments(course.id)).toMatchObject(
    expected.map((row, at) => (at === 8 ? { ...row, status: 'active' } : row)),
  )
})

test('a row deleted and another edited: two undos bring both back, in the order they were done', async ({
  page,
  db,
}) => {
  const course = await db.course({ students: 7 })
  const names = course.rows.map(({ student }) => student.name)
  const detail = await new DetailPage(page).open('courses', course.id)
  const grid = detail.grid('Enrollments')
  await grid.focus(names[4]!, 'Status')
  await page.keyboard.press('Control+-')
  await grid.type(names[5]!, 'Status', 'Dropped')
  await expect(detail.unsaved(2)).toBeVisible()
  await page.keyboard.press('Control+z')
  await expect(await grid.cell(names[5]!, 'Status')).toHaveText('Active')
  await expect(grid.row(names[4]!)).toHaveAccessibleDescription(/will be deleted/)
  await page.keyboard.press('Control+z')
  await expect(grid.voice()).toContainText(`Undid deletion of ${names[4]}`)
  await expect(grid.row(names[4]!)).not.toHaveAccessibleDescription(/will be deleted/)
  await expect(detail.unsaved(0)).toBeVisible()
})

test('what is done to many rows at once is counted and one step, and the counts show their rows', async ({
  page,
  db,
}) => {
  const mark = unique()
  const course = await db.course({
    students: Array.from({ length: 12 }, (_, at) => `${at < 5 ? 'Ana' : 'Ben'} ${at} ${mark}`),
  })
  const names = course.rows.map(({ student }) => student.name)
  const detail = await new DetailPage(page).open('courses', course.id)
  const grid = detail.grid('Enrollments')
  const { keyboard } = page
  await page.getByRole('searchbox', { name: 'Find in enrollments' }).fill('Ana')
  await expect(grid.voice()).toContainText('5 enrollments found')
  await page.getByRole('checkbox', { name: 'Select all rows' }).check()
  await expect(page.getByText('5 selected')).toBeVisible()
  await page.getByRole('button', { name: 'Set status' }).click()
  await page.getByRole('menuitem', { name: 'Dropped' }).click()
  await expect(grid.voice()).toContainText('5 cells changed')
  await page.getByRole('button', { name: 'Select all 12' }).click()
  await expect(page.getByText('7 of them not shown')).toBeVisible()
  await page.getByRole('button', { name: 'Delete 12 enrollments' }).click()
  await expect(grid.voice()).toContainText('12 enrollments will be deleted on save')
  await grid.focus(names[0]!, 'Status')
  await keyboard.press('Control+z')
  await expect(page.getByRole('button', { name: '5 changed' })).toBeVisible()
  await keyboard.press('Escape')
  await grid.type(names[0]!, 'Status', 'nonsense')

  await page.getByRole('button', { name: '1 problem' }).click()
  await expect(grid.table.getByRole('rowheader')).toHaveText([names[0]!, /Add a student/])
  await page.getByRole('button', { name: '1 problem' }).click()
  await page.getByRole('button', { name: 'Show all' }).click()
  await grid.focus(names[0]!, 'Status')
  await keyboard.press('Control+z')
  await keyboard.press('Control+z')
  await expect(grid.voice()).toContainText('Undid setting of status of 5 cells')
  await expect(detail.unsaved(0)).toBeVisible()
})

test('more than twenty rows are deleted after a question, as one step, and the focus returns', async ({ page, db }) => {
  const course = await db.course({ students: 24 })
  const names = course.rows.map(({ student }) => student.name)
  const detail = await new DetailPage(page).open('courses', course.id)
  const grid = detail.grid('Enrollments')
  const { keyboard } = page
  const question = page.getByRole('alertdialog', { name: 'Delete 22 enrollments' })
  const cell = await grid.focus(names[0]!, 'Status')
  for (let step = 0; step < 21; step += 1) await keyboard.press('Shift+ArrowDown')
  const last = await grid.cell(names[21]!, 'Status')
  await keyboard.press('Control+Backspace')
  await expect(question).toContainText('22 enrollments will be deleted with the next save.')
  await expect(question.getByRole('button', { name: 'Delete 22 enrollments' })).toBeFocused()
  const { violations } = await new AxeBuilder({ page }).include('[role="alertdialog"]').analyze()
  expect(violations.map(({ id }) => id)).toEqual([])
  await keyboard.press('Escape')
  await expect(question).toBeHidden()
  await expect(last).toBeFocused()
  await expect(detail.unsaved(0)).toBeVisible()
  await whileFramesAreLate(page, async () => {
    await keyboard.press('Control+Backspace')
    await expect(question).toBeVisible()
    await keyboard.press('Enter')
    await expect(question).toBeHidden()
  })
  await expect(detail.unsaved(22)).toBeVisible()
  await expect(last).toBeFocused()
  await keyboard.press('Control+z')
  await expect(detail.unsaved(0)).toBeVisible()
  await expect(cell).toHaveText('Active')

  // From the bar of the selected rows the focus goes back to its button, which then restores.
  await page.getByRole('checkbox', { name: 'Select all rows' }).check()
  const bar = page.getByRole('button', { name: /^(Delete|Restore) 24 enrollments$/ })
  await bar.press('Enter')
  await page.getByRole('alertdialog').getByRole('button', { name: 'Delete 24 enrollments' }).press('Enter')
  await expect(bar).toHaveText('Restore 24 enrollments')
  await expect(bar).toBeFocused()
  await bar.press('Enter')
  await expect(detail.unsaved(0)).toBeVisible()
})
