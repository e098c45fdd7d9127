import { excel, libreOffice, sheets } from '@/components/inline-grid/clipboard/clipboard-samples'
import { clipboardText, pasteInto, putOnClipboard } from './clipboard'
import { unique } from './database'
import { expect, test } from './fixtures'
import { whileFramesAreLate } from './late-frames'
import { DetailPage } from './pages'

for (const [program, sample] of [
  ['Excel', excel],
  ['Google Sheets', sheets],
  ['LibreOffice', libreOffice],
] as const)
  test(`cells copied in ${program} arrive as they were, multi-line, quoted and from right to left`, async ({
    page,
    db,
  }) => {
    const course = await db.course({ students: 3 })
    const detail = await new DetailPage(page).open('courses', course.id)
    const grid = detail.grid('Enrollments')
    await grid.focus(course.rows[0]!.student.name, 'Student')
    // The second column lands on the e-mail, which cannot be edited.
    await pasteInto(page, sample)
    for (const [row, [first]] of sample.cells.entries())
      await expect(await grid.cell(grid.rows().nth(row), 'Student')).toHaveText(first!.replace(/\s+/g, ' '))
    await expect(grid.voice()).toContainText(`Pasted ${sample.cells.length} rows by ${sample.cells[0]!.length} columns`)
    await page.keyboard.press('Control+z')
    await expect(detail.unsaved(0)).toBeVisible()
  })

test('500 rows by e-mail and by name: what is not settled is counted, refuses the save and is settled once for all', async ({
  page,
  db,
}) => {
  const mark = unique()
  const names = Array.from({ length: 450 }, (_, at) => `Student ${at} ${mark}`)
  const students = await db.students(names)
  const [twin] = await db.students([`Twin ${mark}`, `Twin ${mark}`])
  const [found] = await db.students([`Found ${mark}`])
  const course = await db.course()
  const first = [
    ...students.slice(0, 400).map(({ email }) => email),
    ...students.slice(400).map(({ name }) => name),
    ...Array.from({ length: 30 }, () => `Twin ${mark}`),
    ...Array.from({ length: 20 }, () => `nobody-${mark}@example.org`),
  ]
  const rows = first.map((text) => [text, '', 'Completed'])

  const detail = await new DetailPage(page).open('courses', course.id)
  const grid = detail.grid('Enrollments')
  const { keyboard } = page
  await grid.focus('New enrollment', 'Student')
  await pasteInto(page, { text: rows.map((row) => row.join('\t')).join('\r\n') })
  const question = page.getByRole('alertdialog', { name: 'Paste 500 rows' })
  await expect(question).toContainText('500 enrollments will be added.')
  await question.getByRole('button', { name: 'Paste and add 500 enrollments' }).click()
  await expect(grid.voice()).toContainText('50 cells need attention')
  await expect(page.getByRole('button', { name: '50 problems' })).toBeVisible()

  await keyboard.press('Control+s')
  await expect(detail.problems().getByRole('heading')).toHaveText('50 problems. Nothing was saved.')
  expect(await db.enrollments(course.id)).toHaveLength(0)

  await detail.problems().getByRole('link').first().click()
  await expect(await grid.cell(grid.rows().nth(450), 'Student')).toBeFocused()
  await keyboard.press('Enter')
  await expect(page.getByRole('option', { name: `Twin ${mark}` })).toHaveCount(2)
  await keyboard.press('ArrowDown')
  await keyboard.press('Enter')
  // The offer stands where the hands are, five hundred rows below the head of the page.
  await expect(page.getByRole('button', { name: 'Apply to the other 29 cells' })).toBeInViewport()
  await page.getByRole('button', { name: 'Apply to the other 29 cells' }).click()
  // Now one student stands in thirty rows, and the grid says so on each of them.
  await expect(page.getByRole('button', { name: '50 problems' })).toBeVisible()
  await grid.focus(grid.rows().nth(451), 'Student')
  for (let row = 0; row < 28; row += 1) await keyboard.press('Shift+ArrowDown')
  await keyboard.press('Control+-')
  await expect(page.getByRole('button', { name: '20 problems' })).toBeVisible()

  await keyboard.press('F8')
  await keyboard.type(found!.email)
  await expect(page.getByRole('option', { name: found!.name })).toBeVisible()
  await keyboard.press('Tab')
  await page.getByRole('button', { name: 'Apply to the other 19 cells' }).click()
  await grid.focus(grid.rows().nth(452), 'Student')
  for (let row = 0; row < 18; row += 1) await keyboard.press('Shift+ArrowDown')
  await keyboard.press('Control+-')
  await detail.saveAndContinue()
  const stored = await db.enrollments(course.id)
  expect(stored.map(({ name }) => name)).toEqual([...names, twin!.name, found!.name])
  expect(new Set(stored.map(({ status }) => status))).toEqual(new Set(['completed']))
})

