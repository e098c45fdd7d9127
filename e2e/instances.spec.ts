import { newSaveId } from './database'
import { expect } from './fixtures'
import { sampleSave, testWith, wholeSave } from './own-application'
import { DetailPage, visit } from './pages'
import { type SaveAnswer, send } from './save-requests'

const test = testWith(2)
// One application for all of them, one after the other; the last one ends an instance.
test.describe.configure({ mode: 'default' })

test.describe('two instances on one database, with the requests spread over them', () => {
  test('signing in, opening, searching and saving work whoever answers', async ({ browserOf, db, own }) => {
    const course = await db.course({ students: 2 })
    const bea = await db.person([], { superuser: true })
    const students = await db.students([1, 2, 3].map((at) => `Newcomer ${at} ${course.title}`))
    const page = await browserOf(null)
    await visit(page, '/sign-in')
    await page.getByLabel('Username').fill(bea.username)
    await page.getByLabel('Password').fill('throughline-demo')
    await page.getByRole('button', { name: 'Sign in' }).click()
    await expect(page.getByRole('navigation', { name: 'Main' })).toBeVisible()

    const detail = await new DetailPage(page).open('courses', course.id)
    for (const { name } of students) {
      await detail.grid('Enrollments').choose('New enrollment', 'Student', name)
      await detail.saveAndContinue()
      await detail.button('Save and continue editing').click()
      await expect(detail.message()).toContainText('nothing had changed')
    }
    expect(await db.enrollments(course.id)).toHaveLength(5)

    // The session that one of them made is good at each of them.
    const cookie = (await page.context().cookies()).map(({ name, value }) => `${name}=${value}`).join('; ')
    const host = new URL(own.application.url).host
    for (const { port } of own.application.instances) {
      const { status, body } = await get(port, `/students/options?q=Newcomer`, { cookie, host })
      expect([status, JSON.parse(body).options.length]).toEqual([200, 3])
    }
  })

  test('the sixth wrong password is one too many, although each instance saw only some', async ({
    browserOf,
    db,
    own,
  }) => {
    const bea = await db.person([], { superuser: true })
    const page = await browserOf(null)
    const { instances } = own.application
    const before = instances.map(failures)
    await visit(page, '/sign-in')
    const attempt = async (password: string) => {
      await page.getByLabel('Username').fill(bea.username)
      await page.getByLabel('Password').fill(password)
      await page.getByRole('button', { name: 'Sign in' }).click()
      // The form is emptied once its answer is there.
      await expect(page.getByLabel('Password')).toHaveValue('')
    }
    const told = page.getByRole('alert').filter({ hasText: /\S/ })
    for (let at = 0; at < 5; at++) {
      await attempt(`wrong password ${at}`)
      await expect(told).toHaveText('The username or the password is wrong.')
      // One more request, so that the next attempt goes to the other instance.
      if (at % 2 === 0) await page.request.get('/api/health')
    }
    await attempt('throughline-demo')
    await expect(told).toContainText('Too many attempts')
    const seen = instances.map((instance, at) => failures(instance) - before[at]!)
    expect(seen.reduce((sum, count) => sum + count)).toBe(5)
    expect(Math.min(...seen)).toBeGreaterThan(0)
  })

  test('one save sent to both at the same time is written once and answered twice', async ({ page, db, own }) => {
    const course = await db.course({ students: 3 })
    const students = await db.students(8)
    const sample = await sampleSave(page, course)
    const [one, two] = own.application.instances.map(({ port }) => port) as [number, number]
    for (const [round, student] of students.entries()) {
      const saveId = newSaveId()
      const save = wholeSave(sample, saveId, await db.enrollments(course.id), student.id)
      const answers = await Promise.all([send(save, one), send(save, two), send(save, one)])
      expect(answers[0].result).toMatchObject({ ok: true, saved: { counts: { created: 1, changed: 3 + round } } })
      expect(answers).toEqual([answers[0], answers[0], answers[0]])
      expect(await db.sql`select from history where save_id = ${saveId}`).toHaveLength(4 + round)
      expect(await db.enrollments(course.id)).toHaveLength(4 + round)
    }
  })

  test('the same student added through both at once ends as one row and one message', async ({ page, db, own }) => {
    const course = await db.course({ students: 1 })
    const students = await db.students(8)
    const sample = await sampleSave(page, course)
    const { instances } = own.application
    for (const student of students) {
      const answers = await Promise.all(
        instances.map(({ port }) => send(wholeSave(sample, newSaveId(), [], student.id), port)),
      )
      const [good, bad] = [...answers].sort((a, b) => Number(b.result?.ok) - Number(a.result?.ok))
      expect(good?.result).toMatchObject({ ok: true })
      expect(bad?.result).toMatchObject({
        ok: false,
        kind: 'problems',
        problems: [{ inline: 'enrollments', field: 'studentId', message: expect.stringContaining('already') }],
      })
    }
    expect(await db.enrollments(course.id)).toHaveLength(1 + students.length)
  })

  test('an instance that is told to stop finishes its save, and the other goes on', async ({ page, db, own }) => {
    const course = await db.course({ students: 3 })
    const [student, other] = await db.students(2)
    const sample = await sampleSave(page, course)
    const [stopping] = own.application.instances
    const save = wholeSave(sample, newSaveId(), await db.enrollments(course.id), student!.id)
    let answer: Promise<SaveAnswer> | undefined
    let status: Promise<number | null> | undefined
    let stoppedAt = 0
    await db.sql.begin(async (sql) => {
      await sql`select from courses where id = ${course.id} for update`
      answer = send(save, stopping!.port)
      await expect.poll(() => waiting(db)).toBe(1)
      stoppedAt = Date.now()
      status = stopping!.end('SIGTERM')
    })
    expect((await answer)?.result).toMatchObject({ ok: true })
    expect(await status).toBe(0)
    expect(Date.now() - stoppedAt).toBeLessThan(10_000)
    expect(await db.enrollments(course.id)).toHaveLength(4)

    const detail = await new DetailPage(page).open('courses', course.id)
    await detail.grid('Enrollments').choose('New enrollment', 'Student', other!.name)
    await detail.saveAndContinue()
    expect(await db.enrollments(course.id)).toHaveLength(5)
  })
})

/** How many connections wait for a lock. */
async function waiting(db: import('./database').TestDatabase): Promise<number> {
  const [row] = await db.sql<{ count: number }[]>`
    select count(*)::int as count from pg_stat_activity where wait_event_type = 'Lock'`
  return row?.count ?? 0
}

const failures = (instance: import('./server').Instance) => instance.output().split('"sign-in-failed"').length - 1

async function get(port: number, path: string, headers: Record<string, string>) {
  const { request } = await import('node:http')
  return new Promise<{ status: number; body: string }>((done, failed) => {
    request({ host: '127.0.0.1', port, path, headers }, (response) => {
      let body = ''
      response.on('data', (chunk) => {
        body += chunk
      })
      response.once('end', () => done({ status: response.statusCode ?? 0, body }))
    })
      .once('error', failed)
      .end()
  })
}
