import type { Page } from '@playwright/test'
import { type Course, unique } from './database'
import { expect, test } from './fixtures'
import { DetailPage } from './pages'
import { holdNextSave, loseNextAnswer, onNextSave, saveIdOf, watchSaves } from './save-requests'

const notSaved = (page: Page, words: string | RegExp = 'Not saved') =>
  page.getByRole('alert').filter({ hasText: words })
const statuses = async (rows: Promise<{ status: string }[]>) => (await rows).map(({ status }) => status)
const names = ({ rows }: Course) => rows.map(({ student }) => student.name) as [string, string]

test.beforeEach(({ tolerate }) => tolerate(/Failed to load resource/))

test('while a save runs the page stays editable, and what is edited then is saved next', async ({ page, db }) => {
  const course = await db.course({ students: 2 })
  const [first, second] = names(course)
  const detail = await new DetailPage(page).open('courses', course.id)
  const grid = detail.grid('Enrollments')
  const held = await holdNextSave(page)
  await grid.type(first, 'Status', 'Completed')
  await detail.button('Save').click()
  await held.sent
  await expect(page.getByText('Saving…')).toBeVisible()
  await grid.type(second, 'Status', 'Dropped')
  await grid.type(first, 'Status', 'Dropped')
  await detail.field('Title').fill(`${course.title} later`)
  held.letGo()

  // Who went on typing stays on the page.
  await expect(detail.message()).toContainText('What you changed meanwhile is not saved yet')
  await expect(detail.unsaved(3)).toBeVisible()
  expect(await statuses(db.enrollments(course.id))).toEqual(['completed', 'active'])
  await expect(await grid.cell(first, 'Status')).toHaveText('Dropped')
  await expect(detail.field('Title')).toHaveValue(`${course.title} later`)
  await detail.saveAndContinue()
  expect(await statuses(db.enrollments(course.id))).toEqual(['dropped', 'dropped'])
  await expect(detail.heading(`${course.title} later`)).toBeVisible()
})

test('a server out of reach: the page says so and keeps everything, and trying again is the same save', async ({
  page,
  db,
}) => {
  const course = await db.course({ students: 2 })
  const [first] = names(course)
  const [ana] = await db.students([`Ana ${course.title}`])
  const detail = await new DetailPage(page).open('courses', course.id)
  const grid = detail.grid('Enrollments')
  const saves = watchSaves(page)
  await onNextSave(page, (route) => route.abort('connectionrefused'))
  await grid.type(first, 'Status', 'Completed')
  await grid.choose('New enrollment', 'Student', ana!.name)
  await detail.field('Title').fill(`${course.title} kept`)
  await detail.button('Save and continue editing').click()

  await expect(notSaved(page)).toContainText('could not be reached')
  await expect(detail.unsaved(3)).toBeVisible()
  await expect(await grid.cell(first, 'Status')).toHaveText('Completed')
  await expect(grid.row(ana!.name)).toBeVisible()
  await expect(detail.field('Title')).toHaveValue(`${course.title} kept`)
  expect(await db.historyCount('courses', course.id)).toBe(0)

  await notSaved(page).getByRole('button', { name: 'Try again' }).click()
  await detail.isSaved()
  await expect(notSaved(page)).toBeHidden()
  expect(saves.map(saveIdOf)).toEqual([saveIdOf(saves[0]!), saveIdOf(saves[0]!)])
  expect(await statuses(db.enrollments(course.id))).toEqual(['completed', 'active', 'active'])
})

test('a lost answer: what was stored is not stored again, and what was typed since is', async ({ page, db }) => {
  const course = await db.course({ students: 1 })
  const [first] = names(course)
  const [ana] = await db.students([`Ana ${course.title}`])
  const detail = await new DetailPage(page).open('courses', course.id)
  const grid = detail.grid('Enrollments')
  const saves = watchSaves(page)
  await loseNextAnswer(page)
  await grid.choose('New enrollment', 'Student', ana!.name)
  await detail.button('Save and continue editing').click()
  await expect(notSaved(page)).toBeVisible()
  expect(await db.enrollments(course.id)).toHaveLength(2)
  await grid.type(first, 'Status', 'Dropped')

  await notSaved(page).getByRole('button', { name: 'Try again' }).click()
  await detail.isSaved()
  const id = saveIdOf(saves[0]!)
  expect(saves.map(saveIdOf)).toEqual([id, id, expect.not.stringMatching(id)])
  expect(await db.enrollments(course.id)).toEqual([
    { id: course.rows[0]!.id, name: first, status: 'dropped' },
    { id: expect.any(Number), name: ana!.name, status: 'active' },
  ])
  await expect(grid.row(ana!.name)).toHaveCount(1)
  expect(await db.historyCount('courses', course.id)).toBe(2)
})

