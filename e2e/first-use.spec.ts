import type { Page } from '@playwright/test'
import { putOnClipboard } from './clipboard'
import { unique } from './database'
import { expect, test } from './fixtures'
import { DetailPage } from './pages'

const scripts = /\/_next\/static\/.*\.js/

/** Holds back scripts that are asked for from now on, until the answer is called. */
async function holdScripts(page: Page): Promise<() => Promise<void>> {
  let release = () => {}
  const released = new Promise<void>((resolve) => {
    release = resolve
  })
  await page.route(scripts, async (route) => {
    await released
    await route.continue()
  })
  return async () => {
    release()
    await page.unrouteAll({ behavior: 'wait' })
  }
}

/** Opens a page as a reader does, who touches nothing; what it needs to be used is held back. Answers how to let it come. */
async function read(page: Page, path: string): Promise<() => Promise<void>> {
  await page.goto(path, { waitUntil: 'networkidle' })
  return holdScripts(page)
}

test('a reader fetches no editor; whoever comes back with one has it started at once', async ({ page, db }) => {
  const course = await db.course({ students: 3 })
  await page.goto(`/courses/${course.id}`, { waitUntil: 'networkidle' })
  const fetched = () =>
    page.evaluate(() => {
      const files = performance.getEntriesByType('resource') as PerformanceResourceTiming[]
      const code = files.filter(({ name }) => new URL(name).pathname.endsWith('.js'))
      return code.reduce((sum, { encodedBodySize }) => sum + encodedBodySize, 0)
    })
  const isStarted = () =>
    page
      .locator('[data-first-use] > *')
      .first()
      .evaluate((element) => Object.keys(element).some((key) => key.startsWith('__reactProps')))
  expect(await isStarted()).toBe(false)
  expect(await fetched()).toBeGreaterThan(50 * 1024)
  expect(await fetched()).toBeLessThan(180 * 1024)

  await page.mouse.move(300, 300)
  await expect.poll(isStarted).toBe(true)
  await page.mouse.move(0, 0)
  await page.reload()
  await expect.poll(isStarted).toBe(true)
})

test('rows that the first page has no room for come by themselves', async ({ page, db }) => {
  const course = await db.course({ students: 140 })
  await page.goto(`/courses/${course.id}`)
  const grid = new DetailPage(page).grid('Enrollments')
  await expect(grid.row(course.rows[139]!.student.name)).toBeAttached()
})

for (const moment of ['no script', 'only the page’s first scripts'])
  test(`what is done while ${moment} has come happens once the editor is there`, async ({ page, db }) => {
    const course = await db.course({ students: 3 })
    const [added] = await db.students(1)
    const [first, second, third] = course.rows.map(({ student }) => student.name) as [string, string, string]
    const path = `/courses/${course.id}`
    const isBare = moment === 'no script'
    const release = isBare ? await holdScripts(page) : await read(page, path)
    if (isBare) await page.goto(path, { waitUntil: 'commit' })
    const detail = new DetailPage(page)
    const title = `Held ${unique()}`
    const grid = detail.grid('Enrollments')
    await expect(grid.row(third)).toBeVisible()

    await detail.field('Title').fill(title)
    await (await grid.cell(first, 'Status')).click()
    await page.keyboard.type('dro')
    await page.keyboard.press('Enter')
    await page.keyboard.type('completed')
    await page.keyboard.press('Tab')
    await page.keyboard.press('Control+End')
    await page.keyboard.press('ArrowDown')
    await page.keyboard.press('Home')
    await page.keyboard.insertText(added!.email)
    await page.keyboard.press('Tab')
    await page.keyboard.press('Escape')
    await page.getByRole('checkbox', { name: `Select ${second}` }).check()
    await page.getByRole('button', { name: `Delete ${third}` }).click()
    await page.keyboard.press('Control+s')
    await expect(grid.row(first)).toContainText('Active')

    await release()
    await expect(detail.message()).toContainText('Saved')
    expect((await db.sql`select title from courses where id = ${course.id}`)[0]?.title).toBe(title)
    const saved = await db.sql`
      select s.name, e.status from enrollments e join students s on s.id = e.student_id
      where e.course_id = ${course.id} order by e.id`
    expect(saved.map((row) => ({ ...row }))).toEqual([
      { name: first, status: 'dropped' },
      { name: second, status: 'completed' },
      { name: added!.name, status: 'active' },
    ])
  })

/** What was done is done again key by key, as slowly as on the slowest of machines. */
async function slowDown(page: Page, stepMs: number): Promise<void> {
  await page.evaluate((step) => {
    const { setTimeout } = window
    Object.assign(window, { setTimeout: (work: () => void, ms = step) => setTimeout(work, ms) })
  }, stepMs)
}

