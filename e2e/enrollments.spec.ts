import { pasteInto } from './clipboard'
import { unique } from './database'
import { expect, test } from './fixtures'
import { DetailPage } from './pages'

test('a new course and its rows are stored in one go', async ({ page, db }) => {
  const title = `Course ${unique()}`
  const [ana, ben] = await db.students([`Ana ${title}`, `Ben ${title}`])
  const detail = await new DetailPage(page).open('courses', 'new')
  const grid = detail.grid('Enrollments')
  await page.keyboard.press('Control+s')
  await expect(detail.field('Title')).toHaveAccessibleDescription('Required')
  // What was wrong goes as it is mended: a press below finds the page where it was.
  await detail.field('Title').fill(title)
  await expect(detail.field('Title')).toHaveAccessibleDescription('')
  await grid.choose('New enrollment', 'Student', ana!.name)
  await grid.focus('New enrollment', 'Student')
  await page.keyboard.type(ben!.email)
  await expect(page.getByRole('option', { name: ben!.name })).toBeVisible()
  await page.keyboard.press('Enter')
  await grid.type(ben!.name, 'Status', 'Dropped')
  await detail.saveAndContinue()
  await expect(page).toHaveURL(/\/courses\/\d+$/)
  const id = Number(page.url().split('/').at(-1))
  expect(await db.enrollments(id)).toEqual([
    { id: expect.any(Number), name: ana!.name, status: 'active' },
    { id: expect.any(Number), name: ben!.name, status: 'dropped' },
  ])
  await page.reload()
  await expect(grid.rows()).toHaveCount(3)
})

test('a course shows its rows in the order they were added, then one blank row with its default', async ({
  page,
  db,
}) => {
  const course = await db.course({ students: 3 })
  const detail = await new DetailPage(page).open('courses', course.id)
  const grid = detail.grid('Enrollments')
  await expect(grid.table.getByRole('rowheader')).toHaveText([
    ...course.rows.map(({ student }) => student.name),
    /Add a student/,
  ])
  await expect(grid.table.getByRole('columnheader').filter({ hasText: /\w/ })).toHaveText([
    'Student*',
    'E-mail',
    'Status',
    'Enrolled at',
    'Actions',
  ])
  await expect(await grid.cell('New enrollment', 'Status')).toHaveText('Active')
  await page.reload()
  await expect(grid.table.getByRole('rowheader').first()).toHaveText(course.rows[0]!.student.name)
})

test('the blank row that nobody touched is neither an error nor a row', async ({ page, db }) => {
  const course = await db.course({ students: 1 })
  const detail = await new DetailPage(page).open('courses', course.id)
  const grid = detail.grid('Enrollments')
  await grid.type(course.rows[0]!.student.name, 'Status', 'Completed')
  await detail.saveAndContinue()
  expect(await db.enrollments(course.id)).toMatchObject([{ status: 'completed' }])
  await expect(grid.row('New enrollment')).toHaveCount(1)
})

test('a row with a status but no student is an error at its student', async ({ page, db }) => {
  const course = await db.course({ students: 1 })
  const detail = await new DetailPage(page).open('courses', course.id)
  const grid = detail.grid('Enrollments')
  await grid.type('New enrollment', 'Status', 'Dropped')
  await detail.button('Save').click()
  await expect(detail.problems().getByRole('heading')).toHaveText('1 problem. Nothing was saved.')
  await detail
    .problems()
    .getByRole('link', { name: /Student: Required/ })
    .click()
  await expect(page.getByRole('rowheader').and(page.locator(':focus'))).toHaveAttribute('aria-invalid', 'true')
  expect(await db.enrollments(course.id)).toHaveLength(1)
})

test('three more rows by Add another are all saved', async ({ page, db }) => {
  const course = await db.course()
  const students = await db.students([`Uma ${course.title}`, `Vic ${course.title}`, `Wim ${course.title}`])
  const detail = await new DetailPage(page).open('courses', course.id)
  const grid = detail.grid('Enrollments')
  for (const { name } of students) {
    await page.getByRole('button', { name: 'Add another enrollment' }).click()
    await page.keyboard.type(name)
    await expect(page.getByRole('option', { name })).toBeVisible()
    await page.keyboard.press('Enter')
    await expect(grid.row(name)).toBeVisible()
  }
  await detail.saveAndContinue()
  expect((await db.enrollments(course.id)).map(({ name }) => name)).toEqual(students.map(({ name }) => name))
})

