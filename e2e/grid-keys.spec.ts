import { unique } from './database'
import { expect, test } from './fixtures'
import { DetailPage } from './pages'

test('keys move, extend and select within the rows that are shown, and Escape then Tab leaves', async ({
  page,
  db,
}) => {
  const mark = unique()
  const names = Array.from({ length: 12 }, (_, at) => `${at < 3 ? 'Ana' : 'Ben'} ${at} ${mark}`)
  const course = await db.course({ students: names })
  const detail = await new DetailPage(page).open('courses', course.id)
  const grid = detail.grid('Enrollments')
  const { keyboard } = page
  const isOn = async (row: string, column: string) => expect(await grid.cell(row, column)).toBeFocused()

  await grid.focus(names[1]!, 'Status')
  await keyboard.press('ArrowUp')
  await keyboard.press('ArrowUp')
  await isOn(names[0]!, 'Status')
  await keyboard.press('Control+ArrowDown')
  await isOn('New enrollment', 'Status')
  await keyboard.press('Control+Home')
  await isOn(names[0]!, 'Student')
  await keyboard.press('End')
  await isOn(names[0]!, 'Enrolled at')
  await keyboard.press('Control+End')
  await isOn(names[11]!, 'Enrolled at')
  await keyboard.press('Home')
  await isOn(names[11]!, 'Student')
  await keyboard.press('Control+ArrowRight')
  await isOn(names[11]!, 'Enrolled at')
  await keyboard.press('PageUp')
  await isOn(names[0]!, 'Enrolled at')

  await grid.focus(names[1]!, 'Student')
  await keyboard.press('Shift+ArrowDown')
  await keyboard.press('Shift+ArrowRight')
  await expect(grid.selected()).toHaveCount(4)
  await expect(grid.voice()).toContainText(`4 cells selected, Student of ${names[1]} to E-mail of ${names[2]}`)
  await keyboard.press('Shift+Space')
  await expect(grid.selected()).toHaveCount(8)
  await keyboard.press('Escape')
  await expect(grid.selected()).toHaveCount(0)
  await grid.focus(names[1]!, 'Status')
  await keyboard.press('Control+Space')
  await expect(grid.selected()).toHaveCount(12)

  await page.getByRole('searchbox', { name: 'Find in enrollments' }).fill('Ana')
  await expect(grid.voice()).toContainText('3 enrollments found')
  await grid.focus(names[1]!, 'Status')
  await keyboard.press('Control+a')
  await expect(grid.selected()).toHaveCount(12)
  await keyboard.press('Delete')
  await expect(detail.unsaved(3)).toBeVisible()

  await keyboard.press('Escape')
  await keyboard.press('Escape')
  await expect(grid.voice()).toContainText('Press Tab to leave the table')
  await keyboard.press('Tab')
  await expect(grid.table.locator(':focus')).toHaveCount(0)
  await expect(page.locator('body:focus')).toHaveCount(0)
  await keyboard.press('Shift+Tab')
  await expect(await grid.cell(grid.rows().nth(1), 'Status')).toBeFocused()
  await keyboard.press('Shift+F6')
  await expect(grid.table.locator(':focus')).toHaveCount(0)
})

test('whatever is typed quickly, with Tab between, is in the cells', async ({ page, db }) => {
  const course = await db.course({ students: 10 })
  const detail = await new DetailPage(page).open('courses', course.id)
  const grid = detail.grid('Enrollments')
  await grid.focus(course.rows[0]!.student.name, 'Student')
  for (let cell = 0; cell < 20; cell += 1) {
    await page.keyboard.type('xyz', { delay: 10 })
    await page.keyboard.press('Tab', { delay: 10 })
  }
  for (const column of ['Student', 'Status'])
    for (let row = 0; row < 10; row += 1) await expect(await grid.cell(grid.rows().nth(row), column)).toHaveText('xyz')
  await expect(await grid.cell('New enrollment', 'Student')).toBeFocused()
  await expect(detail.unsaved(10)).toBeVisible()
})

