import { unique } from './database'
import { expect, test } from './fixtures'
import { DetailPage } from './pages'

test('the order, filters and words of a grid stand in the address, and a reload or a shared link has them', async ({
  page,
  db,
}) => {
  const mark = unique()
  const course = await db.course({ students: Array.from({ length: 9 }, (_, at) => `Ana ${at} ${mark}`) })
  const names = course.rows.map(({ student }) => student.name)
  await db.sql`update enrollments set status = 'dropped' where id in ${db.sql(course.rows.slice(2, 6).map(({ id }) => id))}`
  const detail = await new DetailPage(page).open('courses', course.id)
  const grid = detail.grid('Enrollments')
  const shown = [5, 4, 3, 2].map((at) => names[at]!)
  const titles = () => grid.rows().getByRole('rowheader').allTextContents()
  const steps = await page.evaluate(() => history.length)

  await grid.sort('Student')
  await grid.sort('Student')
  await expect(page).toHaveURL(/\?enrollments\.sort=-studentId$/)
  await page.getByRole('button', { name: 'Status', exact: true }).first().click()
  await page.getByRole('menuitemcheckbox', { name: 'Dropped' }).click()
  await page.keyboard.press('Escape')
  await page.getByRole('searchbox', { name: 'Find in enrollments' }).fill('ana')
  const query = '?enrollments.sort=-studentId&enrollments.q=ana&enrollments.status=dropped'
  await expect.poll(() => new URL(page.url()).search).toBe(query)

  // Neither the page nor its address begins anew with a save.
  await grid.type(names[4]!, 'Status', 'Completed')
  await detail.saveAndContinue()
  expect((await titles()).slice(0, 4)).toEqual(shown)
  expect(new URL(page.url()).search).toBe(query)
  expect(await page.evaluate(() => history.length)).toBe(steps)

  const html = await (await page.request.get(page.url())).text()
  const places = [5, 3, 2].map((at) => html.indexOf(`>${names[at]}<`))
  expect(places.every((place) => place > 0)).toBe(true)
  expect(places).toEqual(places.toSorted((a, b) => a - b))
  expect(html).not.toContain(`>${names[0]}<`)
  await page.reload()
  await expect(grid.rows()).toHaveCount(4)
  expect((await titles()).slice(0, 3)).toEqual([5, 3, 2].map((at) => names[at]))
  await expect(page.getByText('3 of 9 shown')).toBeVisible()
  await page.getByRole('button', { name: 'Show all' }).click()
  await expect.poll(() => new URL(page.url()).search).toBe('?enrollments.sort=-studentId')
  await expect(grid.rows()).toHaveCount(10)
})

test('rows that are sorted while a save already leads to the list do not keep the page from being left', async ({
  page,
  db,
}) => {
  const course = await db.course({ students: 3 })
  const detail = await new DetailPage(page).open('courses', course.id)
  let goOn = () => {}
  const goingOn = new Promise<void>((done) => {
    goOn = done
  })
  let isAsked = false
  await page.route(/\/courses(\?|$)/, async (route) => {
    isAsked ||= route.request().headers()['next-router-prefetch'] === undefined
    await goingOn
    await route.continue()
  })
  await detail.grid('Enrollments').focus(course.rows[0]!.student.name, 'Status')
  await page.keyboard.press('Control+s')
  await expect.poll(() => isAsked).toBe(true)
  await detail.grid('Enrollments').sort('Student')
  await expect(page).toHaveURL(/enrollments\.sort=studentId$/)
  // The page tells its router of the address once that has rested for half a second.
  await page.evaluate(() => new Promise((done) => setTimeout(done, 600)))
  goOn()
  await expect(page).toHaveURL(/\/courses$/)
  await expect(page.getByRole('table')).toBeVisible()
})

test('words that are typed right before a reload or a link is followed are not lost', async ({ page, db }) => {
  const mark = unique()
  const others = Array.from({ length: 7 }, (_, at) => `Cara ${at} ${mark}`)
  const course = await db.course({ students: [`Ana ${mark}`, `Ben ${mark}`, ...others] })
  const detail = await new DetailPage(page).open('courses', course.id)
  const search = page.getByRole('searchbox', { name: 'Find in enrollments' })
  const isFound = async (name: string) => {
    await expect(search).toHaveValue(name)
    await expect(page.getByText('1 of 9 shown')).toBeVisible()
    await expect(detail.grid('Enrollments').row(`${name} ${mark}`)).toBeVisible()
  }
  await detail.grid('Enrollments').sort('Student')
  await search.pressSequentially('Ana')
  // A hand reloads with Control+R, of which the page hears the first key.
  await page.keyboard.press('Control')
  await page.reload()
  await isFound('Ana')
  await search.fill('')
  await search.pressSequentially('Ben')
  await page.getByRole('link', { name: 'History' }).click()
  await expect(page).toHaveURL(/history$/)
  await page.goBack()
  await isFound('Ben')
})

test('a page whose link leads nowhere goes on: its address, its saves and the link itself', async ({ page, db }) => {
  const course = await db.course({ students: 9 })
  const { name } = course.rows[0]!.student
  let asked = 0
  // A browser stays where it is when there is nothing to show.
  await page.route(/\/students(\?|$)/, async (route) => {
    if (route.request().isNavigationRequest()) asked += 1
    await route.fulfill({ status: 204 })
  })
  const detail = await new DetailPage(page).open('courses', course.id)
  const grid = detail.grid('Enrollments')
  const students = page.getByRole('navigation', { name: 'Main' }).getByRole('link', { name: 'Students' })
  await students.click()
  await expect.poll(() => asked).toBe(1)
  await grid.sort('Student')
  await expect(page).toHaveURL(/enrollments\.sort=studentId$/)
  await grid.type(name, 'Status', 'Completed')
  await detail.saveAndContinue()
  await expect(page).toHaveURL(/enrollments\.sort=studentId$/)
  await students.click()
  await expect.poll(() => asked).toBe(2)
})
