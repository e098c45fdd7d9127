import type { Page } from '@playwright/test'
import { expect, test } from './fixtures'
import { whileFramesAreLate } from './late-frames'
import { DetailPage, visit } from './pages'

const question = (page: Page) => page.getByRole('alertdialog', { name: 'Leave without saving?' })
const offer = (page: Page) => page.getByRole('group', { name: 'Draft' })
const back = (page: Page) => page.evaluate(() => history.back())

/** Comes from the list to a course, as a person does, so that Back leads to the list. */
async function comeFromList(page: Page, title: string): Promise<DetailPage> {
  await visit(page, `/courses?q=${encodeURIComponent(title)}`)
  await page.getByRole('table', { name: 'Courses' }).getByRole('link', { name: title }).click()
  const detail = new DetailPage(page)
  await expect(detail.heading(title)).toBeVisible()
  return detail
}

/** Without a gesture between the two; whatever else this runner does on a page counts as one. */
async function backTwice(page: Page): Promise<void> {
  const browser = await page.context().newCDPSession(page)
  const { currentIndex, entries } = await browser.send('Page.getNavigationHistory')
  const before = { entryId: entries[currentIndex - 1]!.id }
  await browser.send('Page.navigateToHistoryEntry', before)
  const isAsked = `new Promise((done) => {
    const look = () => (document.querySelector('[role=alertdialog]') ? done() : requestAnimationFrame(look))
    look()
  })`
  await browser.send('Runtime.evaluate', { expression: isAsked, awaitPromise: true, userGesture: false })
  await browser.send('Page.navigateToHistoryEntry', before)
}

const ways: [string, (page: Page) => Promise<unknown>, RegExp][] = [
  ['a link of the page', (page) => page.getByRole('link', { name: 'History', exact: true }).click(), /\/history$/],
  [
    'an entry of the navigation',
    (page) => page.getByRole('navigation', { name: 'Main' }).getByRole('link', { name: 'Students' }).click(),
    /\/students/,
  ],
  ['Back', back, /\/courses\?q=/],
]

for (const [name, leave, to] of ways)
  test(`${name}: asks with unsaved edits, stays or leaves as told`, async ({ page, db }) => {
    const course = await db.course({ students: 1 })
    const student = course.rows[0]!.student.name
    const detail = await comeFromList(page, course.title)
    const here = page.url()
    await detail.grid('Enrollments').type(student, 'Status', 'Completed')
    await leave(page)
    await expect(question(page)).toContainText('1 unsaved change stays in this browser')
    await question(page).getByRole('button', { name: 'Stay' }).click()
    await expect(question(page)).toBeHidden()
    expect(page.url()).toBe(here)
    await expect(detail.unsaved(1)).toBeVisible()
    await expect(await detail.grid('Enrollments').cell(student, 'Status')).toHaveText('Completed')

    await leave(page)
    await question(page).getByRole('button', { name: 'Leave' }).click()
    await expect(page).toHaveURL(to)
    expect(await db.historyCount('courses', course.id)).toBe(0)

    // What was left behind is offered on return.
    await detail.open('courses', course.id)
    await expect(offer(page)).toContainText(/Restore 1 unsaved change from \d\d:\d\d\?/)
  })

test('who stays finds the focus in the cell whose editor was open', async ({ page, db }) => {
  const course = await db.course({ students: 1 })
  const detail = await comeFromList(page, course.title)
  const cell = await detail.grid('Enrollments').focus(course.rows[0]!.student.name, 'Status')
  await page.keyboard.type('dropped')
  await whileFramesAreLate(page, async () => {
    await back(page)
    await expect(question(page)).toBeVisible()
    await page.keyboard.press('Escape')
    await expect(question(page)).toBeHidden()
  })
  await expect(cell).toBeFocused()
  await expect(cell).toHaveText('Dropped')
})