test('an editor opened by typing is left by arrows, one opened by F2 keeps them, and a press elsewhere keeps the text', async ({
  page,
  db,
}) => {
  const course = await db.course({ students: 3 })
  const [first, second, third] = course.rows.map(({ student }) => student.name) as [string, string, string]
  const detail = await new DetailPage(page).open('courses', course.id)
  const grid = detail.grid('Enrollments')
  const { keyboard } = page
  await grid.focus(first, 'Status')
  await keyboard.type('Compl')
  await keyboard.press('Escape')
  await expect(page.getByRole('listbox')).toHaveCount(0)
  await expect(grid.editor('Status', first)).toHaveValue('Compl')
  await keyboard.press('Escape')
  await expect(await grid.cell(first, 'Status')).toHaveText('Active')

  await keyboard.type('Completed')
  await keyboard.press('ArrowRight')
  await expect(await grid.cell(first, 'Enrolled at')).toBeFocused()
  await expect(await grid.cell(first, 'Status')).toHaveText('Completed')

  await grid.focus(second, 'Status')
  await keyboard.press('F2')
  await keyboard.press('ArrowLeft')
  await expect(grid.editor('Status', second)).toBeFocused()
  await keyboard.press('Control+a')
  await keyboard.type('Dropped')
  await detail.heading().click()
  await expect(grid.editor('Status', second)).toHaveCount(0)
  await expect(await grid.cell(second, 'Status')).toHaveText('Dropped')

  await grid.focus(first, 'Status')
  await keyboard.press('Shift+ArrowDown')
  await keyboard.press('Shift+ArrowDown')
  await keyboard.type('Dropped')
  await keyboard.press('Control+Enter')
  for (const name of [first, second, third]) await expect(await grid.cell(name, 'Status')).toHaveText('Dropped')
  await expect(detail.unsaved(3)).toBeVisible()

  await grid.focus(third, 'Status')
  await keyboard.press('Enter')
  await expect(page.getByRole('option', { name: 'Active' })).toBeVisible()
  await keyboard.press('Shift+Enter')
  await expect(await grid.cell(second, 'Status')).toBeFocused()
  await keyboard.press('Alt+ArrowDown')
  await keyboard.press('ArrowUp')
  await keyboard.press('Tab')
  await expect(await grid.cell(second, 'Status')).toHaveText('Completed')
  await expect(await grid.cell(third, 'Student')).toBeFocused()
  await keyboard.press('Enter')
  await keyboard.press('Enter')
  // Where the run of Tabs began.
  await expect(await grid.cell('New enrollment', 'Status')).toBeFocused()
})

test('fill, delete and the next problem by keys; reload stays the browser’s where there is nothing to fill', async ({
  page,
  db,
}) => {
  const course = await db.course({ students: 4 })
  const names = course.rows.map(({ student }) => student.name)
  const detail = await new DetailPage(page).open('courses', course.id)
  const grid = detail.grid('Enrollments')
  const { keyboard } = page
  // A reload by the browser itself would be out of the page's sight.
  const taken = await page.evaluateHandle(() => {
    const keys: string[] = []
    addEventListener('keydown', (event) => {
      if (event.ctrlKey && event.defaultPrevented) keys.push(event.key)
      if (event.ctrlKey && event.key === 'r') event.preventDefault()
    })
    return keys
  })
  await grid.type(names[0]!, 'Status', 'Dropped')
  await grid.focus(names[0]!, 'Status')
  await keyboard.press('Control+r')
  await keyboard.press('Shift+ArrowDown')
  await keyboard.press('Shift+ArrowDown')
  await keyboard.press('Control+d')
  await expect(await grid.cell(names[2]!, 'Status')).toHaveText('Dropped')
  await keyboard.press('Control+-')
  for (const name of names.slice(0, 3)) await expect(grid.row(name)).toHaveAccessibleDescription(/will be deleted/)
  await keyboard.press('Control+Backspace')
  await expect(grid.row(names[0]!)).not.toHaveAccessibleDescription(/will be deleted/)
  expect(await taken.jsonValue()).toEqual(['d', '-', 'Backspace'])

  await grid.type(names[1]!, 'Status', 'nonsense')
  await grid.type(names[3]!, 'Status', 'rubbish')
  await grid.focus(names[0]!, 'Student')
  await keyboard.press('F8')
  await expect(await grid.cell(names[1]!, 'Status')).toBeFocused()
  await keyboard.press('F8')
  await expect(await grid.cell(names[3]!, 'Status')).toBeFocused()
  await keyboard.press('F8')
  await keyboard.press('Shift+F8')
  await expect(await grid.cell(names[3]!, 'Status')).toBeFocused()
})

test('at ten thousand rows Control+End, the wheel and Control+F keep the focus with its row', async ({ page, db }) => {
  const course = await db.course({ students: 10_000 })
  const first = course.rows[0]!.student.name
  const last = course.rows.at(-1)!
  const detail = await new DetailPage(page).open('courses', course.id)
  const grid = detail.grid('Enrollments')
  const { keyboard } = page
  await grid.focus(first, 'Status')
  await keyboard.press('Control+End')
  await keyboard.press('ArrowLeft')
  await keyboard.type('Dropped')
  await keyboard.press('Enter')
  await expect(await grid.cell(last.student.name, 'Status')).toHaveText('Dropped')

  await keyboard.press('Control+Home')
  await expect(await grid.cell(first, 'Student')).toBeFocused()
  await grid.table.hover()
  await page.mouse.wheel(0, 60_000)
  await expect(grid.row(course.rows[40]!.student.name)).toHaveCount(0)
  await expect(await grid.cell(first, 'Student')).toBeFocused()
  await keyboard.press('ArrowDown')
  await expect(await grid.cell(course.rows[1]!.student.name, 'Student')).toBeFocused()
  await expect(await grid.cell(course.rows[1]!.student.name, 'Student')).toBeInViewport()

  await keyboard.press('Control+f')
  const search = page.getByRole('searchbox', { name: 'Find in enrollments' })
  await expect(search).toBeFocused()
  await expect(search).toHaveAccessibleDescription(/Browser find sees only the rows on screen/)
  await keyboard.press('Escape')
  await expect(await grid.cell(course.rows[1]!.student.name, 'Student')).toBeFocused()

  await detail.saveAndContinue()
  const changed = await db.sql`select id from enrollments where course_id = ${course.id} and status = 'dropped'`
  expect(changed).toEqual([{ id: last.id }])
})