test('delete marks a row, restore takes the mark away, only Save deletes', async ({ page, db }) => {
  const course = await db.course({ students: 2 })
  const [first, second] = course.rows.map(({ student }) => student.name) as [string, string]
  const detail = await new DetailPage(page).open('courses', course.id)
  const grid = detail.grid('Enrollments')
  await grid.delete(first)
  await expect(grid.row(first)).toHaveAccessibleDescription(/will be deleted/)
  await grid.delete(second)
  await grid.restore(second)
  await expect(grid.row(second)).not.toHaveAccessibleDescription(/will be deleted/)
  expect(await db.enrollments(course.id)).toHaveLength(2)
  await detail.saveAndContinue()
  await expect(detail.message()).toContainText('1 row deleted')
  await expect(grid.row(first)).toHaveCount(0)
  expect(await db.enrollments(course.id)).toMatchObject([{ name: second }])
  expect(await db.sql`select id from students where id = ${course.rows[0]!.student.id}`).toHaveLength(1)
})

test('a row that will be deleted is not judged', async ({ page, db }) => {
  const course = await db.course({ students: 2 })
  const name = course.rows[0]!.student.name
  const detail = await new DetailPage(page).open('courses', course.id)
  const grid = detail.grid('Enrollments')
  await grid.type(name, 'Status', 'nonsense')
  await expect(grid.row(name)).toHaveAccessibleDescription(/has an error/)
  await grid.delete(name)
  await detail.saveAndContinue()
  expect(await db.enrollments(course.id)).toMatchObject([{ name: course.rows[1]!.student.name }])
})

test('a student twice in one course is an error on the rows, and nothing is saved', async ({ page, db }) => {
  const course = await db.course({ students: 2 })
  const [first, second] = course.rows.map(({ student }) => student.name) as [string, string]
  const detail = await new DetailPage(page).open('courses', course.id)
  const grid = detail.grid('Enrollments')
  await grid.type(second, 'Status', 'Completed')
  await grid.focus('New enrollment', 'Student')
  await page.keyboard.type(course.rows[0]!.student.email)
  await page.keyboard.press('Tab')
  await expect(grid.row(first)).toHaveCount(2)
  for (const row of await grid.row(first).all()) await expect(row).toHaveAccessibleDescription(/has an error/)
  await detail.button('Save').click()
  await expect(detail.problems()).toContainText('Student')
  await expect(detail.problems()).toContainText(first)
  expect(await db.enrollments(course.id)).toMatchObject([{ status: 'active' }, { status: 'active' }])

  await grid
    .row(first)
    .last()
    .getByRole('button', { name: `Delete ${first}` })
    .click()
  await detail.saveAndContinue()
  expect(await db.enrollments(course.id)).toMatchObject([{ name: first }, { name: second, status: 'completed' }])
})

test('deleting a row and adding the same student again is one row afterwards', async ({ page, db }) => {
  const course = await db.course({ students: 1 })
  const { name, email } = course.rows[0]!.student
  const detail = await new DetailPage(page).open('courses', course.id)
  const grid = detail.grid('Enrollments')
  await grid.delete(name)
  await grid.focus('New enrollment', 'Student')
  await page.keyboard.type(email)
  await page.keyboard.press('Tab')
  await expect(grid.row(name)).toHaveCount(2)
  await grid.type(grid.row(name).last(), 'Status', 'Dropped')
  await detail.saveAndContinue()
  expect(await db.enrollments(course.id)).toMatchObject([{ name, status: 'dropped' }])
})

