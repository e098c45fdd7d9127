import type { Page } from '@playwright/test'
import { unique } from './database'
import { expect, test } from './fixtures'
import { DetailPage } from './pages'

const offer = (page: Page) => page.getByRole('group', { name: 'Draft' })
const restore = (page: Page) => offer(page).getByRole('button', { name: 'Restore' }).click()
/** The drafts are in the browser's storage, because nothing else can still be written while a page closes. */
const kept = (page: Page) =>
  page.evaluate(() => Object.keys(localStorage).filter((key) => key.startsWith('throughline:draft:')).length)

test('edits survive a page that dies: fields, changed, added and deleted rows', async ({ page, db }) => {
  const course = await db.course({ students: 3 })
  const [first, second, third] = course.rows.map(({ student }) => student.name) as [string, string, string]
  const [ana] = await db.students([`Ana ${course.title}`])
  const detail = await new DetailPage(page).open('courses', course.id)
  const grid = detail.grid('Enrollments')
  await detail.field('Title').fill(`${course.title} restored`)
  await grid.type(first, 'Status', 'Completed')
  await grid.delete(second)
  await grid.choose('New enrollment', 'Student', ana!.name)
  await expect(detail.unsaved(4)).toBeVisible()
  await expect.poll(() => page.evaluate(() => JSON.stringify(localStorage))).toContain(ana!.name)
  const next = await page.context().newPage()
  const crashed = page.waitForEvent('crash')
  await page.goto('chrome://crash').catch(() => {})
  await crashed

  const again = await new DetailPage(next).open('courses', course.id)
  await expect(offer(next)).toContainText(/Restore 4 unsaved changes from \d\d:\d\d\?/)
  // Nothing is applied by itself.
  await expect(again.field('Title')).toHaveValue(course.title)
  await expect(again.unsaved(0)).toBeVisible()
  await restore(next)
  await expect(again.unsaved(4)).toBeVisible()
  await expect(again.field('Title')).toHaveValue(`${course.title} restored`)
  await expect(again.grid('Enrollments').row(second)).toHaveAccessibleDescription(/will be deleted/)
  await again.saveAndContinue()
  expect(await db.enrollments(course.id)).toEqual([
    { id: course.rows[0]!.id, name: first, status: 'completed' },
    { id: course.rows[2]!.id, name: third, status: 'active' },
    { id: expect.any(Number), name: ana!.name, status: 'active' },
  ])
  await expect.poll(() => kept(next)).toBe(0)
  await again.open('courses', course.id)
  await expect(offer(next)).toBeHidden()
})

test('edits survive a closed tab at once: a new record, its long text and its chosen records', async ({ page, db }) => {
  const mark = unique()
  const [tag] = await db.sql<{ id: number }[]>`insert into tags (name) values (${`Tag ${mark}`}) returning id`
  const detail = await new DetailPage(page).open('articles', 'new')
  await detail.field('Title').fill(`Article ${mark}`)
  await detail.choose('Tags', `Tag ${mark}`)
  await expect(detail.chips('Tags')).toHaveText([new RegExp(`Tag ${mark}`)])
  await detail.field('Body').fill('The last words')
  page.on('dialog', (dialog) => dialog.accept())
  const next = await page.context().newPage()
  const closed = page.waitForEvent('close')
  await page.close({ runBeforeUnload: true })
  await closed

  const again = await new DetailPage(next).open('articles', 'new')
  await restore(next)
  await expect(again.field('Title')).toHaveValue(`Article ${mark}`)
  await expect(again.field('Body')).toHaveValue('The last words')
  await expect(again.chips('Tags')).toHaveText([new RegExp(`Tag ${mark}`)])
  await again.save()
  expect(
    await db.sql`select body, tag_id from articles join article_tags on article_id = articles.id
      where title = ${`Article ${mark}`}`,
  ).toEqual([{ body: 'The last words', tag_id: tag!.id }])
  await again.open('articles', 'new')
  await expect(offer(next)).toBeHidden()
})

test('a draft that is thrown away is not offered again', async ({ page, db }) => {
  const course = await db.course({ students: 1 })
  const detail = await new DetailPage(page).open('courses', course.id)
  page.on('dialog', (dialog) => dialog.accept())
  await detail.field('Title').fill(`${course.title} unsaved`)
  await detail.open('courses', course.id)
  await offer(page).getByRole('button', { name: 'Discard' }).click()
  await expect(offer(page)).toBeHidden()
  expect(await kept(page)).toBe(0)
  await detail.open('courses', course.id)
  await expect(detail.field('Title')).toHaveValue(course.title)
  await expect(offer(page)).toBeHidden()
})

test('a draft is shown to nobody else in the same browser', async ({ browserOf, db, baseURL }) => {
  const course = await db.course({ students: 1 })
  const [bea, cal] = [await db.person([], { superuser: true }), await db.person([], { superuser: true })]
  const page = await browserOf(bea)
  const detail = await new DetailPage(page).open('courses', course.id)
  page.on('dialog', (dialog) => dialog.accept())
  await detail.field('Title').fill(`${course.title} of Bea`)
  await expect.poll(() => kept(page)).toBe(1)
  const become = (cookie: string) =>
    page.context().addCookies([{ name: 'throughline.session_token', value: cookie, url: baseURL! }])

  await become(cal.cookie)
  await detail.open('courses', course.id)
  await expect(detail.unsaved(0)).toBeVisible()
  await expect(offer(page)).toBeHidden()
  await expect(page.getByText(`${course.title} of Bea`)).toBeHidden()
  await become(bea.cookie)
  await detail.open('courses', course.id)
  await expect(offer(page)).toBeVisible()
})

test('a restored edit meets what somebody else stored meanwhile as a conflict', async ({ page, db }) => {
  const course = await db.course({ students: 1 })
  const student = course.rows[0]!.student.name
  const detail = await new DetailPage(page).open('courses', course.id)
  page.on('dialog', (dialog) => dialog.accept())
  await detail.grid('Enrollments').focus(student, 'Status')
  // The editor is still open when the page goes.
  await page.keyboard.type('Completed')
  await expect(detail.grid('Enrollments').editor('Status', student)).toHaveValue('Completed')
  await db.sql`update enrollments set status = 'dropped' where id = ${course.rows[0]!.id}`
  await detail.open('courses', course.id)
  await restore(page)
  await detail.button('Save and continue editing').click()
  await expect(detail.conflicts()).toContainText(/Yours\s*completed\s*Theirs\s*dropped/i)
  await detail.conflicts().getByRole('button', { name: 'Keep mine' }).click()
  await detail.saveAndContinue()
  expect(await db.enrollments(course.id)).toMatchObject([{ status: 'completed' }])
})
