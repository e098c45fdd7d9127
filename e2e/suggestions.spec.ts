import { unique } from './database'
import { expect, test } from './fixtures'
import { DetailPage, startsWith } from './pages'

test('the list of a choice and of a relation follows what is typed, and begins with what was chosen last', async ({
  page,
  db,
}) => {
  const mark = unique()
  const [ana, anabel, ben] = await db.students([`Ana ${mark}`, `Anabel ${mark}`, `Ben ${mark}`])
  const course = await db.course({ students: 3 })
  const [first, second, third] = course.rows.map(({ student }) => student.name) as [string, string, string]
  const detail = await new DetailPage(page).open('courses', course.id)
  const grid = detail.grid('Enrollments')
  const { keyboard } = page
  const list = page.getByRole('listbox')
  const options = list.getByRole('option')
  const isMarked = async (column: string, row: string, name: string) => {
    const id = await grid.editor(column, row).getAttribute('aria-activedescendant')
    await expect(page.locator(`[id="${id}"]`)).toHaveAccessibleName(startsWith(name))
  }

  await test.step('choices: those that begin so, and a word where none does', async () => {
    const cell = await grid.focus(first, 'Status')
    await keyboard.press('Enter')
    await expect(options).toHaveText(['Active', 'Completed', 'Dropped'])
    await keyboard.type('d')
    await expect(options).toHaveText(['Dropped'])
    await isMarked('Status', first, 'Dropped')
    await keyboard.type('x')
    await expect(list).toBeHidden()
    await expect(page.getByText('No status begins so')).toBeVisible()
    await expect(grid.editor('Status', first)).toHaveAttribute('aria-expanded', 'true')
    await keyboard.press('Backspace')
    await expect(options).toHaveText(['Dropped'])
    await keyboard.press('Tab')
    await expect(cell).toHaveText('Dropped')
  })

  await test.step('records: searched for as one types, walked by arrows, refused where they are taken', async () => {
    await grid.focus(first, 'Student')
    await keyboard.type(`Ana`)
    await keyboard.type(` ${mark}`)
    await expect(options).toHaveText([startsWith(ana!.name), startsWith(anabel!.name)])
    await expect(options.first()).toContainText(ana!.email)
    await isMarked('Student', first, ana!.name)
    await keyboard.press('ArrowDown')
    await isMarked('Student', first, anabel!.name)
    await keyboard.press('Control+a')
    await keyboard.type(second)
    const taken = page.getByRole('option', { name: startsWith(second) })
    await expect(taken).toHaveAttribute('aria-disabled', 'true')
    await expect(taken).toContainText('already here')
    await keyboard.press('Control+a')
    await keyboard.type(`nobody ${mark}`)
    await expect(page.getByText(`No student matches “nobody ${mark}”`)).toBeVisible()
    await keyboard.press('Control+a')
    await keyboard.type(anabel!.name)
    await expect(options).toHaveText([startsWith(anabel!.name)])
    await keyboard.press('Enter')
    await expect(await grid.cell(second, 'Student')).toBeFocused()
    await expect(grid.row(anabel!.name)).toBeVisible()
  })

  await test.step('before anything is typed the list begins with the records chosen last that are free', async () => {
    await grid.choose(anabel!.name, 'Student', ben!.name)
    await grid.focus(third, 'Student')
    await keyboard.press('Enter')
    await expect(options.first()).toHaveAccessibleName(startsWith(anabel!.name))
    await expect(options.first()).toContainText('recent')
    await expect(options.nth(1)).not.toContainText('recent')
    await keyboard.type('x')
    await expect(page.getByRole('option', { name: 'recent' })).toHaveCount(0)
    await keyboard.press('Backspace')
    await expect(options.first()).toContainText('recent')
    await keyboard.press('ArrowDown')
    await keyboard.press('Enter')
    await expect(grid.row(anabel!.name)).toBeVisible()
  })

  await detail.saveAndContinue()
  expect(await db.enrollments(course.id)).toMatchObject([
    { name: ben!.name, status: 'dropped' },
    { name: second, status: 'active' },
    { name: anabel!.name, status: 'active' },
  ])
})