test('two rows can swap their students in one save', async ({ page, db }) => {
  const course = await db.course({ students: [`Xenia ${unique()}`, `Yves ${unique()}`] })
  const xenia = course.rows[0]!.student
  const yves = course.rows[1]!.student
  const detail = await new DetailPage(page).open('courses', course.id)
  const grid = detail.grid('Enrollments')
  const rows = grid.rows()
  await grid.focus(rows.nth(0), 'Student')
  await page.keyboard.type(yves.email)
  await page.keyboard.press('Tab')
  await expect(rows.nth(0).getByRole('rowheader')).toHaveText(yves.name)
  await grid.focus(rows.nth(1), 'Student')
  await page.keyboard.type(xenia.email)
  await page.keyboard.press('Tab')
  await expect(rows.nth(1).getByRole('rowheader')).toHaveText(xenia.name)
  await detail.saveAndContinue()
  expect(await db.enrollments(course.id)).toMatchObject([
    { id: course.rows[0]!.id, name: yves.name },
    { id: course.rows[1]!.id, name: xenia.name },
  ])
})

test('a value changed and changed back is no change', async ({ page, db }) => {
  const course = await db.course({ students: 1 })
  const { name } = course.rows[0]!.student
  const detail = await new DetailPage(page).open('courses', course.id)
  const grid = detail.grid('Enrollments')
  await grid.type(name, 'Status', 'Dropped')
  await expect(detail.unsaved(1)).toBeVisible()
  await grid.type(name, 'Status', 'Active')
  await expect(detail.unsaved(0)).toBeVisible()
  await detail.button('Save and continue editing').click()
  await expect(detail.message()).toContainText('nothing had changed')
  expect(await db.historyCount('courses', course.id)).toBe(0)
})

test('Escape brings back what a cell held, and read-only cells take nothing', async ({ page, db }) => {
  const course = await db.course({ students: 1 })
  const { name, email } = course.rows[0]!.student
  const detail = await new DetailPage(page).open('courses', course.id)
  const grid = detail.grid('Enrollments')
  await grid.focus(name, 'Status')
  await page.keyboard.type('Dropped')
  await expect(grid.editor('Status', name)).toHaveValue('Dropped')
  await page.keyboard.press('Escape')
  await page.keyboard.press('Escape')
  await expect(await grid.cell(name, 'Status')).toHaveText('Active')
  await expect(await grid.cell(name, 'Status')).toBeFocused()
  await expect(await grid.cell(name, 'Status')).toHaveCSS('outline-style', 'solid')

  for (const column of ['E-mail', 'Enrolled at']) {
    const cell = await grid.focus(name, column)
    await expect(cell).toHaveAttribute('aria-readonly', 'true')
    const before = await cell.textContent()
    const isTaken = page.evaluate(
      () => new Promise((done) => addEventListener('keydown', (event) => done(event.defaultPrevented), { once: true })),
    )
    await page.keyboard.press('Space')
    expect(await isTaken).toBe(true)
    await page.keyboard.type('changed')
    await expect(grid.voice()).toContainText('This cell is read-only')
    await page.keyboard.press('Enter')
    await expect(await grid.cell(name, column)).toHaveText(before ?? '')
  }
  await expect(await grid.cell(name, 'E-mail')).toHaveText(email)
  await expect(detail.unsaved(0)).toBeVisible()
})

test('all errors of a page come at once and everything typed stays', async ({ page, db }) => {
  const course = await db.course({ students: 2 })
  const [first, second] = course.rows.map(({ student }) => student.name) as [string, string]
  const detail = await new DetailPage(page).open('courses', course.id)
  const grid = detail.grid('Enrollments')
  await detail.field('Title').fill('')
  await grid.type(first, 'Status', 'nonsense')
  const unknown = `nobody-${unique()}`
  await grid.type(second, 'Student', unknown)
  await detail.button('Save').click()
  await expect(detail.problems().getByRole('heading')).toHaveText('3 problems. Nothing was saved.')
  await expect(detail.problems().getByRole('link')).toHaveCount(3)
  await expect(await grid.cell(first, 'Status')).toHaveText('nonsense')
  await expect(detail.field('Title')).toHaveAccessibleDescription('Required')

  await detail
    .problems()
    .getByRole('link', { name: /Status/ })
    .click()
  await expect(await grid.cell(first, 'Status')).toBeFocused()
  expect(await db.enrollments(course.id)).toMatchObject([{ status: 'active' }, { status: 'active' }])
  expect(await db.historyCount('courses', course.id)).toBe(0)

  // Each goes with its mending, wherever that happens, and the summary with the last.
  await page.keyboard.type('Dropped')
  await page.keyboard.press('Enter')
  await expect(detail.problems().getByRole('heading')).toHaveText('2 problems. Nothing was saved.')
  await expect(detail.problems().getByRole('link', { name: /Status/ })).toHaveCount(0)
  await detail.field('Title').fill(course.title)
  await expect(detail.problems().getByRole('heading')).toHaveText('1 problem. Nothing was saved.')
  await page.getByRole('button', { name: `Delete ${unknown}` }).click()
  await expect(detail.problems()).toBeHidden()
})