test('a text that a program puts in right behind its key or press opens the editor', async ({ page, db }) => {
  const course = await db.course({ students: 2 })
  const [first, second] = course.rows.map(({ student }) => student.name) as [string, string]
  const grid = (await new DetailPage(page).open('courses', course.id)).grid('Enrollments')
  await grid.focus(first, 'Status')
  await page.keyboard.press('ArrowDown')
  await page.keyboard.insertText('drop')
  await expect(page.getByRole('combobox', { name: `Status, ${second}` })).toHaveValue('drop')
  await page.keyboard.press('Enter')
  const cell = await grid.cell(first, 'Status')
  await cell.click()
  await page.keyboard.insertText('comp')
  await expect(page.getByRole('combobox', { name: `Status, ${first}` })).toHaveValue('comp')
})

test('a text that an input method composes replaces the cell, and a composition that is given up leaves it', async ({
  page,
  db,
}) => {
  const mark = unique()
  const course = await db.course({ students: 1 })
  const [wanted] = await db.students([`山田 ${mark}`])
  const { name } = course.rows[0]!.student
  const detail = await new DetailPage(page).open('courses', course.id)
  const grid = detail.grid('Enrollments')
  const input = await page.context().newCDPSession(page)
  const compose = (text: string) =>
    input.send('Input.imeSetComposition', { text, selectionStart: text.length, selectionEnd: text.length })

  await grid.focus(name, 'Status')
  await compose('や')
  await compose('やま')
  await compose('')
  await input.send('Input.insertText', { text: '' })
  await expect(await grid.cell(name, 'Status')).toHaveText('Active')

  await grid.focus(name, 'Student')
  await compose('や')
  await compose('やまだ')
  await input.send('Input.insertText', { text: '山田' })
  await expect(grid.editor('Student', name)).toHaveValue('山田')
  await page.keyboard.type(` ${mark}`)
  await expect(page.getByRole('option', { name: wanted!.name })).toBeVisible()
  await page.keyboard.press('Enter')
  await expect(grid.row(wanted!.name)).toBeVisible()
  await detail.saveAndContinue()
  expect(await db.enrollments(course.id)).toMatchObject([{ name: wanted!.name }])
})

test('who wants Tab to leave the table says so once', async ({ page, db }) => {
  const course = await db.course({ students: 2 })
  const { name } = course.rows[0]!.student
  const detail = await new DetailPage(page).open('courses', course.id)
  const grid = detail.grid('Enrollments')
  await grid.focus(name, 'Status')
  await page.keyboard.press('Control+/')
  const dialog = page.getByRole('dialog', { name: 'Keyboard shortcuts' })
  for (const keys of ['F8', 'Ctrl + D', 'Shift + F10', 'Ctrl + Enter', 'Ctrl + Backspace'])
    await expect(dialog.getByText(keys)).toBeVisible()
  await dialog.getByRole('checkbox', { name: 'Tab moves out of the table' }).check()
  await page.keyboard.press('Escape')
  await expect(await grid.cell(name, 'Status')).toBeFocused()
  await page.reload()
  await grid.focus(name, 'Status')
  await page.keyboard.press('Tab')
  await expect(grid.table.locator(':focus')).toHaveCount(0)
})

test('the menu of a cell opens by key at the cell and can sort by it', async ({ page, db }) => {
  const mark = unique()
  const course = await db.course({ students: [`Zoe ${mark}`, `Ana ${mark}`] })
  const detail = await new DetailPage(page).open('courses', course.id)
  const grid = detail.grid('Enrollments')
  const cell = await grid.focus(`Zoe ${mark}`, 'Student')
  await page.keyboard.press('Shift+F10')
  const menu = page.getByRole('menu', { name: `Student, Zoe ${mark}` })
  await expect(menu).toBeVisible()
  const [at, shown] = [await cell.boundingBox(), await menu.boundingBox()]
  expect(Math.abs((shown?.x ?? 0) - (at?.x ?? 0))).toBeLessThan(20)
  await menu.getByRole('menuitem', { name: 'Sort by student' }).press('Enter')
  await expect(grid.rows().first().getByRole('rowheader')).toHaveText(`Ana ${mark}`)
  await expect(await grid.cell(`Zoe ${mark}`, 'Student')).toBeFocused()
})