test('Enter and Space wait in an open editor for the letters before them', async ({ page, db }) => {
  const course = await db.course({ students: 2 })
  const [first, second] = course.rows.map(({ student }) => student.name) as [string, string]
  const release = await read(page, `/courses/${course.id}`)
  const grid = new DetailPage(page).grid('Enrollments')
  await (await grid.cell(first, 'Status')).click()
  await page.keyboard.type('dropped')
  await slowDown(page, 200)
  await release()
  await expect(grid.editor('Status', first)).toBeFocused()
  await page.keyboard.type(' a')
  await page.keyboard.press('Enter')
  await expect(await grid.cell(second, 'Status')).toBeFocused()
  await expect(await grid.cell(first, 'Status')).toContainText('dropped a')
  await expect(await grid.cell(second, 'Status')).toHaveText('Active')
})

test('a key waits at a button too, where an earlier one has led on its way', async ({ page, db }) => {
  const course = await db.course({ students: 1 })
  const { name } = course.rows[0]!.student
  const release = await read(page, `/courses/${course.id}`)
  const grid = new DetailPage(page).grid('Enrollments')
  await (await grid.cell(name, 'Student')).click()
  for (const key of ['Shift+Tab', 'Tab', 'y']) await page.keyboard.press(key)
  await slowDown(page, 600)
  await release()
  await page.waitForFunction(() => document.activeElement?.matches('button'))
  await page.keyboard.press('Space')
  await expect(grid.editor('Student', name)).toHaveValue('y ')
  await expect(page.getByRole('dialog')).toHaveCount(0)
})

test('keys that select and undo in a text do so in an editor that opens later', async ({ page, db }) => {
  const course = await db.course({ students: 2 })
  const [first, second] = course.rows.map(({ student }) => student.name) as [string, string]
  const release = await read(page, `/courses/${course.id}`)
  const grid = new DetailPage(page).grid('Enrollments')
  await (await grid.cell(first, 'Status')).click()
  await page.keyboard.type('wrong')
  await page.keyboard.press('Control+a')
  await page.keyboard.type('other')
  await page.keyboard.press('Enter')
  await page.keyboard.type('kept')
  await page.keyboard.press('F2')
  await page.keyboard.press('Control+a')
  await page.keyboard.press('Backspace')
  await page.keyboard.press('Control+z')
  await release()
  await expect(grid.editor('Status', second)).toHaveValue('kept')
  await expect(await grid.cell(first, 'Status')).toContainText('other')
})

test('text that is pasted or composed before the editor is there is in the cells', async ({ page, db }) => {
  const course = await db.course({ students: 3 })
  const [first, second, third] = course.rows.map(({ student }) => student.name) as [string, string, string]
  const release = await read(page, `/courses/${course.id}`)
  const grid = new DetailPage(page).grid('Enrollments')
  await putOnClipboard(page, { text: 'Completed\nDropped' })
  await (await grid.cell(first, 'Status')).click()
  await page.keyboard.press('Control+v')
  await (await grid.cell(third, 'Student')).click()
  const input = await page.context().newCDPSession(page)
  for (const text of ['や', 'やま'])
    await input.send('Input.imeSetComposition', { text, selectionStart: text.length, selectionEnd: text.length })
  await input.send('Input.insertText', { text: '山' })

  await release()
  const editor = page.getByRole('combobox', { name: 'Student, ' })
  await expect(editor).toHaveValue('山')
  // The first closes the list, where that is there already.
  await expect(async () => {
    await page.keyboard.press('Escape')
    await expect(editor).toBeHidden({ timeout: 500 })
  }).toPass()
  await expect(grid.row(third)).toContainText('Active')
  await expect(grid.row(first)).toContainText('Completed')
  await expect(grid.row(second)).toContainText('Dropped')
})

test('an early paste needs neither a selection in the cell nor an event that a script can hand a clipboard', async ({
  page,
  db,
}) => {
  // As in Firefox, which sends a paste to the selection, and drops the clipboard of a made event.
  await page.addInitScript(() => {
    globalThis.ClipboardEvent = class extends ClipboardEvent {
      constructor(type: string, { bubbles, cancelable }: EventInit = {}) {
        super(type, { bubbles, cancelable })
      }
    }
    const sendToPage = (event: ClipboardEvent) => {
      if (!event.isTrusted) return
      event.preventDefault()
      event.stopImmediatePropagation()
      const sent = new ClipboardEvent('paste', { bubbles: true, cancelable: true })
      Object.defineProperty(sent, 'clipboardData', { value: event.clipboardData })
      document.body.dispatchEvent(sent)
    }
    addEventListener('paste', sendToPage, true)
  })
  const course = await db.course({ students: 3 })
  const [added] = await db.students(1)
  const [first, second, third] = course.rows.map(({ student }) => student.name) as [string, string, string]
  const release = await read(page, `/courses/${course.id}`)
  const detail = new DetailPage(page)
  const grid = detail.grid('Enrollments')
  const copyElsewhere = async (text: string) => {
    await detail.field('Title').focus()
    await putOnClipboard(page, { text })
  }
  await copyElsewhere('Completed\nDropped')
  await (await grid.cell(first, 'Status')).click()
  await page.keyboard.press('Control+v')
  // In the editor that a key opens, and in the cell that a button leads to.
  await copyElsewhere('drop')
  await (await grid.cell(third, 'Status')).click()
  await page.keyboard.press('F2')
  await page.keyboard.press('Control+v')
  await page.keyboard.press('Enter')
  await copyElsewhere(added!.email)
  await page.getByRole('button', { name: 'Add another enrollment' }).click()
  await page.keyboard.press('Control+v')

  await release()
  await expect(grid.row(added!.name)).toContainText('Active')
  await expect(grid.row(first)).toContainText('Completed')
  await expect(grid.row(second)).toContainText('Dropped')
  await expect(grid.row(third)).toContainText('Dropped')
  await expect(detail.unsaved(4)).toBeVisible()
})