test('Control+S is for the window in front of the page: it creates, and leaves a question open', async ({
  page,
  db,
}) => {
  const course = await db.course({ students: 1 })
  const [{ student }] = course.rows as [(typeof course.rows)[0]]
  const detail = await new DetailPage(page).open('courses', course.id)
  const grid = detail.grid('Enrollments')
  await grid.type(student.name, 'Status', 'Dropped')
  const name = `Newly ${unique()}`
  await grid.focus('New enrollment', 'Student')
  await page.keyboard.type(name)
  await page.getByRole('option', { name: `Create “${name}”…` }).click()
  const window = page.getByRole('dialog', { name: 'New student' })
  await window.getByLabel('E-mail').fill('halfway')
  await page.keyboard.press('Control+s')
  await expect(window.getByLabel('E-mail')).toHaveAccessibleDescription('Not a valid e-mail address')
  await window.getByLabel('E-mail').fill(`${unique()}@example.org`)
  await page.keyboard.press('Control+s')
  await expect(window).toBeHidden()
  await expect(grid.row(name)).toBeVisible()
  await expect(detail.unsaved(2)).toBeVisible()

  await grid.focus(student.name, 'Status')
  await pasteInto(page, { text: 'Active\tmore\tthan\tfits' })
  const question = page.getByRole('alertdialog')
  await expect(question).toContainText('will be left out')
  await page.keyboard.press('Control+s')
  await question.getByRole('button', { name: 'Paste' }).click()
  await expect(await grid.cell(student.name, 'Status')).toHaveText('Active')
  await detail.save()
  expect(await db.enrollments(course.id)).toMatchObject([{ status: 'active' }, { name }])
})

test('a student page shows the same enrollments from its side', async ({ page, db }) => {
  const course = await db.course({ students: 1 })
  const other = await db.course()
  const { student } = course.rows[0]!
  const detail = await new DetailPage(page).open('students', student.id)
  const grid = detail.grid('Enrollments')
  await expect(grid.row(course.title)).toBeVisible()
  await grid.type(course.title, 'Status', 'Completed')
  await grid.choose('New enrollment', 'Course', other.title)
  await detail.saveAndContinue()
  expect(await db.enrollments(course.id)).toMatchObject([{ id: course.rows[0]!.id, status: 'completed' }])
  expect(await db.enrollments(other.id)).toMatchObject([{ name: student.name, status: 'active' }])
})

test('a course with two thousand students opens, and its last row can be reached, changed and saved', async ({
  page,
  db,
}) => {
  const course = await db.course({ students: 2_100 })
  const last = course.rows.at(-1)!.student.name
  const detail = await new DetailPage(page).open('courses', course.id)
  const grid = detail.grid('Enrollments')
  await expect(grid.table).toHaveAttribute('aria-rowcount', '2102')
  await grid.focus(course.rows[0]!.student.name, 'Status')
  await page.keyboard.press('Control+End')
  await page.keyboard.press('ArrowUp')
  await expect(grid.row(last)).toBeVisible()
  await grid.type(last, 'Status', 'Completed')
  await detail.saveAndContinue()
  await expect(detail.message()).toContainText('1 row changed')
  const rows = await db.sql<{ id: number }[]>`
    select id from enrollments where course_id = ${course.id} and status <> 'active'`
  expect(rows).toEqual([{ id: course.rows.at(-1)!.id }])
  expect(await db.historyCount('courses', course.id)).toBe(1)
})