test('a page that the browser kept whole comes back with the focus in the cell whose editor was open', async ({
  page,
  db,
}) => {
  const course = await db.course({ students: 1 })
  const grid = (await new DetailPage(page).open('courses', course.id)).grid('Enrollments')
  const cell = await grid.focus(course.rows[0]!.student.name, 'Status')
  await page.keyboard.type('dropped')
  // Kept pages are switched off in this browser.
  const hasFocusGone = await page.evaluate(async () => {
    dispatchEvent(new PageTransitionEvent('pagehide', { persisted: true }))
    const hasGone = document.activeElement === document.body
    await Promise.resolve()
    dispatchEvent(new PageTransitionEvent('pageshow', { persisted: true }))
    return hasGone
  })
  expect(hasFocusGone).toBe(true)
  await expect(cell).toHaveText('Dropped')
  await expect(cell).toBeFocused()
  await page.keyboard.press('F2')
  await expect(grid.editor('Status', course.rows[0]!.student.name)).toHaveValue('Dropped')
})

for (const [name, leave, to] of ways)
  test(`${name}: asks nobody whose page is clean, edited back or saved`, async ({ page, db }) => {
    const course = await db.course({ students: 1 })
    const student = course.rows[0]!.student.name
    const detail = await comeFromList(page, course.title)
    await detail.grid('Enrollments').type(student, 'Status', 'Completed')
    await detail.saveAndContinue()
    await detail.grid('Enrollments').type(student, 'Status', 'Dropped')
    await expect(detail.unsaved(1)).toBeVisible()
    await detail.grid('Enrollments').type(student, 'Status', 'Completed')
    await expect(detail.unsaved(0)).toBeVisible()
    await leave(page)
    await expect(page).toHaveURL(to)
  })

test('reloading and closing the tab ask with unsaved edits only', async ({ page, db }) => {
  const course = await db.course({ students: 1 })
  const detail = await new DetailPage(page).open('courses', course.id)
  const asked: string[] = []
  let stay = true
  page.on('dialog', (dialog) => {
    asked.push(dialog.type())
    return stay ? dialog.dismiss() : dialog.accept()
  })
  await page.reload()
  expect(asked).toEqual([])
  await expect(detail.heading()).toBeVisible()
  await detail.open('courses', course.id)

  await detail.field('Title').fill(`${course.title} unsaved`)
  await page.evaluate(() => location.reload())
  await expect.poll(() => asked).toEqual(['beforeunload'])
  await expect(detail.field('Title')).toHaveValue(`${course.title} unsaved`)
  await page.close({ runBeforeUnload: true })
  await expect.poll(() => asked).toHaveLength(2)
  expect(page.isClosed()).toBe(false)

  stay = false
  const closed = page.waitForEvent('close')
  await page.close({ runBeforeUnload: true })
  await closed
})

test('Back pressed twice leaves, and the edits are offered on return', async ({ page, db }) => {
  const course = await db.course({ students: 1 })
  const detail = await comeFromList(page, course.title)
  await detail.field('Title').fill(`${course.title} typed`)
  await backTwice(page)
  await expect(page).toHaveURL(/\/courses\?q=/)
  await detail.open('courses', course.id)
  await expect(detail.field('Title')).toHaveValue(course.title)
  await offer(page).getByRole('button', { name: 'Restore' }).click()
  await expect(detail.field('Title')).toHaveValue(`${course.title} typed`)
})

test('signing out asks with unsaved edits, and keeps no draft', async ({ browserOf, db }) => {
  const course = await db.course({ students: 1 })
  const bea = await db.person([], { superuser: true })
  const page = await browserOf(bea)
  const detail = await new DetailPage(page).open('courses', course.id)
  await detail.field('Title').fill(`${course.title} private`)
  const signOut = async () => {
    await page.getByRole('button', { name: /account and appearance/ }).click()
    await page.getByRole('menuitem', { name: 'Sign out' }).click()
  }
  await signOut()
  await expect(question(page)).toContainText('1 unsaved change is lost when you sign out')
  await question(page).getByRole('button', { name: 'Stay' }).click()
  await expect(detail.field('Title')).toHaveValue(`${course.title} private`)
  await signOut()
  await question(page).getByRole('button', { name: 'Leave' }).click()
  await expect(page).toHaveURL(/\/sign-in/)
  await expect.poll(() => page.evaluate(() => JSON.stringify(localStorage))).not.toContain('private')
})
