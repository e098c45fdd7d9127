import type { Page } from '@playwright/test'
import type { Course, Person, TestDatabase } from './database'
import { expect, test } from './fixtures'
import { DetailPage } from './pages'

type Open = (person: 'admin' | Person) => Promise<Page>

/** Two people with the same page open. Bea's name is known to the history. */
async function openTwice(open: Open, db: TestDatabase, slug: string, id: number) {
  const bea = await db.person([], { superuser: true })
  const [his, hers] = await Promise.all([open('admin'), open(bea)])
  const [ali, beas] = await Promise.all([new DetailPage(his).open(slug, id), new DetailPage(hers).open(slug, id)])
  return { ali, bea: beas, name: bea.username }
}

const names = ({ rows }: Course) => rows.map(({ student }) => student.name) as [string, string, string]
const stored = ({ rows }: Course, statuses: readonly string[]) =>
  rows.map(({ id, student }, at) => ({ id, name: student.name, status: statuses[at] }))
const enrollments = (page: DetailPage) => page.grid('Enrollments')
const conflictOn = (page: DetailPage, place: string) =>
  page.conflicts().getByRole('listitem').filter({ hasText: place })

async function settle(page: DetailPage, place: string, choice: 'Keep mine' | 'Take theirs') {
  await conflictOn(page, place).getByRole('button', { name: choice }).click()
}

test('changes of different cells all stay, without a question', async ({ browserOf, db }) => {
  const course = await db.course({ students: 3 })
  const [first, second] = names(course)
  const [newcomer] = await db.students([`Newcomer of ${course.title}`])
  const { ali, bea } = await openTwice(browserOf, db, 'courses', course.id)

  await enrollments(bea).choose(first, 'Student', newcomer!.name)
  await enrollments(bea).type(second, 'Status', 'Dropped')
  await bea.saveAndContinue()

  await ali.field('Title').fill(`${course.title} of Ali`)
  await enrollments(ali).type(first, 'Status', 'Completed')
  await ali.saveAndContinue()

  await expect(ali.conflicts()).toBeHidden()
  expect(await db.enrollments(course.id)).toEqual([
    { id: course.rows[0]!.id, name: newcomer!.name, status: 'completed' },
    { id: course.rows[1]!.id, name: second, status: 'dropped' },
    { id: course.rows[2]!.id, name: course.rows[2]!.student.name, status: 'active' },
  ])
  await expect(enrollments(ali).row(newcomer!.name)).toBeVisible()
})

test('a row that one does not touch keeps what the other stored in it', async ({ browserOf, db }) => {
  const course = await db.course({ students: 3 })
  const [first, second] = names(course)
  const { ali, bea } = await openTwice(browserOf, db, 'courses', course.id)
  await enrollments(bea).type(second, 'Status', 'Completed')
  await bea.saveAndContinue()

  await enrollments(ali).type(first, 'Status', 'Dropped')
  await ali.saveAndContinue()
  expect(await db.enrollments(course.id)).toEqual(stored(course, ['dropped', 'completed', 'active']))
  const [row] = await db.sql`
    select count(*)::int from history where table_name = 'enrollments' and row_id = ${course.rows[1]!.id}`
  expect(row?.count).toBe(1)
})

test('the same cell is a conflict that names both values and who stored the other; keeping mine goes through at once', async ({
  browserOf,
  db,
}) => {
  const course = await db.course({ students: 3 })
  const [first, second] = names(course)
  const { ali, bea, name } = await openTwice(browserOf, db, 'courses', course.id)
  await enrollments(bea).type(first, 'Status', 'Completed')
  await bea.saveAndContinue()

  await enrollments(ali).type(first, 'Status', 'Dropped')
  await enrollments(ali).type(second, 'Status', 'Dropped')
  await ali.button('Save and continue editing').click()
  const conflict = conflictOn(ali, `Enrollments, ${first}, Status`)
  await expect(conflict).toContainText(/Yours\s*dropped\s*Theirs\s*completed/i)
  await expect(conflict).toContainText(name)
  await expect(enrollments(ali).row(first)).toHaveAccessibleDescription(/conflict/)
  expect(await db.enrollments(course.id)).toEqual(stored(course, ['completed', 'active', 'active']))

  await conflict.getByRole('button', { name: 'Keep mine' }).click()
  await expect(ali.conflicts()).toBeHidden()
  await ali.saveAndContinue()
  expect(await db.enrollments(course.id)).toEqual(stored(course, ['dropped', 'dropped', 'active']))

  // One's own save is no conflict.
  await enrollments(ali).type(first, 'Status', 'Active')
  await ali.saveAndContinue()
  expect(await db.enrollments(course.id)).toEqual(stored(course, ['active', 'dropped', 'active']))
})

