import { type ModuleType, unique } from './database'
import { expect, test } from './fixtures'
import { DetailPage } from './pages'

test('the enrollments of a student are edited from the student, and are those of the courses', async ({ page, db }) => {
  const [student] = await db.students([`Both ${unique()}`])
  const mark = unique()
  const [algebra, botany] = [
    await db.course({ title: `Algebra ${mark}` }),
    await db.course({ title: `Botany ${mark}` }),
  ]
  const detail = await new DetailPage(page).open('students', student!.id)
  const grid = detail.grid('Enrollments')
  await expect(grid.table.getByRole('columnheader').filter({ hasText: /\w/ })).toHaveText([
    'Course*',
    'Status',
    'Enrolled at',
    'Actions',
  ])
  await grid.choose('New enrollment', 'Course', algebra.title)
  await grid.type(algebra.title, 'Status', 'Completed')
  await grid.choose('New enrollment', 'Course', botany.title)
  await detail.saveAndContinue()
  expect(await db.enrollments(algebra.id)).toMatchObject([{ name: student!.name, status: 'completed' }])

  // The same rows, from the other side.
  await detail.open('courses', botany.id)
  await grid.type(student!.name, 'Status', 'Dropped')
  await detail.saveAndContinue()
  await detail.open('students', student!.id)
  await expect(grid.row(botany.title)).toContainText('Dropped')
  await grid.delete(algebra.title)
  await detail.saveAndContinue()
  expect(await db.enrollments(algebra.id)).toEqual([])
})

test('two grids on a page keep their keys, steps, counts and problems apart, and are saved together', async ({
  page,
  db,
}) => {
  const mark = unique()
  const contact = await db.contact([`Physics ${mark}`])
  const config = await db.configuration({ contactId: contact.id, modules: 2 })
  const [spare] = await db.modules(1)
  const [music] = await db.categories([`Music ${mark}`])
  const detail = await new DetailPage(page).open('database-configs', config.id)
  const modules = detail.grid('Modules')
  const departments = detail.grid('Contact departments')
  const [first, second] = config.modules as [ModuleType, ModuleType]
  const stateOf = (grid: typeof modules) => page.getByRole('region', { name: grid.name }).getByRole('button')

  await modules.choose('New module', 'Module', spare!.title)
  await departments.choose('New contact department', 'Category', music!.name)
  await departments.delete(`Physics ${mark}`)
  await expect(stateOf(modules).filter({ hasText: '1 new' })).toBeVisible()
  await expect(stateOf(modules).filter({ hasText: 'to delete' })).toHaveCount(0)
  await expect(stateOf(departments).filter({ hasText: '1 to delete' })).toBeVisible()
  await expect(detail.unsaved(3)).toBeVisible()

  // Undo takes back what was done in the grid that has the keyboard.
  await modules.focus(first.title, 'Module')
  await page.keyboard.press('Control+z')
  await expect(modules.row(spare!.title)).toHaveCount(0)
  await expect(departments.row(music!.name)).toBeVisible()
  await page.keyboard.press('Control+y')
  await expect(modules.row(spare!.title)).toBeVisible()
  await departments.focus(`Physics ${mark}`, 'Category')
  await page.keyboard.press('Control+z')
  await expect(departments.row(`Physics ${mark}`)).not.toHaveAccessibleDescription(/will be deleted/)
  await expect(modules.row(spare!.title)).toBeVisible()

  // All cells of the one grid are selected, none of the other.
  await page.keyboard.press('Control+a')
  await expect(modules.table.locator('[aria-selected=true]')).toHaveCount(0)
  await page.keyboard.press('Escape')

  // The problem of one grid is named as its own, and no step of the other.
  await modules.type(second.title, 'Module', 'no such module')
  await expect(stateOf(modules).filter({ hasText: '1 problem' })).toBeVisible()
  await expect(stateOf(departments).filter({ hasText: 'problem' })).toHaveCount(0)
  await page.keyboard.press('Control+s')
  await expect(detail.problems().getByRole('link')).toHaveCount(1)
  await detail.problems().getByRole('link').click()
  await expect(modules.table.locator(':focus')).toHaveText('no such module')
  await page.keyboard.press('Control+z')

  await page.keyboard.press('Control+s')
  await expect(detail.message()).toContainText('Saved')
  expect((await db.codes(config.id)).sort()).toEqual([...config.modules, spare!].map(({ code }) => code).sort())
  expect((await db.departments(contact.id)).sort()).toEqual([`Music ${mark}`, `Physics ${mark}`])
})
