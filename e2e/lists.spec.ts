import AxeBuilder from '@axe-core/playwright'
import type { Page } from '@playwright/test'
import { unique } from './database'
import { expect, test } from './fixtures'
import { DetailPage, visit } from './pages'

const table = (page: Page, name: string) => page.getByRole('table', { name, exact: true })
/** What stands below the headers in the order of the rows. */
const records = (page: Page, name: string) =>
  table(page, name)
    .getByRole('row')
    .filter({ has: page.getByRole('cell') })
/** The titles of a list's records, in order. */
const titles = (page: Page, name: string) => records(page, name).getByRole('link')

test('a person finds a student by name or by address and opens the page behind the name', async ({ page, db }) => {
  const mark = unique()
  const [ana, ben] = await db.students([`Ana Lee ${mark}`, `Ben Osei ${mark}`])
  await visit(page, '/students')
  await expect(page.getByRole('heading', { level: 1, name: 'Students' })).toBeVisible()
  await expect(table(page, 'Students').getByRole('columnheader')).toHaveText(['Name', 'E-mail'])

  const search = page.getByRole('searchbox', { name: 'Search' })
  await search.fill(mark)
  await expect(page.getByText('2 found')).toBeVisible()
  await expect(titles(page, 'Students')).toHaveText([ana!.name, ben!.name])
  await expect(page).toHaveURL(`/students?q=${mark}`)

  await search.fill(ben!.email.toUpperCase())
  await expect(page.getByText('1 found')).toBeVisible()
  await titles(page, 'Students').click()
  await expect(page).toHaveURL(`/students/${ben!.id}`)
  await expect(new DetailPage(page).heading(ben!.name)).toBeVisible()
  await expect(new DetailPage(page).field('E-mail')).toHaveValue(ben!.email)
})

test('signs that mean something to a database are only signs in a search', async ({ page, db }) => {
  const mark = unique()
  await db.students([`100% ${mark}`, `1000 ${mark}`, `a_b\\ ${mark}`, `O'Neil; drop table students ${mark}`])
  for (const [words, found] of [
    [`100% ${mark}`, [`100% ${mark}`]],
    [`a_b\\ ${mark}`, [`a_b\\ ${mark}`]],
    [`o'neil; drop table ${mark}`, [`O'Neil; drop table students ${mark}`]],
  ] as const) {
    await visit(page, `/students?${new URLSearchParams({ q: words })}`)
    await expect(titles(page, 'Students')).toHaveText([...found])
  }
})

test('a list is sorted by its headers, one way and the other', async ({ page, db }) => {
  const mark = unique()
  await db.students([`Cara ${mark}`, `ana ${mark}`, `Ben ${mark}`])
  await visit(page, `/students?q=${mark}`)
  await expect(titles(page, 'Students')).toHaveText([`ana ${mark}`, `Ben ${mark}`, `Cara ${mark}`])

  const header = table(page, 'Students').getByRole('columnheader', { name: 'Name' })
  await expect(header).toHaveAttribute('aria-sort', 'ascending')
  await header.getByRole('link').click()
  await expect(header).toHaveAttribute('aria-sort', 'descending')
  await expect(page).toHaveURL(`/students?q=${mark}&sort=-name`)
  await expect(titles(page, 'Students')).toHaveText([`Cara ${mark}`, `Ben ${mark}`, `ana ${mark}`])

  await table(page, 'Students').getByRole('columnheader', { name: 'E-mail' }).getByRole('link').click()
  await expect(titles(page, 'Students')).toHaveText([`Cara ${mark}`, `ana ${mark}`, `Ben ${mark}`])
  await expect(page).toHaveURL(/sort=email/)
})

test('pages follow each other without leaving out or repeating a record', async ({ page, db }) => {
  const mark = unique()
  const students = await db.students(
    Array.from({ length: 45 }, (_, at) => `Same ${mark} ${String(at).padStart(2, '0')}`),
  )
  await visit(page, `/students?q=${mark}&size=20`)
  const pages = page.getByRole('navigation', { name: 'Pages' })
  const seen: string[] = []
  for (const [number, range] of [
    [1, '1–20 of 45'],
    [2, '21–40 of 45'],
    [3, '41–45 of 45'],
  ] as const) {
    await expect(pages).toContainText(range)
    seen.push(...(await titles(page, 'Students').allTextContents()))
    if (number < 3) await pages.getByRole('link', { name: 'Next page' }).click()
  }
  expect(seen).toEqual(students.map(({ name }) => name))
  await expect(pages.getByRole('link', { name: 'Next page' })).toHaveCount(0)

  await pages.getByRole('textbox', { name: 'Page, of 3' }).fill('2')
  await page.keyboard.press('Enter')
  await expect(pages).toContainText('21–40 of 45')
  await visit(page, `/students?q=${mark}&size=20&page=99`)
  await expect(pages).toContainText('of 45')
})

