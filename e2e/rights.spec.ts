import { batch, builtActions, callAction, removeAction, saveAction } from './actions'
import { newSaveId } from './database'
import { expect, test } from './fixtures'
import { DetailPage, visit } from './pages'

type World = { configId: number; courseId: number; rowId: number }

/**
 * Every action of the build: what a forged call would change, and who must not get through. An action that is missing
 * here fails the test below. `open` are those that anybody may call.
 */
const actions: Record<string, { open: true } | { forged: (world: World) => readonly unknown[][] }> = {
  'app/sign-in/actions.ts#signIn': { open: true },
  'app/sign-out.ts#signOut': { open: true },
  [saveAction]: {
    forged: ({ configId, courseId, rowId }) => [
      ['database-configs', configId, batch({ record: { description: ['Forged', 'Forged'] } })],
      ['database-configs', null, batch({ record: { databaseName: [null, 'forged'], description: [null, 'forged'] } })],
      ['courses', courseId, batch({ record: { title: ['Forged', 'Forged'] } })],
      [
        'courses',
        courseId,
        batch({ inlines: { enrollments: { update: [{ id: rowId, changes: { status: ['active', 'dropped'] } }] } } }),
      ],
      ['courses', courseId, batch({ inlines: { enrollments: { delete: [{ id: rowId, from: {} }] } } })],
      ['users', 1, batch({ record: { superuser: [false, true] } })],
      ['permissions', 1, batch({ record: { name: ['x', 'y'] } })],
    ],
  },
  [removeAction]: {
    forged: ({ configId, courseId }) => [
      ['database-configs', configId, newSaveId()],
      ['courses', courseId, newSaveId()],
      ['permissions', 1, newSaveId()],
    ],
  },
}

test('every server action of the build is known to this table', () => {
  expect([...builtActions().keys()].sort()).toEqual(Object.keys(actions).sort())
})

for (const [name, action] of Object.entries(actions))
  test.describe(`forged calls of ${name}`, () => {
    test.skip('open' in action, 'anybody may call it')
    if ('open' in action) return

    for (const person of [null, 'viewer', 'registrar'] as const)
      test(`by ${person ?? 'nobody'} change nothing`, async ({ browserOf, db }) => {
        const config = await db.configuration({ modules: 1 })
        const course = await db.course({ students: 1 })
        const world = { configId: config.id, courseId: course.id, rowId: course.rows[0]!.id }
        const state = async () => ({
          config: await db.sql`select * from database_configs where id = ${config.id} or database_name = 'forged'`,
          course: await db.sql`select * from courses where id = ${course.id}`,
          rows: await db.sql`select * from enrollments where course_id = ${course.id}`,
          user: await db.sql`select superuser, name from users where id = 1`,
          permission: await db.sql`select * from permissions where id = 1`,
        })
        const before = await state()
        const page = await browserOf(person)
        for (const args of action.forged(world)) {
          const { status, value } = await callAction(page.request, name, args)
          expect(status, JSON.stringify(args)).toBe(person === null ? 401 : 403)
          expect(value).toMatchObject({ ok: false, kind: person === null ? 'signed-out' : 'denied' })
        }
        expect(await state()).toEqual(before)
      })

    test('from another origin, or from none, change nothing', async ({ page, db }) => {
      const course = await db.course()
      const forged = name === saveAction ? batch({ record: { title: [course.title, 'Forged'] } }) : newSaveId()
      const call = (headers: Record<string, string>) =>
        callAction(page.request, name, ['courses', course.id, forged], { headers })
      const foreign: Record<string, string>[] = [
        { Origin: 'https://evil.example' },
        { Origin: 'null' },
        { 'Sec-Fetch-Site': 'cross-site' },
        { Origin: '' },
      ]
      for (const headers of foreign) expect((await call(headers)).status, JSON.stringify(headers)).toBe(403)
      const stored = () => db.sql`select title from courses where id = ${course.id}`
      expect(await stored()).toEqual([{ title: course.title }])
      // The same call from a page of the application does what it says, so the refusals above were for its origin.
      expect((await call({})).value).toMatchObject({ ok: true })
      expect(await stored()).toEqual(name === saveAction ? [{ title: 'Forged' }] : [])
    })
  })

test.describe('reads behind the cells', () => {
  const reads = [
    ['GET', '/students/options?q=a', undefined],
    ['POST', '/students/resolve', { texts: ['a'] }],
    ['POST', '/students/related', { ids: [1] }],
    ['GET', '/courses/rows?id=1&inline=enrollments', undefined],
  ] as const

  test('answer 401 without a session', async ({ browserOf }) => {
    const page = await browserOf(null)
    for (const [method, path, data] of reads) {
      const answer = await page.request.fetch(path, { method, data, headers: { Origin: process.env.APP_URL ?? '' } })
      expect(answer.status(), path).toBe(401)
      expect(await answer.json()).toMatchObject({ kind: 'signed-out' })
    }
  })

  test('answer 403 without the right to view', async ({ browserOf, db }) => {
    const page = await browserOf(await db.person(['tags.view']))
    for (const [method, path, data] of reads) {
      const answer = await page.request.fetch(path, { method, data, headers: { Origin: process.env.APP_URL ?? '' } })
      expect(answer.status(), path).toBe(403)
      expect(Object.keys(await answer.json()).sort()).toEqual(['kind', 'message'])
    }
    const allowed = await page.request.get('/tags/options?q=')
    expect(allowed.status()).toBe(200)
  })
})

