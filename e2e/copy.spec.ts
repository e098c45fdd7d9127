import { expect, test } from './fixtures'
import { DetailPage } from './pages'

test('a record is saved as a copy with its rows, those to be deleted left out, and stays as it is itself', async ({
  page,
  db,
}) => {
  const course = await db.course({ students: 3 })
  const [other] = await db.students(1)
  const [first, second, third] = course.rows.map(({ student }) => student.name) as [string, string, string]
  const detail = await new DetailPage(page).open('courses', course.id)
  const grid = detail.grid('Enrollments')
  const copy = page.getByRole('button', { name: 'Save as copy' })
  await grid.type(first, 'Status', 'Dropped')
  await grid.delete(second)
  await grid.choose('New enrollment', 'Student', other!.name)
  await detail.field('Title').fill('')

  await test.step('what is wrong is said on the page of the copy, where it is mended', async () => {
    await copy.click()
    await expect(page).toHaveURL('/courses/new')
    await expect(detail.problems().getByRole('link')).toHaveText(['Title: Required'])
    await expect(grid.rows().getByRole('rowheader')).toHaveText([first, third, other!.name, /Add a student/])
    await expect(copy).toHaveCount(0)
    await detail.field('Title').fill(`${course.title}, the copy`)
    await detail.saveAndContinue()
  })

  const { id } = (
    await db.sql<{ id: number }[]>`select id from courses where title = ${`${course.title}, the copy`}`
  )[0]!
  await expect(page).toHaveURL(`/courses/${id}`)
  expect((await db.enrollments(id)).map(({ name, status }) => [name, status])).toEqual([
    [first, 'dropped'],
    [third, 'active'],
    [other!.name, 'active'],
  ])
  expect((await db.enrollments(course.id)).map(({ name, status }) => [name, status])).toEqual(
    [first, second, third].map((name) => [name, 'active']),
  )

  await test.step('where nothing is wrong it is one press, and the page of the copy stands at its top', async () => {
    const long = await db.course({ students: 40 })
    await detail.open('courses', long.id)
    await detail.field('Title').fill(`${long.title}, another copy`)
    await copy.click()
    await expect(detail.heading(`${long.title}, another copy`)).toBeVisible()
    await expect(detail.message()).toContainText('40 rows added')
    await expect(page).toHaveURL(/\/courses\/\d+$/)
    await expect(detail.unsaved(0)).toBeVisible()
    expect(await page.evaluate(() => document.documentElement.scrollHeight - innerHeight)).toBeGreaterThan(0)
    expect(await page.evaluate(() => scrollY)).toBe(0)
  })
  await detail.open('courses', id)
  await expect(detail.heading(`${course.title}, the copy`)).toBeVisible()
  await expect(page.getByRole('button', { name: 'Restore' })).toHaveCount(0)
})

test('a record with more rows than its page holds is not copied, and the button says why', async ({ page, db }) => {
  const course = await db.course({ students: 10_001 })
  await new DetailPage(page).open('courses', course.id)
  const copy = page.getByRole('button', { name: 'Save as copy' })
  const why = 'A copy takes up to 10,000 enrollments; this record has more'
  await expect(copy).toBeDisabled()
  await expect(copy).toHaveAccessibleDescription(why)
  await copy.focus()
  await page.keyboard.press('Enter')
  await expect(page.getByRole('status').filter({ hasText: why })).toBeVisible()
  await expect(page).toHaveURL(`/courses/${course.id}`)
})