test('a filter is in the address and can be shared, widened and taken back', async ({ page, db }) => {
  const course = await db.course({ students: 3 })
  await db.sql`update enrollments set status = 'dropped' where id = ${course.rows[0]!.id}`
  await db.sql`update enrollments set status = 'completed' where id = ${course.rows[1]!.id}`
  const q = encodeURIComponent(course.title)
  await visit(page, `/enrollments?q=${q}`)
  await expect(records(page, 'Enrollments')).toHaveCount(3)

  const main = page.getByRole('main')
  await main.getByText('Status', { exact: true }).first().click()
  await page.getByRole('list', { name: 'Status' }).getByRole('link', { name: 'Dropped' }).click()
  await expect(records(page, 'Enrollments')).toHaveCount(1)
  await expect(records(page, 'Enrollments')).toContainText(course.rows[0]!.student.name)
  await expect(page).toHaveURL(/status=dropped/)

  await visit(page, `/enrollments?q=${q}&status=dropped,completed`)
  await expect(records(page, 'Enrollments')).toHaveCount(2)
  await page.getByRole('link', { name: 'Clear filters' }).click()
  await expect(records(page, 'Enrollments')).toHaveCount(3)
  await expect(page).not.toHaveURL(/status=/)
})

test('a list is filtered by what a column points at, found by its name', async ({ page, db, browserOf }) => {
  const mark = unique()
  const student = { name: `Zoe ${mark}` }
  const courses = [await db.course({ students: [student.name, 'Ana Lee'] }), await db.course({ students: 2 })]
  const [ours, other] = [courses[0]!, courses[1]!]
  await visit(page, '/enrollments')
  const filter = page.locator('summary').filter({ hasText: 'Course' })
  const search = page.getByRole('combobox', { name: 'Course', exact: true })
  const rows = records(page, 'Enrollments')
  await filter.press('Enter')
  await expect(search).toBeFocused()
  await page.keyboard.type(ours.title)
  await page.keyboard.press('Enter')
  await expect(page).toHaveURL(`/enrollments?courseId=${ours.id}`)
  await expect(rows).toHaveCount(2)
  await expect(filter).toContainText(ours.title)
  const counted = /^[\d,]+ found$/
  await expect(page.getByText(counted)).toHaveText('2 found')

  await test.step('another value widens it, from where the focus still is', async () => {
    await expect(search).toBeFocused()
    await page.keyboard.type(other.title)
    await expect(page.getByRole('option', { name: other.title })).toBeVisible()
    await page.keyboard.press('Enter')
    await expect(rows).toHaveCount(4)
    const chosen = page.getByRole('list', { name: 'Course', exact: true })
    await chosen.getByRole('link', { name: `Remove ${other.title}` }).click()
    await expect(rows).toHaveCount(2)
  })

  await test.step('filters by several relations are one above the other, and each is taken back by itself', async () => {
    await page.keyboard.press('Escape')
    await page.locator('summary').filter({ hasText: 'Student' }).click()
    await page.getByRole('combobox', { name: 'Student', exact: true }).fill(student.name)
    await page.getByRole('option', { name: student.name }).click()
    await expect(rows).toHaveCount(1)
    await page.getByRole('link', { name: 'Clear Course' }).click()
    await expect(page).toHaveURL(/\/enrollments\?studentId=\d+$/)
    await expect(rows).toContainText([ours.title])
    const { violations } = await new AxeBuilder({ page }).analyze()
    expect(violations.map(({ id }) => id)).toEqual([])
  })

  await test.step('in a small window the search stands within it', async () => {
    for (const width of [640, 380]) {
      await page.setViewportSize({ width, height: 700 })
      await page.locator('summary').filter({ hasText: 'Student' }).click()
      const box = await page.getByRole('combobox', { name: 'Student', exact: true }).boundingBox()
      expect(box!.x).toBeGreaterThanOrEqual(0)
      expect(box!.x + box!.width).toBeLessThanOrEqual(width)
      await page.keyboard.press('Escape')
      await page.keyboard.press('Escape')
    }
  })

  const clerk = await browserOf(await db.person(['enrollments.view']))
  await visit(clerk, `/enrollments?courseId=${ours.id}`)
  await expect(clerk.locator('summary').filter({ hasText: 'Course' })).toHaveCount(0)
  await expect(clerk.getByText(counted)).toHaveCount(0)
})