test('keeping mine asks again only when the other stored yet another value', async ({ browserOf, db }) => {
  const course = await db.course({ students: 3 })
  const [first] = names(course)
  const { ali, bea } = await openTwice(browserOf, db, 'courses', course.id)
  await enrollments(bea).type(first, 'Status', 'Completed')
  await bea.saveAndContinue()
  await enrollments(ali).type(first, 'Status', 'Dropped')
  await ali.button('Save and continue editing').click()
  await settle(ali, first, 'Keep mine')

  await enrollments(bea).type(first, 'Status', 'Active')
  await bea.saveAndContinue()
  await ali.button('Save and continue editing').click()
  await expect(conflictOn(ali, first)).toContainText(/Theirs\s*active/i)
  await settle(ali, first, 'Keep mine')
  await ali.saveAndContinue()
  expect(await db.enrollments(course.id)).toEqual(stored(course, ['dropped', 'active', 'active']))
})

test('taking theirs gives up this one edit and shows the other value', async ({ browserOf, db }) => {
  const course = await db.course({ students: 3 })
  const [first, second] = names(course)
  const { ali, bea } = await openTwice(browserOf, db, 'courses', course.id)
  await enrollments(bea).type(first, 'Status', 'Completed')
  await bea.saveAndContinue()

  await enrollments(ali).type(first, 'Status', 'Dropped')
  await enrollments(ali).type(second, 'Status', 'Dropped')
  await ali.button('Save and continue editing').click()
  await settle(ali, first, 'Take theirs')
  await expect(await enrollments(ali).cell(first, 'Status')).toHaveText('Completed')
  await expect(ali.unsaved(1)).toBeVisible()
  await ali.saveAndContinue()
  expect(await db.enrollments(course.id)).toEqual(stored(course, ['completed', 'dropped', 'active']))
})

for (const [button, title, statuses] of [
  ['Keep all mine', 'Mine', ['dropped', 'dropped', 'dropped']],
  ['Take all theirs', 'Theirs', ['completed', 'completed', 'completed']],
] as const)
  test(`"${button}" settles every conflict, that of the title too`, async ({ browserOf, db }) => {
    const course = await db.course({ students: 3 })
    const { ali, bea } = await openTwice(browserOf, db, 'courses', course.id)
    for (const name of names(course)) await enrollments(bea).type(name, 'Status', 'Completed')
    await bea.field('Title').fill(`Theirs ${course.title}`)
    await bea.saveAndContinue()

    for (const name of names(course)) await enrollments(ali).type(name, 'Status', 'Dropped')
    await ali.field('Title').fill(`Mine ${course.title}`)
    await ali.button('Save and continue editing').click()
    await expect(ali.conflicts().getByRole('heading')).toContainText('4 conflicts')
    const conflict = conflictOn(ali, 'Title')
    await expect(conflict).toContainText(`Yours`)
    await expect(conflict).toContainText(`Mine ${course.title}`)
    await expect(conflict).toContainText(`Theirs ${course.title}`)
    await ali.conflicts().getByRole('button', { name: button }).click()
    await expect(ali.conflicts()).toBeHidden()
    await expect(ali.field('Title')).toHaveValue(`${title} ${course.title}`)
    // What the record is called is what is stored by now, also where nothing is left to save.
    await expect(ali.heading(`Theirs ${course.title}`)).toBeVisible()
    await ali.saveAndContinue()
    expect(await db.enrollments(course.id)).toEqual(stored(course, statuses))
    await ali.open('courses', course.id)
    await expect(ali.heading(`${title} ${course.title}`)).toBeVisible()
  })