test('a lost answer to a new course: one course, however often it is tried again', async ({ page, db }) => {
  const title = `Lost answer ${unique()}`
  const [ana] = await db.students([`Ana ${title}`])
  const detail = await new DetailPage(page).open('courses', 'new')
  await detail.field('Title').fill(title)
  await detail.grid('Enrollments').choose('New enrollment', 'Student', ana!.name)
  await loseNextAnswer(page)
  await detail.button('Save').click()
  await expect(notSaved(page)).toBeVisible()
  await loseNextAnswer(page)
  await detail.button('Save').click()
  await expect(notSaved(page)).toBeVisible()
  await detail.save()
  const made = await db.sql<{ id: number }[]>`select id from courses where title = ${title}`
  expect(made).toHaveLength(1)
  expect(await db.enrollments(made[0]!.id)).toHaveLength(1)
})

test('a lost answer and a closed tab: the restored draft asks for the outcome first', async ({ page, db }) => {
  const course = await db.course({ students: 1 })
  const [ana] = await db.students([`Ana ${course.title}`])
  const detail = await new DetailPage(page).open('courses', course.id)
  await loseNextAnswer(page)
  await detail.grid('Enrollments').choose('New enrollment', 'Student', ana!.name)
  await detail.button('Save and continue editing').click()
  await expect(notSaved(page)).toBeVisible()

  const other = await page.context().newPage()
  await page.close()
  const again = await new DetailPage(other).open('courses', course.id)
  await other.getByRole('group', { name: 'Draft' }).getByRole('button', { name: 'Restore' }).click()
  await again.saveAndContinue()
  await expect(again.problems()).toBeHidden()
  expect(await db.enrollments(course.id)).toHaveLength(2)
  expect(await db.historyCount('courses', course.id)).toBe(1)
})

test('an expired session: signing in in another tab lets the same save through', async ({ browserOf, db }) => {
  const course = await db.course({ students: 1 })
  const [first] = names(course)
  const bea = await db.person([], { superuser: true })
  const page = await browserOf(bea)
  const detail = await new DetailPage(page).open('courses', course.id)
  const saves = watchSaves(page)
  await detail.grid('Enrollments').type(first, 'Status', 'Completed')
  await detail.field('Title').fill(`${course.title} kept`)
  await db.sql`delete from sessions where user_id = ${bea.id}`
  await detail.button('Save and continue editing').click()

  const told = notSaved(page, 'You are signed out')
  await expect(told).toBeVisible()
  await expect(detail.unsaved(2)).toBeVisible()
  expect(await statuses(db.enrollments(course.id))).toEqual(['active'])

  const [tab] = await Promise.all([
    page.context().waitForEvent('page'),
    told.getByRole('link', { name: 'Sign in again' }).click(),
  ])
  await tab.getByLabel('Username').fill(bea.username)
  await tab.getByLabel('Password').fill('throughline-demo')
  await tab.getByRole('button', { name: 'Sign in' }).click()
  await expect(tab.getByRole('heading', { level: 1 })).not.toHaveText(/sign in/i)
  await tab.close()

  await expect(detail.field('Title')).toHaveValue(`${course.title} kept`)
  await told.getByRole('button', { name: 'Save again' }).click()
  await detail.isSaved()
  expect(saves.map(saveIdOf)).toEqual([saveIdOf(saves[0]!), saveIdOf(saves[0]!)])
  expect(await statuses(db.enrollments(course.id))).toEqual(['completed'])
})

test('somebody else who signs in on an open page does not save what the first one typed', async ({ browserOf, db }) => {
  const course = await db.course({ students: 1 })
  const [first] = names(course)
  const bea = await db.person([], { superuser: true })
  const cyd = await db.person([], { superuser: true })
  const page = await browserOf(bea)
  const detail = await new DetailPage(page).open('courses', course.id)
  await detail.grid('Enrollments').type(first, 'Status', 'Completed')
  const own = await page.context().cookies()
  await page.context().addCookies(await (await browserOf(cyd)).context().cookies())
  await detail.button('Save and continue editing').click()
  const told = notSaved(page, 'Somebody else is signed in')
  await expect(told).toContainText(`signed in as ${cyd.username} now, and this page was opened by ${bea.username}`)
  expect(await db.historyCount('courses', course.id)).toBe(0)

  await page.context().addCookies(own)
  await told.getByRole('button', { name: 'Save again' }).click()
  await detail.isSaved()
  expect(await statuses(db.enrollments(course.id))).toEqual(['completed'])
})

test('an application that was replaced meanwhile: the edits come back after the reload', async ({ page, db }) => {
  const course = await db.course({ students: 1 })
  const [first] = names(course)
  const detail = await new DetailPage(page).open('courses', course.id)
  await detail.grid('Enrollments').type(first, 'Status', 'Completed')
  await onNextSave(page, async (route) => {
    const headers = await route.request().allHeaders()
    await route.continue({ headers: { ...headers, 'next-action': `40${'0'.repeat(40)}` } })
  })
  await detail.button('Save and continue editing').click()
  await expect(notSaved(page)).toContainText('The application was updated')
  expect(await db.historyCount('courses', course.id)).toBe(0)

  await notSaved(page).getByRole('button', { name: 'Reload' }).click()
  await page.getByRole('group', { name: 'Draft' }).getByRole('button', { name: 'Restore' }).click()
  await expect(await detail.grid('Enrollments').cell(first, 'Status')).toHaveText('Completed')
  await detail.saveAndContinue()
  expect(await statuses(db.enrollments(course.id))).toEqual(['completed'])
})