test('a name that runs to the left keeps its beginning where there is no room for all of it', async ({ page, db }) => {
  const mark = unique()
  const name = `محمد ${'بن عبد الله '.repeat(12)} ${mark}`
  const course = await db.course({ students: [name] })
  for (const place of [`/students?q=${mark}`, `/courses/${course.id}`]) {
    await visit(page, place)
    const shown = page.locator('[dir=rtl]').filter({ hasText: mark }).first()
    await expect(shown).toHaveCSS('text-overflow', 'ellipsis')
    // Its first letters stand in the part that is not cut off, whose right end is where it begins.
    const [first, box] = await shown.evaluate((element) => {
      const range = document.createRange()
      const walker = document.createTreeWalker(element, NodeFilter.SHOW_TEXT)
      range.setStart(walker.nextNode()!, 0)
      range.setEnd(range.startContainer, 4)
      return [range.getBoundingClientRect(), element.getBoundingClientRect()].map(({ left, right }) => ({
        left,
        right,
      }))
    })
    expect(first!.left).toBeGreaterThanOrEqual(box!.left)
    expect(first!.right).toBeLessThanOrEqual(box!.right + 1)
  }
})

test('an address that says nonsense shows the list all the same', async ({ page }) => {
  await visit(
    page,
    '/courses?sort=title;drop&page=1e9&size=-1&status=x&__proto__=1&q=%00&sort=__proto__&page=99999999999999999999',
  )
  await expect(table(page, 'Courses')).toBeVisible()
  await expect(titles(page, 'Courses').first()).toBeVisible()
})

test('nothing found says so and leads back to everything', async ({ page }) => {
  await visit(page, '/courses?q=no-such-course-anywhere')
  await expect(page.getByText('No courses match “no-such-course-anywhere”')).toBeVisible()
  await page.getByRole('link', { name: 'Show all' }).click()
  await expect(table(page, 'Courses')).toBeVisible()
  await expect(page).toHaveURL('/courses')
})

test('saving and the breadcrumb lead back to the list as it was left', async ({ page, db }) => {
  const mark = unique()
  await db.students(Array.from({ length: 25 }, (_, at) => `Back ${mark} ${String(at).padStart(2, '0')}`))
  const detail = new DetailPage(page)
  await visit(page, `/students?q=${mark}&sort=-name&page=2&size=20`)
  await titles(page, 'Students').first().click()
  await expect(detail.heading(`Back ${mark} 04`)).toBeVisible()
  await detail.field('Name').fill(`Back ${mark} 04 changed`)
  await detail.save()
  await expect(page).toHaveURL(`/students?q=${mark}&sort=-name&page=2&size=20`)
  await expect(titles(page, 'Students').first()).toHaveText(`Back ${mark} 04 changed`)

  await titles(page, 'Students').nth(1).click()
  await expect(detail.heading(`Back ${mark} 03`)).toBeVisible()
  await page.getByRole('navigation', { name: 'Breadcrumb' }).getByRole('link', { name: 'Students' }).click()
  await expect(page).toHaveURL(`/students?q=${mark}&sort=-name&page=2&size=20`)
})

test('going from page to page loads no document again', async ({ page }) => {
  await visit(page, '/courses')
  const documents: string[] = []
  page.on('request', (request) => request.isNavigationRequest() && documents.push(request.url()))
  await titles(page, 'Courses').first().click()
  await expect(page.getByRole('link', { name: 'History' })).toBeVisible()
  await page.getByRole('link', { name: 'History' }).click()
  await expect(page.getByRole('heading', { level: 1, name: 'History' })).toBeVisible()
  await page.goBack()
  await page.getByRole('navigation', { name: 'Main' }).getByRole('link', { name: 'Students' }).click()
  await expect(table(page, 'Students')).toBeVisible()
  expect(documents).toEqual([])
})

test('the dashboard counts every model and shows what was changed last', async ({ page, db }) => {
  const course = await db.course({ students: 1 })
  const detail = await new DetailPage(page).open('courses', course.id)
  await detail.field('Title').fill(`${course.title} anew`)
  await detail.save()

  await visit(page, '/')
  const main = page.getByRole('main')
  const [counts] = await db.sql<{ permissions: number; configs: number }[]>`
    select (select count(*)::int from groups) as permissions, (select count(*)::int from categories) as configs`
  await expect(main.getByRole('link', { name: /^Groups/ })).toContainText(String(counts?.permissions))
  for (const label of [
    'Students',
    'Courses',
    'Enrollments',
    'Database configurations',
    'Database module types',
    'Users',
  ])
    await expect(main.getByRole('link', { name: new RegExp(`^${label}\\s*[\\d,]+$`) })).toBeVisible()
  const latest = main.getByRole('region', { name: 'Latest changes' })
  await expect(latest.getByRole('link', { name: `${course.title} anew` }).first()).toBeVisible()
})