test('without a session every private address leads to sign-in and shows nothing', async ({ browserOf, db }) => {
  const course = await db.course({ students: 1 })
  const page = await browserOf(null)
  const path = `/courses/${course.id}`
  for (const [address, headers] of [
    [path, {}],
    [`${path}/history`, {}],
    [`${path}/delete`, {}],
    [`${path}/print`, {}],
    [`${path}?_rsc=abc`, { RSC: '1' }],
    [`${path}.rsc`, {}],
    [`${path}.segments/_tree.segment.rsc`, {}],
    [path, { RSC: '1', 'Next-Router-Prefetch': '1', 'Next-Router-Segment-Prefetch': '/_tree' }],
    [path, { 'x-middleware-subrequest': 'proxy:proxy:proxy:proxy:proxy' }],
    [path, { 'x-middleware-subrequest': 'src/middleware:src/middleware:src/middleware:src/middleware:src/middleware' }],
    [`/en${path}`, {}],
    [`/%63ourses/${course.id}`, {}],
    [`/_next/data/x${path}.json`, {}],
  ] as const) {
    const answer = await page.request.get(address, { headers, maxRedirects: 0 })
    const text = await answer.text()
    expect(text, `${address} ${JSON.stringify(headers)}`).not.toContain(course.title)
    expect(text).not.toContain(course.rows[0]!.student.name)
    expect([307, 401, 404], address).toContain(answer.status())
  }
  const forged = { Cookie: 'throughline.session_token=forged.c2lnbmF0dXJl' }
  const answer = await page.request.get(path, { headers: forged, maxRedirects: 0 })
  expect(await answer.text()).not.toContain(course.title)
})

