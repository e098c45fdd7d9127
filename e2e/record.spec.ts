import { unique } from './database'
import { expect, test } from './fixtures'
import { DetailPage, visit } from './pages'

test('every error of a student stands at its field, and what was typed stays', async ({ page, db }) => {
  const mark = unique()
  const detail = await new DetailPage(page).open('students', 'new')
  await detail.field('Name').fill('x'.repeat(201))
  await detail.field('E-mail').fill('nobody at home')
  await detail.button('Save').click()

  await expect(detail.problems().getByRole('heading')).toHaveText('2 problems. Nothing was saved.')
  await expect(detail.problems().getByRole('link')).toHaveText([
    'Name: At most 200 characters (this has 201)',
    'E-mail: Not a valid e-mail address',
  ])
  await expect(detail.field('Name')).toHaveAccessibleDescription('At most 200 characters (this has 201)')
  await expect(detail.field('E-mail')).toHaveAccessibleDescription('Not a valid e-mail address')
  await expect(detail.field('E-mail')).toHaveAttribute('aria-invalid', 'true')
  await detail
    .problems()
    .getByRole('link', { name: /E-mail/ })
    .click()
  await expect(detail.field('E-mail')).toBeFocused()
  await expect(detail.field('E-mail')).toHaveValue('nobody at home')

  await detail.field('Name').fill('   ')
  await detail.field('E-mail').fill(`mia.${mark}@example.org`)
  await detail.button('Save').click()
  await expect(detail.problems().getByRole('heading')).toHaveText('1 problem. Nothing was saved.')
  await expect(detail.field('Name')).toHaveAccessibleDescription('Required')

  await detail.field('Name').fill(`  Mia ${mark}  `)
  await detail.save()
  expect(await db.sql`select name, email from students where email = ${`mia.${mark}@example.org`}`).toEqual([
    { name: `Mia ${mark}`, email: `mia.${mark}@example.org` },
  ])
})

test('an address that another student has is refused at its field, in whatever case', async ({ page, db }) => {
  const [ana] = await db.students(['Ana Lee'])
  const detail = await new DetailPage(page).open('students', 'new')
  await detail.field('Name').fill('Somebody else')
  await detail.field('E-mail').fill(ana!.email.toUpperCase())
  await detail.button('Save').click()
  await expect(detail.problems().getByRole('heading')).toHaveText('1 problem. Nothing was saved.')
  await expect(detail.field('E-mail')).toHaveAccessibleDescription(/already/i)
  await expect(detail.field('Name')).toHaveValue('Somebody else')
  expect(await db.sql`select name from students where lower(email) = ${ana!.email}`).toEqual([{ name: 'Ana Lee' }])
})

test('Save leads to the list, Save and continue stays, Save and add another begins anew', async ({ page, db }) => {
  const mark = unique()
  const detail = await new DetailPage(page).open('tags', 'new')
  await detail.field('Name').fill(`one ${mark}`)
  await detail.button('Save and add another').click()
  await expect(detail.message()).toContainText(`Saved one ${mark}`)
  await expect(page).toHaveURL('/tags/new')
  await expect(detail.field('Name')).toHaveValue('')
  await expect(detail.field('Name')).toBeFocused()

  await detail.field('Name').fill(`two ${mark}`)
  await detail.button('Save and continue editing').click()
  await expect(page).toHaveURL(/\/tags\/\d+$/)
  await expect(detail.heading(`two ${mark}`)).toBeVisible()
  await expect(detail.message()).toContainText(`Saved two ${mark}`)
  await detail.field('Name').fill(`two ${mark} again`)
  await detail.saveAndContinue()
  await expect(detail.heading(`two ${mark} again`)).toBeVisible()
  await detail.field('Name').fill(`two ${mark} at last`)
  await detail.save()
  await expect(page).toHaveURL('/tags')
  expect(await db.sql`select name from tags where name like ${`%${mark}%`} order by id`).toEqual([
    { name: `one ${mark}` },
    { name: `two ${mark} at last` },
  ])
})

test('two presses on Save of a new course make one course', async ({ page, db }) => {
  const title = `Course ${unique()}`
  const detail = await new DetailPage(page).open('courses', 'new')
  await detail.field('Title').fill(title)
  await detail.button('Save').dblclick()
  await expect(detail.message()).toContainText(`Saved ${title}`)
  await expect(page.getByRole('table', { name: 'Courses' })).toBeVisible()
  expect(await db.sql`select title from courses where title = ${title}`).toHaveLength(1)
})