test('a paste goes into the rows that are shown, in their order, and new rows stand at the end', async ({
  page,
  db,
}) => {
  const mark = unique()
  const course = await db.course({
    students: ['Ana', 'Ben', 'Ana', 'Ben', 'Ana', 'Ben', 'Ben', 'Ben'].map((name, at) => `${name} ${at} ${mark}`),
  })
  const [added] = await db.students([`Cara ${mark}`])
  const detail = await new DetailPage(page).open('courses', course.id)
  const grid = detail.grid('Enrollments')
  await page.getByRole('searchbox', { name: 'Find in enrollments' }).fill('Ana')
  await expect(grid.voice()).toContainText('3 enrollments found')
  await grid.sort('Student')
  await grid.sort('Student')
  await expect(grid.rows().first().getByRole('rowheader')).toHaveText(`Ana 4 ${mark}`)
  await grid.focus(`Ana 4 ${mark}`, 'Status')
  await pasteInto(page, { text: 'Completed\nDropped\nCompleted\n' })
  await grid.focus('New enrollment', 'Student')
  await pasteInto(page, { text: `${added!.email}\t\tDropped` })
  await expect(grid.row(added!.name)).toBeVisible()
  await page.getByRole('button', { name: 'Show all' }).click()
  await detail.saveAndContinue()
  expect(
    (await db.enrollments(course.id)).map(({ name, status }) => `${name.split(' ').slice(0, 2).join(' ')} ${status}`),
  ).toEqual([
    'Ana 0 completed',
    'Ben 1 active',
    'Ana 2 dropped',
    'Ben 3 active',
    'Ana 4 completed',
    'Ben 5 active',
    'Ben 6 active',
    'Ben 7 active',
    `Cara ${mark} dropped`,
  ])
})

test('a copy keeps the very record, a cut is one step, one cell fills a range', async ({ page, db }) => {
  const mark = unique()
  const course = await db.course({ students: [`Twin ${mark}`, `Twin ${mark}`, `Ana ${mark}`] })
  const [, second] = course.rows.map(({ student }) => student)
  const detail = await new DetailPage(page).open('courses', course.id)
  const grid = detail.grid('Enrollments')
  const { keyboard } = page
  await grid.type(`Ana ${mark}`, 'Status', 'Dropped')
  await grid.focus(grid.rows().nth(1), 'Student')
  await keyboard.press('Control+/')
  await page.getByRole('checkbox', { name: 'Copy names' }).check()
  await keyboard.press('Escape')
  await keyboard.press('Control+x')
  expect(await clipboardText(page)).toBe(`Twin ${mark}`)
  await expect(await grid.cell(grid.rows().nth(1), 'Student')).toHaveText('No student')
  await grid.focus('New enrollment', 'Student')
  await keyboard.press('Control+v')
  await expect(await grid.cell(grid.rows().nth(3), 'E-mail')).toHaveText(second!.email)
  await keyboard.press('Control+z')
  await keyboard.press('Control+z')
  await expect(await grid.cell(grid.rows().nth(1), 'E-mail')).toHaveText(second!.email)

  await grid.focus(`Ana ${mark}`, 'Status')
  await keyboard.press('Control+c')
  await grid.focus(grid.rows().nth(0), 'Status')
  await keyboard.press('Shift+ArrowDown')
  await keyboard.press('Control+v')
  await detail.saveAndContinue()
  expect((await db.enrollments(course.id)).map(({ status }) => status)).toEqual(['dropped', 'dropped', 'dropped'])
})