for (const [choice, then] of [
  ['Take theirs', 'drops the edit'],
  ['Keep mine', 'adds the row again with the edit'],
] as const)
  test(`a row that the other deleted: "${choice}" ${then}`, async ({ browserOf, db }) => {
    const course = await db.course({ students: 3 })
    const [first, second, third] = names(course)
    const { ali, bea, name } = await openTwice(browserOf, db, 'courses', course.id)
    await enrollments(bea).delete(first)
    await bea.saveAndContinue()

    await enrollments(ali).type(first, 'Status', 'Completed')
    await enrollments(ali).type(second, 'Status', 'Completed')
    await ali.button('Save and continue editing').click()
    await expect(conflictOn(ali, first)).toContainText('Deleted by')
    await expect(conflictOn(ali, first)).toContainText(name)
    await settle(ali, first, choice)
    await ali.saveAndContinue()

    const kept = [
      { id: course.rows[1]!.id, name: second, status: 'completed' },
      { id: course.rows[2]!.id, name: third, status: 'active' },
    ]
    const again = { id: expect.any(Number), name: first, status: 'completed' }
    expect(await db.enrollments(course.id)).toEqual(choice === 'Keep mine' ? [...kept, again] : kept)
    await expect(enrollments(ali).row(first)).toHaveCount(choice === 'Keep mine' ? 1 : 0)
  })

test('a row that the other changed is not deleted unseen', async ({ browserOf, db }) => {
  const course = await db.course({ students: 3 })
  const [first] = names(course)
  const { ali, bea } = await openTwice(browserOf, db, 'courses', course.id)
  await enrollments(bea).type(first, 'Status', 'Completed')
  await bea.saveAndContinue()

  await enrollments(ali).delete(first)
  await ali.button('Save and continue editing').click()
  await expect(conflictOn(ali, first)).toContainText('Changed by')
  expect(await db.enrollments(course.id)).toHaveLength(3)
  await settle(ali, first, 'Take theirs')
  await expect(await enrollments(ali).cell(first, 'Status')).toHaveText('Completed')
  await expect(ali.unsaved(0)).toBeVisible()
  await enrollments(ali).delete(first)
  await ali.saveAndContinue()
  expect(await db.enrollments(course.id)).toHaveLength(2)
})

test('both add another student and both stay; the second who adds the same one is told at the row', async ({
  browserOf,
  db,
}) => {
  const course = await db.course({ students: 1 })
  const [ana, ben] = await db.students([`Ana ${course.title}`, `Ben ${course.title}`])
  const { ali, bea } = await openTwice(browserOf, db, 'courses', course.id)
  await enrollments(bea).choose('New enrollment', 'Student', ana!.name)
  await bea.saveAndContinue()
  await enrollments(ali).choose('New enrollment', 'Student', ben!.name)
  await ali.saveAndContinue()
  const both = [course.rows[0]!.student.name, ana!.name, ben!.name]
  expect((await db.enrollments(course.id)).map(({ name }) => name)).toEqual(both)

  await enrollments(ali).choose('New enrollment', 'Student', ana!.name)
  await ali.field('Title').fill(`${course.title} renamed`)
  await ali.button('Save and continue editing').click()
  await expect(ali.problems().getByRole('heading')).toHaveText('1 problem. Nothing was saved.')
  await expect(ali.problems().getByRole('link')).toContainText(`${ana!.name} is already`)
  await expect(enrollments(ali).row(ana!.name)).toHaveAccessibleDescription(/has an error/)
  await expect(ali.field('Title')).toHaveValue(`${course.title} renamed`)
  expect((await db.enrollments(course.id)).map(({ name }) => name)).toEqual(both)

  await enrollments(ali).delete(ana!.name)
  await ali.saveAndContinue()
  await expect(ali.heading(`${course.title} renamed`)).toBeVisible()
})

test('a course that the other deleted: nothing is written, and the edits can be copied', async ({
  browserOf,
  db,
  tolerate,
}) => {
  tolerate(/404/)
  const course = await db.course({ students: 2 })
  const { ali, bea, name } = await openTwice(browserOf, db, 'courses', course.id)
  await bea.page.getByRole('link', { name: 'Delete', exact: true }).click()
  await bea.page.getByRole('button', { name: 'Delete course', exact: true }).click()
  await expect(bea.message()).toContainText('Deleted')

  const [first] = names(course)
  await enrollments(ali).type(first, 'Status', 'Completed')
  await ali.field('Title').fill('Written too late')
  await ali.button('Save').click()
  const told = ali.page.getByRole('alert').filter({ hasText: 'This course was deleted' })
  await expect(told).toContainText(name)
  await expect(told.getByRole('button', { name: 'Copy my edits as text' })).toBeVisible()
  await expect(ali.field('Title')).toHaveValue('Written too late')
  expect(await db.sql`select from courses where id = ${course.id} or title = 'Written too late'`).toHaveLength(0)
  expect(await db.enrollments(course.id)).toEqual([])
})
