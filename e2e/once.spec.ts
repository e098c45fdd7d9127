import { unique } from './database'
import { expect, test } from './fixtures'
import { DetailPage } from './pages'
import { holdNextSave, saveIdOf, send, sentSave, watchSaves } from './save-requests'

test('two clicks on Save of a new course make one course with one row', async ({ page, db }) => {
  const title = `Clicked twice ${unique()}`
  const [ana] = await db.students([`Ana ${title}`])
  const detail = await new DetailPage(page).open('courses', 'new')
  await detail.field('Title').fill(title)
  await detail.grid('Enrollments').choose('New enrollment', 'Student', ana!.name)
  await detail.button('Save').dblclick()
  await expect(detail.message()).toContainText(`Saved ${title}`)
  const made = await db.sql<{ id: number }[]>`select id from courses where title = ${title}`
  expect(made).toHaveLength(1)
  expect(await db.enrollments(made[0]!.id)).toHaveLength(1)
  expect(await db.historyCount('courses', made[0]!.id)).toBe(2)
})

test('Enter, Control+S and clicks while a save runs are the same save', async ({ page, db }) => {
  const course = await db.course({ students: 1 })
  const detail = await new DetailPage(page).open('courses', course.id)
  const saves = watchSaves(page)
  const held = await holdNextSave(page)
  await detail.field('Title').fill(`${course.title} again`)
  await page.keyboard.press('Enter')
  await held.sent
  await page.keyboard.press('Control+s')
  await page.keyboard.press('Enter')
  for (const name of ['Save', 'Save and continue editing'] as const) await detail.button(name).click({ force: true })
  held.letGo()
  await expect(page.getByRole('table', { name: 'Courses' })).toBeVisible()
  expect(saves).toHaveLength(1)
  expect(await db.historyCount('courses', course.id)).toBe(1)
})

test('a request that is sent again gets the same answer and writes nothing', async ({ page, db }) => {
  const course = await db.course({ students: 1 })
  const [ana] = await db.students([`Ana ${course.title}`])
  const detail = await new DetailPage(page).open('courses', course.id)
  const saves = watchSaves(page)
  await detail.grid('Enrollments').choose('New enrollment', 'Student', ana!.name)
  await detail.grid('Enrollments').type(course.rows[0]!.student.name, 'Status', 'Dropped')
  await detail.saveAndContinue()
  const before = await db.enrollments(course.id)
  expect(before).toHaveLength(2)
  const save = await sentSave(saves[0]!)
  const answers = await Promise.all([send(save), send(save)])
  expect(answers[0]).toMatchObject({
    status: 200,
    result: { ok: true, saved: { id: course.id, counts: { changed: 1, created: 1, deleted: 0 } } },
  })
  expect(answers[1]).toEqual(answers[0])

  // Long after others went on it is still answered and still writes nothing.
  await db.sql`update enrollments set status = 'completed' where id = ${before[0]!.id}`
  expect(await send(save)).toEqual(answers[0])
  expect(await db.enrollments(course.id)).toEqual([{ ...before[0], status: 'completed' }, before[1]])
  const entries = await db.sql`select from history where save_id = ${saveIdOf(saves[0]!)}`
  expect(entries).toHaveLength(2)
})

test('an id that was used for one save is refused for another', async ({ page, db }) => {
  const course = await db.course({ students: 1 })
  const detail = await new DetailPage(page).open('courses', course.id)
  const saves = watchSaves(page)
  await detail.field('Title').fill(`${course.title} once`)
  await detail.saveAndContinue()
  const save = await sentSave(saves[0]!)
  const forged = await send({ ...save, body: save.body.replace('once', 'twice') })
  expect(forged.result).toMatchObject({ ok: false, kind: 'refused' })
  expect(await db.sql`select title from courses where id = ${course.id}`).toEqual([{ title: `${course.title} once` }])
})