test('headings name the columns, what does not fit is asked about, and too much is refused whole', async ({
  page,
  db,
}) => {
  const course = await db.course({ students: 2 })
  const [added] = await db.students([`Cara ${course.title}`])
  const detail = await new DetailPage(page).open('courses', course.id)
  const grid = detail.grid('Enrollments')
  const { name } = course.rows[0]!.student
  await grid.focus('New enrollment', 'Student')
  const text = `status\tGrade\tSTUDENT\nCompleted\t1\t${added!.email}`
  const question = page.getByRole('alertdialog', { name: 'Paste 1 row' })
  await whileFramesAreLate(page, async () => {
    await pasteInto(page, { text })
    await expect(question).toBeVisible()
    await page.keyboard.press('Shift+Tab')
    await expect(question.getByRole('button', { name: 'Cancel' })).toBeFocused()
  })
  await expect(question).toContainText('“Grade” has no column here and will be left out.')
  await expect(question.getByRole('checkbox', { name: /First row looks like headings/ })).toBeChecked()
  await question.getByRole('button', { name: 'Paste and add 1 enrollment' }).click()
  await expect(await grid.cell(added!.name, 'Status')).toHaveText('Completed')

  // What was left out is kept with the gesture: all of it can be copied as it came.
  const all = page.getByRole('button', { name: 'Copy all that was pasted' })
  await expect(page.getByText('1 column of the paste left out')).toBeVisible()
  await putOnClipboard(page, { text: 'something else' })
  await page.context().grantPermissions(['clipboard-read', 'clipboard-write'])
  await all.click()
  await expect.poll(() => clipboardText(page)).toBe(text)
  await expect(grid.table.locator(':focus')).toHaveCount(1)
  await page.keyboard.press('Control+z')
  await expect(all).toBeHidden()
  await page.keyboard.press('Control+y')
  await expect(all).toBeVisible()

  await grid.focus(name, 'Enrolled at')
  await pasteInto(page, { text: 'one\ttwo' })
  await expect(page.getByRole('alertdialog')).toContainText('1 column does not fit to the right and will be left out.')
  await page.getByRole('button', { name: 'Cancel' }).click()
  await expect(await grid.cell(name, 'Enrolled at')).toBeFocused()

  await grid.focus(name, 'Status')
  await pasteInto(page, { text: 'Dropped\n'.repeat(10_001) })
  await expect(grid.voice()).toContainText('at most 10,000 can be pasted at once. Nothing was pasted.')
  await expect(await grid.cell(name, 'Status')).toHaveText('Active')
  await detail.saveAndContinue()
  expect(await db.enrollments(course.id)).toMatchObject([
    { status: 'active' },
    { status: 'active' },
    { name: added!.name, status: 'completed' },
  ])
})

test('a large paste asks, and goes where it was made, also when the next press comes before the question', async ({
  page,
  db,
}) => {
  const course = await db.course({ students: 3 })
  const detail = await new DetailPage(page).open('courses', course.id)
  const grid = detail.grid('Enrollments')
  const [first, second, third] = course.rows.map(({ student }) => student.name) as [string, string, string]
  const cell = await grid.focus(second, 'Status')
  await cell.evaluate((element) => {
    const clipboardData = new DataTransfer()
    clipboardData.setData('text/plain', 'Dropped\n'.repeat(250))
    element.dispatchEvent(new ClipboardEvent('paste', { clipboardData, bubbles: true, cancelable: true }))
    const box = element.closest('[role=grid]')?.querySelector('tbody tr:nth-child(3) input')
    for (const type of ['mousedown', 'focusin', 'mouseup', 'click'])
      box?.dispatchEvent(new MouseEvent(type, { bubbles: true, cancelable: true, button: 0 }))
  })
  await page.getByRole('button', { name: 'Paste and add 248 enrollments' }).click()
  await expect(page.getByRole('button', { name: '248 new' })).toBeVisible()
  await expect(cell).toBeFocused()
  await expect(cell).toHaveText('Dropped')
  await expect(await grid.cell(third, 'Status')).toHaveText('Dropped')
  await expect(await grid.cell(first, 'Status')).toHaveText('Active')
})

test('texts with a quote, several lines, an emoji, letters from right to left and a hard space find their students', async ({
  page,
  db,
}) => {
  const mark = unique()
  const names = [`"Ana" ${mark}`, `😀 ${mark}`, `مرحبا ${mark}`, `Zoë Ünal ${mark}`]
  await db.students(names)
  const course = await db.course()
  const detail = await new DetailPage(page).open('courses', course.id)
  const grid = detail.grid('Enrollments')
  await grid.focus('New enrollment', 'Student')
  await pasteInto(page, {
    text: [...names.slice(0, 3), `Zoe\u0308\u00a0Ünal ${mark}`, `"two\nlines ${mark}"`].join('\n'),
  })
  await expect(grid.voice()).toContainText('1 cell needs attention')
  for (const name of names) await expect(grid.row(name)).toBeVisible()
  await expect(await grid.cell(grid.rows().nth(4), 'Student')).toHaveText(`two lines ${mark}`)
  await grid.focus(grid.rows().nth(4), 'Student')
  await page.keyboard.press('Control+-')
  await detail.saveAndContinue()
  expect((await db.enrollments(course.id)).map(({ name }) => name)).toEqual(names)
})
