import { setTimeout as pause } from 'node:timers/promises'
import { replayFrom } from '../admin/engine/save/testing-replay'
import { newSaveId, type TestDatabase } from './database'
import { expect } from './fixtures'
import { drizzled, sampleSave, testWith, wholeSave } from './own-application'
import { DetailPage } from './pages'
import { batchOf, type SentSave, saveIdOf, send, watchSaves } from './save-requests'

const test = testWith(1)
test.describe.configure({ mode: 'default' })
test.beforeEach(({ tolerate }) => tolerate(/Failed to load resource/))

const statuses = async (rows: Promise<{ status: string }[]>) => (await rows).map(({ status }) => status)

test('a database that is gone for a while: not saved, unhealthy; then the same save, without a restart', async ({
  page,
  db,
  own,
}) => {
  const course = await db.course({ students: 1 })
  const detail = await new DetailPage(page).open('courses', course.id)
  const health = async () => (await page.request.get('/api/health')).status()
  expect(await health()).toBe(200)
  await detail.grid('Enrollments').type(course.rows[0]!.student.name, 'Status', 'Completed')
  own.proxy.refuse(true)
  own.proxy.cutAll()
  await detail.button('Save and continue editing').click()
  const told = page.getByRole('alert').filter({ hasText: 'Not saved' })
  await expect(told).toContainText('try again')
  await expect(detail.unsaved(1)).toBeVisible()
  expect(await health()).toBe(503)

  own.proxy.refuse(false)
  await expect.poll(health).toBe(200)
  await told.getByRole('button', { name: 'Try again' }).click()
  await detail.isSaved()
  expect(await statuses(db.enrollments(course.id))).toEqual(['completed'])
})

for (const mode of ['fast', 'immediate'] as const)
  test(`a database that is restarted (${mode}) between two saves is not noticed`, async ({ page, db, own }) => {
    const course = await db.course({ students: 1 })
    const student = course.rows[0]!.student.name
    const detail = await new DetailPage(page).open('courses', course.id)
    await detail.grid('Enrollments').type(student, 'Status', 'Completed')
    await detail.saveAndContinue()
    await own.application.database.restart(mode)
    await detail.grid('Enrollments').type(student, 'Status', 'Dropped')
    await detail.saveAndContinue()
    await expect.poll(() => statuses(db.enrollments(course.id)).catch(() => [])).toEqual(['dropped'])
    await detail.open('courses', course.id)
    await expect(await detail.grid('Enrollments').cell(student, 'Status')).toHaveText('Dropped')
  })

test('a commit whose answer never comes: the page ends up saved, once', async ({ page, db, own }) => {
  const course = await db.course({ students: 1 })
  const [ana] = await db.students([`Ana ${course.title}`])
  const detail = await new DetailPage(page).open('courses', course.id)
  const saves = watchSaves(page)
  await detail.grid('Enrollments').choose('New enrollment', 'Student', ana!.name)
  const before = own.proxy.cuts
  own.proxy.cutAfterCommit()
  await detail.saveAndContinue()
  expect(own.proxy.cuts).toBe(before + 1)
  expect(await db.enrollments(course.id)).toHaveLength(2)
  expect(await db.sql`select from history where save_id = ${saveIdOf(saves[0]!)}`).toHaveLength(1)
})

test('an instance that is killed at any moment of a save leaves no half save', async ({ page, db, own }) => {
  const course = await db.course({ students: 40 })
  const students = await db.students(1_000)
  const sample = await sampleSave(page, course)
  const history = await replayFrom(drizzled(db), ['enrollments'])
  const sent: SentSave[] = []
  let cutOff = 0
  for (const after of [0, 10, 25, 45, 80]) {
    const instance = own.application.instances.at(-1)!
    const end = pause(300 + after).then(() => instance.end('SIGKILL'))
    for (;;) {
      const save = wholeSave(sample, newSaveId(), await db.enrollments(course.id), students[sent.length]!.id)
      sent.push(save)
      const answer = await send(save, instance.port).catch(() => null)
      if (!answer) break
      expect(answer.result).toMatchObject({ ok: true })
    }
    expect(await end).toBeNull()
    await history.expectTables()
    cutOff += (await entriesOf(db, sent.at(-1)!)) === 0 ? 0 : 1

    const { port } = await own.application.add()
    expect((await send(sent.at(-1)!, port)).result).toMatchObject({ ok: true })
    expect(await db.enrollments(course.id)).toHaveLength(40 + sent.length)
  }
  for (const save of sent) expect(await entriesOf(db, save)).toBe(batchOf(save).rows)
  await history.expectTables()
  test.info().annotations.push({
    type: 'killed',
    description: `${sent.length} saves, 5 cut off, of which ${cutOff} were stored`,
  })
})

/** How many rows the history has of a save. */
async function entriesOf(db: TestDatabase, save: SentSave): Promise<number> {
  const rows = await db.sql`select from history where save_id = ${batchOf(save).saveId}`
  return rows.length
}