test.describe('mixes of rights on one course', () => {
  const course = ['courses.view', 'courses.change', 'students.view']
  const rows = {
    view: 'enrollments.view',
    add: 'enrollments.add',
    change: 'enrollments.change',
    delete: 'enrollments.delete',
  }

  test('no right on enrollments: no grid, the course itself can be edited', async ({ browserOf, db }) => {
    const stored = await db.course({ students: 1 })
    const page = await browserOf(await db.person(course))
    const detail = await new DetailPage(page).open('courses', stored.id)
    await expect(page.getByRole('grid')).toHaveCount(0)
    await expect(page.getByText(stored.rows[0]!.student.name)).toHaveCount(0)
    await detail.field('Title').fill(`${stored.title} anew`)
    await detail.saveAndContinue()
    expect(await db.sql`select title from courses where id = ${stored.id}`).toEqual([{ title: `${stored.title} anew` }])

    const update = { update: [{ id: stored.rows[0]!.id, changes: { status: ['active', 'dropped'] } }] }
    await callAction(page.request, saveAction, ['courses', stored.id, batch({ inlines: { enrollments: update } })])
    expect(await db.enrollments(stored.id)).toMatchObject([{ status: 'active' }])
  })

  test('view only: rows as text, no blank row, nothing to delete', async ({ browserOf, db }) => {
    const stored = await db.course({ students: 1 })
    const { name } = stored.rows[0]!.student
    const page = await browserOf(await db.person([...course, rows.view]))
    const detail = await new DetailPage(page).open('courses', stored.id)
    const grid = detail.grid('Enrollments')
    await expect(grid.rows()).toHaveCount(1)
    await expect(await grid.cell(name, 'Status')).toHaveAttribute('aria-readonly', 'true')
    await expect(page.getByRole('button', { name: /^Delete / })).toHaveCount(0)
    await expect(page.getByRole('button', { name: /^Add another/ })).toHaveCount(0)
    await grid.type(name, 'Status', 'Dropped')
    await expect(detail.unsaved(0)).toBeVisible()
    await grid.focus(name, 'Status')
    // What Firefox sends to the page, where nothing is selected, belongs to the cell with the focus.
    const copied = await page.evaluate(() => {
      const clipboardData = new DataTransfer()
      document.body.dispatchEvent(new ClipboardEvent('copy', { clipboardData, bubbles: true, cancelable: true }))
      return clipboardData.getData('text/plain')
    })
    expect(copied).toBe('Active')
    // The row's own page is reached by keys as well.
    await expect(grid.table).toHaveAttribute('aria-colcount', '5')
    await grid.focus(name, 'Enrolled at')
    await page.keyboard.press('ArrowRight')
    const link = page.getByRole('link', { name: `View ${name}` })
    await expect(link).toBeFocused()
    await expect(link).toHaveAttribute('href', `/enrollments/${stored.rows[0]!.id}`)
  })

  test('view and add: saved rows as text, a blank row that adds', async ({ browserOf, db }) => {
    const stored = await db.course({ students: 1 })
    const [ana] = await db.students([`Ana ${stored.title}`])
    const { name } = stored.rows[0]!.student
    const page = await browserOf(await db.person([...course, rows.view, rows.add]))
    const detail = await new DetailPage(page).open('courses', stored.id)
    const grid = detail.grid('Enrollments')
    await expect(await grid.cell(name, 'Status')).toHaveAttribute('aria-readonly', 'true')
    await expect(page.getByRole('button', { name: `Delete ${name}` })).toHaveCount(0)
    await grid.choose('New enrollment', 'Student', ana!.name)
    await detail.saveAndContinue()
    expect(await db.enrollments(stored.id)).toMatchObject([{ name }, { name: ana!.name }])
    for (const part of [
      { update: [{ id: stored.rows[0]!.id, changes: { status: ['active', 'dropped'] } }] },
      { delete: [{ id: stored.rows[0]!.id, from: {} }] },
    ])
      await callAction(page.request, saveAction, ['courses', stored.id, batch({ inlines: { enrollments: part } })])
    expect(await db.enrollments(stored.id)).toMatchObject([{ name, status: 'active' }, { name: ana!.name }])
  })

  test('add without view: saved rows stay hidden, and a duplicate of one is still an error', async ({
    browserOf,
    db,
  }) => {
    const stored = await db.course({ students: 1 })
    const { name, email } = stored.rows[0]!.student
    const [ana] = await db.students([`Ana ${stored.title}`])
    const page = await browserOf(await db.person([...course, rows.add]))
    const detail = await new DetailPage(page).open('courses', stored.id)
    const grid = detail.grid('Enrollments')
    await expect(page.getByText(name)).toHaveCount(0)
    await grid.focus('New enrollment', 'Student')
    await page.keyboard.type(email)
    await expect(page.getByRole('option', { name })).toBeVisible()
    await page.keyboard.press('Enter')
    await detail.button('Save').click()
    await expect(detail.problems()).toContainText(/already/i)
    await grid.choose(name, 'Student', ana!.name)
    await detail.button('Save and continue editing').click()
    await expect(detail.message()).toContainText('Saved')
    expect(await db.enrollments(stored.id)).toMatchObject([{ name }, { name: ana!.name }])
  })

  test('change only: cells can be edited, nothing added or deleted', async ({ browserOf, db }) => {
    const stored = await db.course({ students: 1 })
    const { name } = stored.rows[0]!.student
    const [ana] = await db.students(['Ana'])
    const page = await browserOf(await db.person([...course, rows.change]))
    const detail = await new DetailPage(page).open('courses', stored.id)
    const grid = detail.grid('Enrollments')
    await expect(grid.rows()).toHaveCount(1)
    await expect(page.getByRole('button', { name: `Delete ${name}` })).toHaveCount(0)
    await grid.type(name, 'Status', 'Completed')
    await detail.saveAndContinue()
    for (const part of [
      { create: [{ key: `new:${newSaveId()}`, values: { studentId: ana!.id } }] },
      { delete: [{ id: stored.rows[0]!.id, from: {} }] },
    ])
      await callAction(page.request, saveAction, ['courses', stored.id, batch({ inlines: { enrollments: part } })])
    expect(await db.enrollments(stored.id)).toEqual([{ id: stored.rows[0]!.id, name, status: 'completed' }])
  })

  test('all rights on rows but none to change the course: everything is read-only, a forged save 403', async ({
    browserOf,
    db,
  }) => {
    const stored = await db.course({ students: 1 })
    const page = await browserOf(await db.person(['courses.view', 'students.view', ...Object.values(rows)]))
    const detail = await new DetailPage(page).open('courses', stored.id)
    await expect(detail.grid('Enrollments').rows()).toHaveCount(1)
    await expect(detail.button('Save')).toHaveCount(0)
    const update = { update: [{ id: stored.rows[0]!.id, changes: { status: ['active', 'dropped'] } }] }
    const forged = batch({ inlines: { enrollments: update } })
    expect((await callAction(page.request, saveAction, ['courses', stored.id, forged])).status).toBe(403)
    expect(await db.enrollments(stored.id)).toMatchObject([{ status: 'active' }])
  })

  test('without the right to view students the picker finds none', async ({ browserOf, db }) => {
    const stored = await db.course({ students: 1 })
    const page = await browserOf(await db.person(['courses.view', 'courses.change', rows.view, rows.add, rows.change]))
    await visit(page, `/courses/${stored.id}`)
    expect((await page.request.get(`/students/options?q=${stored.rows[0]!.student.email}`)).status()).toBe(403)
  })
})