test('saving without a change says so and leaves no trace', async ({ page, db }) => {
  const course = await db.course({ students: 2 })
  const detail = await new DetailPage(page).open('courses', course.id)
  await detail.field('Title').fill('something else')
  await expect(detail.unsaved(1)).toBeVisible()
  await detail.field('Title').fill(course.title)
  await expect(detail.unsaved(0)).toBeVisible()
  await detail.button('Save and continue editing').click()
  await expect(detail.message()).toContainText('nothing had changed')
  expect(await db.historyCount('courses', course.id)).toBe(0)
})

test('deleting a course asks first, says what goes with it, and keeps the students', async ({ page, db }) => {
  const course = await db.course({ students: 3 })
  await new DetailPage(page).open('courses', course.id)
  await page.getByRole('link', { name: 'Delete', exact: true }).click()
  await expect(
    page.getByRole('table', { name: 'What goes along' }).getByRole('row', { name: /Enrollments/ }),
  ).toContainText('3')
  expect(await db.enrollments(course.id)).toHaveLength(3)

  await page.getByRole('link', { name: 'Keep it' }).click()
  await expect(new DetailPage(page).heading(course.title)).toBeVisible()
  await page.getByRole('link', { name: 'Delete', exact: true }).click()
  await page.getByRole('button', { name: 'Delete course' }).click()
  await expect(page.getByRole('status').filter({ hasText: `Deleted course “${course.title}”` })).toBeVisible()
  await expect(page).toHaveURL('/courses')
  expect(await db.sql`select id from courses where id = ${course.id}`).toHaveLength(0)
  expect(await db.enrollments(course.id)).toHaveLength(0)
  const ids = course.rows.map(({ student }) => student.id)
  expect(await db.sql`select id from students where id in ${db.sql(ids)}`).toHaveLength(3)
})

test('a user who is a contact cannot be deleted, and the page names the contact', async ({ page, db }) => {
  const contact = await db.contact()
  const [user] = await db.sql<{ id: number }[]>`select user_id as id from contacts where id = ${contact.id}`
  await visit(page, `/users/${user!.id}/delete`)
  const main = page.getByRole('main')
  await expect(main.getByText(`${contact.username} cannot be deleted`)).toBeVisible()
  await expect(main.getByRole('region', { name: 'Contacts' }).getByRole('listitem')).toHaveText([contact.username])
  await expect(page.getByRole('button', { name: /Delete/ })).toHaveCount(0)
  expect(await db.sql`select id from users where id = ${user!.id}`).toHaveLength(1)
})

test('the history says who changed what, from which value to which, rows included', async ({ page, db }) => {
  const course = await db.course({ students: 2 })
  const [kept, gone] = course.rows.map(({ student }) => student.name) as [string, string]
  const [added] = await db.students([`Newcomer ${course.title}`])
  const detail = await new DetailPage(page).open('courses', course.id)
  const grid = detail.grid('Enrollments')
  await detail.field('Title').fill(`${course.title} renamed`)
  await grid.type(kept, 'Status', 'Completed')
  await grid.delete(gone)
  await grid.choose('New enrollment', 'Student', added!.name)
  await detail.saveAndContinue()

  await page.getByRole('link', { name: 'History', exact: true }).click()
  await expect(page.getByRole('heading', { level: 1, name: 'History' })).toBeVisible()
  const main = page.getByRole('main')
  await expect(main.getByText('Ada Admin').or(main.getByText('admin', { exact: true }))).toBeVisible()
  const entry = (text: string) => main.getByRole('listitem').filter({ hasText: text }).last()
  await expect(entry('Title')).toContainText(`${course.title}`)
  await expect(entry('Title')).toContainText(`${course.title} renamed`)
  await expect(entry(kept)).toContainText(/Status\s*Active.*became.*Completed/)
  await expect(entry(gone)).toContainText(/deleted/i)
  await expect(entry(added!.name)).toContainText(/added/i)
})

test('a name that looks like markup is only a name, wherever it is shown', async ({ page, db }) => {
  const mark = unique()
  const name = `<img src=x onerror=alert(1)> "><script>alert(2)</script> {{7*7}} ${mark}`
  page.on('dialog', () => expect(null, 'a name was run').toBe('text'))
  const course = await db.course({ title: `${name} c`, students: [name] })
  const detail = await new DetailPage(page).open('courses', course.id)
  await expect(detail.heading(`${name} c`)).toBeVisible()
  await expect(detail.grid('Enrollments').row(name)).toBeVisible()
  await detail.grid('Enrollments').type(name, 'Status', 'Dropped')
  await detail.saveAndContinue()
  await expect(detail.message()).toContainText(`${name} c`)
  for (const path of [`/students?q=${mark}`, `/courses/${course.id}/history`, `/courses/${course.id}/delete`, '/'])
    await visit(page, path)
  await expect(page.getByRole('main').getByText(name).first()).toBeVisible()
})