test('what is done while the early things happen once more is newer than they are', async ({ page, db }) => {
  const course = await db.course({ students: 3 })
  const [first, second] = course.rows.map(({ student }) => student.name) as [string, string]
  const release = await read(page, `/courses/${course.id}`)
  const detail = new DetailPage(page)
  const selected = page.getByRole('checkbox', { name: `Select ${second}` })
  await (await detail.grid('Enrollments').cell(first, 'Status')).click()
  await page.keyboard.press('ArrowDown')
  await detail.field('Title').fill('Early')
  await selected.check()
  await selected.uncheck()
  await selected.check()
  await selected.uncheck()
  // The first key that happens again is followed by these, before the next of the early things.
  const composed = page.evaluate(
    () =>
      new Promise<boolean>((done) => {
        const later = () => {
          const title = document.querySelector<HTMLInputElement>('#field-title input')!
          title.focus()
          title.setSelectionRange(9, 9)
          document.execCommand('insertText', false, ' and late')
          const cell = document.querySelector('td[data-column="studentId.email"]')!
          const { firstChild } = cell
          for (const type of ['compositionstart', 'compositionend'])
            cell.dispatchEvent(new CompositionEvent(type, { bubbles: true, data: '' }))
          done(cell.firstChild === firstChild)
        }
        addEventListener('keydown', () => setTimeout(later), { once: true })
      }),
  )
  await release()
  expect(await composed).toBe(true)
  await expect(detail.unsaved(1)).toBeVisible()
  await expect(detail.field('Title')).toHaveValue('Early and late')
  await expect(selected).not.toBeChecked()
})

test('what is typed behind an early press of a button comes to where the button leads', async ({ page, db }) => {
  const course = await db.course({ students: 8 })
  const [added] = await db.students(1)
  const release = await read(page, `/courses/${course.id}`)
  const detail = new DetailPage(page)
  await page.getByRole('button', { name: 'Add another enrollment' }).click()
  await page.keyboard.type(added!.email)
  await page.keyboard.press('Tab')
  await page.keyboard.type('dro')
  await page.keyboard.press('Enter')
  await release()
  await expect(detail.grid('Enrollments').row(added!.name)).toContainText('Dropped')
  await expect(detail.unsaved(1)).toBeVisible()
})

test('a key behind an early press of a button that keeps the focus does what it does by itself', async ({
  page,
  db,
}) => {
  await page.setViewportSize({ width: 800, height: 800 })
  const course = await db.course({ students: 2 })
  const release = await read(page, `/courses/${course.id}`)
  const others = page.getByRole('button', { name: 'Other ways to save' })
  await others.click()
  await page.keyboard.press('Enter')
  await page.keyboard.press('Space')
  await page.keyboard.press('Tab')
  await release()
  await expect(page.getByRole('button', { name: 'Save', exact: true })).toBeFocused()
  await expect(others).toHaveAttribute('aria-expanded', 'true')
})

test('a page that is closed before the editor is there asks first when something was typed', async ({ page, db }) => {
  const course = await db.course({ students: 1 })
  const release = await read(page, `/courses/${course.id}`)
  await page.getByRole('textbox', { name: 'Title' }).fill('Typed early')
  const asked = page.waitForEvent('dialog')
  const closing = page.close({ runBeforeUnload: true })
  const dialog = await asked
  expect(dialog.type()).toBe('beforeunload')
  await dialog.dismiss()
  await closing
  await release()
  await expect(new DetailPage(page).unsaved(1)).toBeVisible()
  await expect(page.getByRole('textbox', { name: 'Title' })).toHaveValue('Typed early')
})

test.describe('on a phone', () => {
  test.use({ viewport: { width: 380, height: 800 }, hasTouch: true })

  test('a row that is touched before the editor is there opens its sheet', async ({ page, db }) => {
    const course = await db.course({ students: 2 })
    const [{ student }] = course.rows as [(typeof course.rows)[number]]
    const release = await read(page, `/courses/${course.id}`)
    await (await new DetailPage(page).grid('Enrollments').cell(student.name, 'Status')).tap()
    await release()
    await expect(page.getByRole('dialog')).toContainText(student.name)
  })
})
